"""A workspace that declines the scopes that it may decline: the bot says what is missing, and works."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.operate.manifest import OPTIONAL, SCOPES
from bot.outbox.delivery import State
from bot.sandbox.slack import SlackStandIn
from bot.sandbox.slack.person import PersonDriver
from bot.views.form import CUSTOMER_HINT
from bot.views.keep_note import NOT_ALLOWED_TO_READ, ONLY_THE_MESSAGE
from bot.views.reasons import THREAD_NOT_READ
from tests.scenarios.notes.kept import box, note_of, opened_on, submitted, told
from tests.scenarios.running import World, declared_slack, eventually

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def slack() -> Iterator[SlackStandIn]:
    """A Slack whose workspace grants what is needed, and nothing more."""
    with declared_slack() as standin:
        standin.scopes = SCOPES.keys() - OPTIONAL.keys()
        yield standin


def opened_in_a_thread(world: World) -> PersonDriver:
    """Anna, with the form open on a message in a thread; another one in it names the customer."""
    channel = world.slack.add_channel("sales", members=[world.anna, world.ben])
    first = world.slack.post(channel, world.ben, "Who is it that waits for us?")
    world.slack.post(channel, world.anna, "billing@acme.test does", thread_ts=first)
    last = world.slack.post(channel, world.ben, "They want a quote", thread_ts=first)
    return opened_on(world, last, channel)


def hint(anna: PersonDriver) -> str:
    """The line under the customer."""
    assert anna.view is not None
    lines = [block for block in anna.view.blocks if block["block_id"] == CUSTOMER_HINT]
    return str(lines[0]["elements"][0]["text"]) if lines else ""


def questions(world: World) -> int:
    """How often the bot asked what was said somewhere."""
    return sum(len(world.slack.calls(f"conversations.{method}")) for method in ("replies", "history"))


def test_the_form_says_what_a_thread_could_have_told_and_the_one_message_is_kept(world: World) -> None:
    anna = opened_in_a_thread(world)

    assert hint(anna) == THREAD_NOT_READ
    offered = box(anna)
    assert offered is not None
    assert offered["text"]["text"] == "Keep the message as a note"
    assert offered["description"]["text"] == NOT_ALLOWED_TO_READ

    submitted(anna)
    assert note_of(world).endswith(": They want a quote")
    assert told(world) == []
    assert questions(world) <= 1


def test_what_is_granted_later_is_used_without_a_restart(world: World) -> None:
    anna = opened_in_a_thread(world)
    assert hint(anna) == THREAD_NOT_READ
    anna.close()

    world.slack.scopes = frozenset(SCOPES)
    opened_in_a_thread(world).close()
    anna = opened_in_a_thread(world)

    assert "Acme Corporation" in hint(anna)
    offered = box(anna)
    assert offered is not None
    assert offered["text"]["text"] == "Keep the conversation as a note"


def test_what_was_taken_back_since_the_form_was_opened_is_told(world: World) -> None:
    world.slack.scopes = frozenset(SCOPES)
    anna = opened_in_a_thread(world)
    offered = box(anna)
    assert offered is not None
    assert offered.get("description") is None

    world.slack.scopes = SCOPES.keys() - OPTIONAL.keys()
    submitted(anna)

    assert "They want a quote" in note_of(world)
    [said] = eventually(lambda: told(world))
    assert "so the note has the one message." in said


def test_a_thread_that_cannot_be_read_for_another_reason_says_nothing_of_permissions(world: World) -> None:
    world.slack.scopes = frozenset(SCOPES)
    world.slack.fail("conversations.replies", error="thread_not_found", times=None)

    anna = opened_in_a_thread(world)

    assert hint(anna) == ""
    offered = box(anna)
    assert offered is not None
    assert offered["description"]["text"] == ONLY_THE_MESSAGE


def test_a_summary_that_may_stand_already_is_not_posted_there_again(world: World) -> None:
    world.slack.fail("chat.postMessage", kind="drop_after_commit")
    anna = world.slack.person(world.anna)
    anna.command(world.channel, "/cm-task", "Send the quote")
    anna.fill("customer", "Acme")
    assert anna.submit().closed

    eventually(lambda: world.application.rooms.deliveries.counts()[State.DONE], seconds=30.0)
    assert len(world.chartmogul.tasks) == 1
    assert len(world.cards(world.channel)) == 1
    [here_as_well] = world.slack.dms(world.anna)
    assert "Slack did not say whether the summary appeared in" in here_as_well.text
    assert questions(world) <= 1


def test_a_direct_message_that_may_have_come_is_not_sent_there_again(world: World) -> None:
    world.slack.fail("chat.postMessage", kind="drop_after_commit")
    anna = world.slack.person(world.anna)
    anna.command(world.channel, "/cm-task", "Send the quote")
    anna.fill("customer", "Acme")
    anna.fill("announce", "me")
    assert anna.submit().closed

    eventually(lambda: world.application.rooms.deliveries.counts()[State.DONE], seconds=30.0)
    assert len(world.chartmogul.tasks) == 1
    assert len(world.slack.dms(world.anna)) == 1
    [beside] = world.slack.ephemerals(world.channel, world.anna)
    assert "Slack did not say whether my direct message to you arrived" in beside.text
    assert questions(world) <= 1
