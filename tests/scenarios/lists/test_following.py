"""A list that one person alone sees follows its tasks, as long as a click lets it be reached."""

from __future__ import annotations

from bot.boards.boards import RESPONSE_URL_USES
from tests.scenarios.lists.asking import answers, has_task, listed
from tests.scenarios.running import World, eventually


def shown(world: World) -> str:
    """All that Anna's only list says."""
    [answer] = answers(world)
    return str(answer.blocks)


def test_what_others_do_is_shown_after_a_click(world: World) -> None:
    other = has_task(world, "Other", days=2)
    has_task(world, "Known", days=1)
    answer = listed(world)
    first = next(str(block["block_id"]) for block in answer.blocks if block["type"] == "actions")
    world.slack.person(world.anna).click(world.channel, answer.ts, "complete_task", block_id=first)
    eventually(lambda: "~Known~" in shown(world))
    world.chartmogul.change_task(other["task_uuid"], task_details="Changed")

    world.application.rooms.live.reader.read(other["task_uuid"])
    world.application.rooms.live.wake()

    eventually(lambda: "*Changed*" in shown(world))


def test_the_last_use_of_its_url_is_kept_for_what_is_certain(world: World) -> None:
    task = has_task(world, "Known")
    answer = listed(world)
    anna = world.slack.person(world.anna)
    anna.click(world.channel, answer.ts, "complete_task")
    eventually(lambda: "~Known~" in shown(world))
    uuid, reader = task["task_uuid"], world.application.rooms.live.reader

    for number in range(RESPONSE_URL_USES + 3):
        # A change more than the URL can show.
        world.chartmogul.change_task(uuid, task_details=f"Known {number}")
        reader.read(uuid)
        world.application.rooms.live.wake()
    world.chartmogul.fault("GET", f"/tasks/{uuid}", kind="delay", seconds=2.0, times=1)
    anna.click(world.channel, answers(world)[0].ts, "reopen_task")

    eventually(lambda: "reopening…" in shown(world))
    eventually(lambda: f"*Known {RESPONSE_URL_USES + 2}*" in shown(world))


def test_a_click_in_anothers_list_changes_nothing_of_it(world: World) -> None:
    for number in range(20):
        has_task(world, f"Task {number:02}")
    listed(world)
    before = shown(world)
    [answer] = answers(world)
    place = next(b["block_id"] for b in answer.blocks if str(b["block_id"]).endswith("_page"))
    place = place.removesuffix("_page")

    boards = world.application.rooms.live.boards.boards

    assert place.startswith("list-")
    assert not boards.clicked(place, world.ben, "https://hooks.slack.test/1")
    assert shown(world) == before
