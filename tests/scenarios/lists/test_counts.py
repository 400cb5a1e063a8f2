"""What a list says above its tasks is as they are now, whatever was done since it was asked for."""

from __future__ import annotations

import json
from datetime import timedelta

from sqlalchemy import update

from bot.resolve.task_lists import LISTED_MAX
from bot.store.schema import boards
from tests.scenarios.lists.asking import answers, has_task, listed, rows, title, today
from tests.scenarios.running import World, eventually


def titles(world: World) -> list[str]:
    """The lines between the tasks of Anna's last list."""
    blocks = answers(world)[-1].blocks
    return [block["elements"][0]["text"].strip("*") for block in blocks if block["type"] == "context"]


def press(world: World, action_id: str, choice: str | None = None, *, row: int = 0) -> None:
    """Anna clicks in a row of her last list."""
    answer = answers(world)[-1]
    blocks = [str(block["block_id"]) for block in answer.blocks if block["type"] == "actions"]
    world.slack.person(world.anna).click(world.channel, answer.ts, action_id, choice, block_id=blocks[row])


def says(world: World, words: str) -> bool:
    """Whether Anna's last list is called so in the end; a failure if not."""
    eventually(lambda: title(answers(world)[-1]) == words)
    return True


def test_one_that_is_put_off_stands_under_its_new_day(world: World) -> None:
    has_task(world, "Now", days=0)
    has_task(world, "Later")
    listed(world)
    assert titles(world) == ["Today (1)", "Later (1)"]

    press(world, "task_menu", "snooze_date")
    world.slack.person(world.anna).fill("due_date", (today() + timedelta(days=60)).isoformat())
    assert world.slack.person(world.anna).submit().closed

    eventually(lambda: titles(world) == ["Later (2)"])
    assert rows(answers(world)[-1]) == ["Later", "Now"]
    assert title(answers(world)[-1]) == "*Your open tasks* · 2"


def test_one_that_is_done_stays_and_counts_no_more(world: World) -> None:
    for number in range(20):
        has_task(world, f"Task {number:02}", days=number + 20)
    listed(world)

    press(world, "complete_task")

    assert says(world, "*Your open tasks* · 19")
    assert titles(world) == ["Later (19)", "Page 1 of 3"]
    assert "~Task 00~" in str(answers(world)[-1].blocks)


def test_so_do_those_that_are_no_longer_what_was_asked_for(world: World) -> None:
    has_task(world, "Of Ben", who="ben", days=0)
    has_task(world, "Also of Ben", who="ben", days=0)
    listed(world, "@ben today")

    press(world, "task_menu", "take", row=0)
    assert says(world, f"*Open tasks of <@{world.ben}>, due today* · 1")
    press(world, "task_menu", "snooze_tomorrow", row=1)

    assert says(world, f"*Open tasks of <@{world.ben}>, due today* · 0")
    assert len(rows(answers(world)[-1])) == 2


def test_more_than_are_listed_are_counted(world: World) -> None:
    for number in range(LISTED_MAX + 3):
        has_task(world, f"Task {number:03}", days=-1)
    has_task(world, "Later")

    listed(world)

    assert title(answers(world)[-1]) == f"*Your open tasks* · {LISTED_MAX + 4}"
    assert titles(world)[0] == f"Overdue ({LISTED_MAX + 3})"
    assert f"Only the first {LISTED_MAX} are listed." in titles(world)[-1]
    press(world, "complete_task")
    assert says(world, f"*Your open tasks* · {LISTED_MAX + 3}")
    assert titles(world)[0] == f"Overdue ({LISTED_MAX + 2})"


def test_a_list_that_the_version_before_stored_follows_its_tasks(world: World) -> None:
    task = has_task(world, "Known")
    listed(world)
    groups = [{"title": "Later (1)", "uuids": [task["task_uuid"]]}]
    before = {"kind": "list", "heading": "*Your open tasks* · 1", "groups": groups, "note": "", "page": 0}
    with world.application.rooms.database.writing() as connection:
        what = json.dumps({**before, "day": None, "mentions": True})
        connection.execute(update(boards).where(boards.c.kind == "ephemeral").values(what=what))

    press(world, "complete_task")

    eventually(lambda: "~Known~" in str(answers(world)[-1].blocks))
    assert title(answers(world)[-1]) == "*Your open tasks* · 1"
    assert titles(world) == ["Later (1)"]
