"""No content makes the bot ask Slack without end, and nobody's look-ups keep others waiting."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest

from tests.scenarios.running import World, eventually

MOST = 30
"""Look-ups of people that one form may ask for: those mentioned, who asks and who wrote."""


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """One kind of database: nothing here depends on which."""
    return sqlite_url


def crowd(world: World, number: int) -> list[str]:
    """So many people, who are in no channel."""
    return [world.slack.add_person(f"person-{n}", email=f"p{n}@ourcompany.test") for n in range(number)]


def mentions(people: list[str]) -> str:
    return " ".join(f"<@{person}>" for person in people)


def in_thread(world: World, people: list[str]) -> str:
    first = world.slack.post(world.channel, world.ben, "Who can help?")
    for person in people:
        world.slack.post(world.channel, person, "me", thread_ts=first)
    return first


def as_members(world: World, people: list[str]) -> str:
    world.slack.workspace.channels[world.channel].members.update(people)
    return world.slack.post(world.channel, world.ben, "Please call us")


CONTENTS: dict[str, Callable[[World, list[str]], str]] = {
    "mentions": lambda world, people: world.slack.post(world.channel, world.ben, mentions(people)),
    "mentions in a block": lambda world, people: world.slack.post(
        world.channel,
        world.ben,
        "",
        blocks=[{"type": "section", "text": {"type": "mrkdwn", "text": mentions(people)[:2900]}}],
    ),
    "authors of a thread": in_thread,
    "members of the channel": as_members,
    "groups and e-mails": lambda world, people: world.slack.post(
        world.channel,
        world.ben,
        " ".join(f"<!subteam^S{n}> <mailto:p{n}@ourcompany.test|p{n}>" for n in range(400)),
    ),
}


@pytest.mark.parametrize("content", CONTENTS.values(), ids=CONTENTS)
def test_whatever_a_message_holds_slack_is_asked_a_few_times(
    world: World, content: Callable[[World, list[str]], str]
) -> None:
    ts = content(world, crowd(world, 400))
    anna = world.slack.person(world.anna)

    assert anna.message_shortcut("create_task_from_message", world.channel, ts).acked_in_time

    assert anna.view is not None
    asked = [*world.slack.calls("users.info"), *world.slack.calls("users.lookupByEmail")]
    assert len(asked) <= MOST
    assert len(world.slack.calls("conversations.members")) == 1


def test_the_first_ones_mentioned_are_called_by_their_names(world: World) -> None:
    people = crowd(world, 400)
    ts = world.slack.post(world.channel, world.ben, f"Ask {mentions(people)}")
    anna = world.slack.person(world.anna)

    anna.message_shortcut("create_task_from_message", world.channel, ts)

    assert anna.view is not None
    details = str(anna.view.state["details"]["details"]["value"])
    assert details.startswith("Ask @person-0 @person-1 @person-2")


def test_one_persons_crowd_does_not_make_anothers_form_wrong_or_refuse_what_they_submit(world: World) -> None:
    people = crowd(world, 400)
    slow = set(people)
    world.slack.fail("users.info", times=None, delay=1.0, when=lambda call: call["user"] in slow)
    ben, anna = world.slack.person(world.ben), world.slack.person(world.anna)
    olga = world.slack.add_person("olga", real_name="Olga", email="olga@ourcompany.test")
    world.chartmogul.add_user("olga@ourcompany.test")
    texts = [mentions(people[start : start + 40]) for start in range(0, 400, 40)]
    messages = [world.slack.post(world.channel, world.ben, text) for text in texts]
    threads = [
        threading.Thread(
            target=ben.message_shortcut, args=("create_task_from_message", world.channel, message)
        )
        for message in messages
    ]
    for thread in threads:
        thread.start()

    def is_right() -> bool:
        anna.command(world.channel, "/cm-task", "Send the quote")
        assert anna.view is not None
        return "Acme Corporation is chosen because" in str(anna.view.blocks)

    eventually(is_right)
    anna.fill("assignee", olga)
    submitted = anna.submit()

    for thread in threads:
        thread.join()
    assert submitted.closed
    assert world.chartmogul.tasks[0]["assignee"] == "olga@ourcompany.test"


def test_several_who_need_the_same_answer_ask_once(world: World) -> None:
    world.slack.fail("users.info", delay=0.5, times=None)
    threads = [
        threading.Thread(target=world.slack.person(world.anna).command, args=(world.channel, "/cm-task"))
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    eventually(lambda: world.application.rooms.people.get(world.anna))
    assert len([c for c in world.slack.calls("users.info") if c.arguments["user"] == world.anna]) == 1
