"""Tasks as odd as ChartMogul may have them: shown beside others wherever tasks are, and calling nobody."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from structlog.testing import capture_logs

from bot.sandbox.slack import Message
from tests.moved_clock import MovedClock
from tests.scenarios.cards.on_card import card_for
from tests.scenarios.mornings.morning import ANNA, direct, look, reads, wants_reminders
from tests.scenarios.running import World, eventually

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

Json = dict[str, Any]

FRIDAY = "2026-11-27"
PLAIN = "A plain task"
ODD = "Call Kim"

MARKUP = f"{ODD} <b> & *now* `x` <!channel> <!here|x> @channel @here @everyone <@U1> <https://x.test|y>"

ANNAS: dict[str, tuple[Json, str]] = {
    "of a contact": ({"customer_uuid": None, "associated_object": "contact"}, "a contact · due"),
    "of a customer who is an object": ({"customer_uuid": {"uuid": "cus_1"}}, "a contact · due"),
    "of a customer whom nobody knows": ({"customer_uuid": "cus_unknown"}, "a contact · due"),
    "for somebody in capitals": ({"assignee": "ANNA@OurCompany.TEST"}, ODD),
    "for an object": ({"assignee": {"email": ANNA}}, ODD),
    "due by a day alone": ({"due_date": FRIDAY}, "due Fri 27 Nov 2026"),
    "due by a day elsewhere": ({"due_date": "2026-11-27T23:30:00-08:00"}, "due Fri 27 Nov 2026"),
    "due long ago": ({"due_date": "1971-01-01"}, "overdue more than 30 days"),
    "described by nothing": ({"task_details": ""}, "*…*\n"),
    "described by null": ({"task_details": None}, "*…*\n"),
    "described by what does not show": ({"task_details": "\u200b\n \u202e"}, "*…*\n"),
    "described at length": ({"task_details": f"{ODD} " * 1100}, f"*{ODD} {ODD}"),
    "described in markup": ({"task_details": MARKUP}, "&lt;!channel&gt; &lt;!here|x&gt; @channel"),
    "described in halves": ({"task_details": f"{ODD}\x00 \u202enow\n\n\nor\ud800"}, ODD),
    "completed at no time": ({"completed_at": ""}, ODD),
    "completed by a word": ({"completed_at": "soon"}, ODD),
    "completed by a number": ({"completed_at": 0}, ODD),
    "with fields that nobody knows": ({"opportunity_uuid": "x", "links": [{}], "priority": 5}, ODD),
}

OTHERS: dict[str, tuple[Json, str]] = {
    "for nobody": ({"assignee": None}, "· nobody"),
    "for somebody unknown to Slack": ({"assignee": "zoe@elsewhere.test"}, "· zoe@elsewhere.test"),
    "for no address": ({"assignee": "<!channel> @here"}, "· &lt;!channel&gt; @here"),
    "due on no day": ({"due_date": None}, "due no date that I can read"),
    "due by a word": ({"due_date": "soon"}, "due no date that I can read"),
    "due in the first year": ({"due_date": "0001-01-01T00:00:00Z"}, "due no date that I can read"),
    "due in the last year": ({"due_date": "9999-12-31"}, "due no date that I can read"),
    "due in the year before": ({"due_date": "9998-12-31T23:59:59.999Z"}, "due Thu 31 Dec 9998"),
}


@pytest.fixture(autouse=True)
def nothing_breaks() -> Iterator[None]:
    """The bot logs no mistake of its own while a test lasts."""
    with capture_logs() as lines:
        yield
    assert [line for line in lines if "exc_info" in line] == []


@pytest.mark.parametrize(("odd", "shown"), ANNAS.values(), ids=ANNAS)
def test_one_that_is_due_is_in_the_list_the_home_and_the_reminder(
    world: World, clock: MovedClock, odd: Json, shown: str
) -> None:
    has_beside_a_plain_one(world, odd)

    for place in (in_list(world), in_home(world), in_reminder(world, clock)):
        assert PLAIN in place
        assert shown in place


@pytest.mark.parametrize(("odd", "shown"), (ANNAS | OTHERS).values(), ids=ANNAS | OTHERS)
def test_one_of_a_customer_is_in_the_digest(world: World, clock: MovedClock, odd: Json, shown: str) -> None:
    has_beside_a_plain_one(world, odd)

    digest = in_digest(world, clock)

    assert PLAIN in digest
    assert (shown in digest) is ("customer_uuid" not in odd)
    assert "<@" not in digest


@pytest.mark.parametrize("odd", [odd for odd, _ in (ANNAS | OTHERS).values()], ids=ANNAS | OTHERS)
def test_the_card_of_one_is_drawn_and_completes_it(world: World, odd: Json) -> None:
    card = card_for(world, details="Send the quote")
    eventually(lambda: world.application.rooms.live.places.of_task(card.uuid))
    world.chartmogul.change_task(card.uuid, task_details=ODD, due_date=FRIDAY)
    listed = {"entries": [{**card.task, **odd}], "has_more": False}
    world.chartmogul.fault("GET", f"/tasks/{card.uuid}", kind="altered", body=odd, times=None)
    world.chartmogul.fault("GET", "/tasks", kind="altered", body=listed, times=None)

    world.application.rooms.live.following.follow()

    eventually(lambda: card.updates)
    assert calls_everybody(card.message) == []
    assert card.click(world.anna, "complete_task") == 200
    eventually(lambda: card.is_settled)
    assert card.task["completed_at"]


@pytest.mark.parametrize("task_uuid", [None, "", {}, "a b", "x" * 200])
def test_one_without_an_id_costs_no_other(world: World, task_uuid: object) -> None:
    has_beside_a_plain_one(world, {"task_uuid": task_uuid})

    assert PLAIN in in_list(world)


def has_beside_a_plain_one(world: World, odd: Json) -> None:
    """ChartMogul has a task that looks like this, and another one."""
    task, plain = (
        world.chartmogul.add_task(world.acme["uuid"], details, assignee=ANNA, due_date=FRIDAY)
        for details in (ODD, PLAIN)
    )
    lists = {"entries": [{**task, **odd}, plain], "has_more": False}
    world.chartmogul.fault("GET", f"/tasks/{task['task_uuid']}", kind="altered", body=odd, times=None)
    world.chartmogul.fault("GET", "/tasks", kind="altered", body=lists, times=None)


def in_list(world: World) -> str:
    """What Anna reads who asks for her tasks."""
    world.slack.person(world.anna).command(world.channel, "/cm-task", "list")
    return shown_in(world.slack.ephemerals(world.channel, world.anna)[-1])


def in_home(world: World) -> str:
    """What Anna reads in her App Home once it shows the truth."""
    anna = world.slack.person(world.anna)
    anna.open_home()
    eventually(lambda: "As of" in str(anna.home and anna.home.blocks))
    assert anna.home
    return shown_in(Message(channel="", user=None, text="", blocks=anna.home.blocks))


def in_reminder(world: World, clock: MovedClock) -> str:
    """What Anna is reminded of."""
    wants_reminders(world, world.anna)
    clock.set(f"{FRIDAY} 08:00")
    look(world)
    [message] = direct(world, world.anna)
    return shown_in(message)


def in_digest(world: World, clock: MovedClock) -> str:
    """What everybody reads in the customer's channel."""
    for words in ("link Acme Corporation", "digest on"):
        world.slack.person(world.anna).command(world.channel, "/cm-task", words)
    clock.set("2026-11-30 08:00")
    look(world)
    [message] = [message for message in world.slack.messages(world.channel) if message.bot_id]
    return shown_in(message)


def shown_in(message: Message) -> str:
    """All that is read in it; it calls nobody who is not meant."""
    assert calls_everybody(message) == []
    return reads(message)


def calls_everybody(part: Any) -> list[str]:
    """The texts that make Slack notify a whole channel, also by words that only look like that.

    https://docs.slack.dev/reference/block-kit/composition-objects/text-object
    """
    if isinstance(part, Message):
        marked = ["text"] if "<!" in part.text else []
        return [*marked, *calls_everybody(part.blocks)]
    if isinstance(part, list):
        return [text for item in part for text in calls_everybody(item)]
    if not isinstance(part, dict):
        return []
    if part.get("type") == "mrkdwn":
        text = str(part["text"])
        bare = not part.get("verbatim") and re.search(r"@(channel|here|everyone)", text)
        return [text] if bare or "<!" in text else []
    return [text for item in part.values() for text in calls_everybody(item)]
