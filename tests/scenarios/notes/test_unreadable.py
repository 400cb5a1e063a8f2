"""The bot cannot read the thread, or what the form began with is gone: the note has what is at hand."""

from __future__ import annotations

import pytest
from sqlalchemy import delete

from bot.outbox.wanted_note import NoteState
from bot.store.schema import drafts
from bot.views.keep_note import NOT_ALLOWED_TO_READ
from tests.scenarios.notes.kept import box, counts, note_of, opened_on, submitted, thread_in, told
from tests.scenarios.running import World, eventually
from tests.store.trouble import locked

ONLY = "I cannot read the thread, so only this one message is kept."


def forget_drafts(world: World) -> None:
    """As a day later, or where they could not be stored."""
    eventually(lambda: drafts_in(world))
    with world.application.rooms.database.writing() as connection:
        connection.execute(delete(drafts))


def drafts_in(world: World) -> int:
    """How many drafts there are."""
    with world.application.rooms.database.reading() as connection:
        return len(connection.execute(drafts.select()).all())


def closed_channel(world: World) -> str:
    """One that the bot is not in."""
    return world.slack.add_channel(
        "deals", kind="private", members=[world.anna, world.ben], bot_is_member=False
    )


def test_where_the_bot_is_no_member_the_form_says_so_and_the_one_message_is_kept(world: World) -> None:
    channel = closed_channel(world)
    first = thread_in(world, channel)

    anna = opened_on(world, first, channel)
    offered = box(anna)
    assert offered is not None
    assert offered["text"]["text"] == "Keep the message as a note"
    assert offered["description"]["text"] == ONLY
    submitted(anna)

    text = note_of(world)
    assert text.startswith("Slack message, kept by Anna Berg on")
    assert text.endswith(": Acme wants a quote for 40 seats")
    assert "Ben Okafor, " in text
    assert told(world) == []


def test_where_a_scope_is_missing(world: World) -> None:
    world.slack.fail("conversations.replies", error="missing_scope", times=None)
    first = thread_in(world)

    anna = opened_on(world, first)
    offered = box(anna)
    assert offered is not None
    assert offered["description"]["text"] == NOT_ALLOWED_TO_READ
    submitted(anna)

    assert note_of(world).endswith(": Acme wants a quote for 40 seats")


def test_where_the_bot_was_taken_out_meanwhile(world: World) -> None:
    first = thread_in(world)
    anna = opened_on(world, first)
    world.slack.remove_member(world.channel, world.slack.bot_user_id)

    submitted(anna)

    text = note_of(world)
    assert "Acme wants a quote for 40 seats" in text
    assert "Sure, this week" not in text
    assert text.endswith("(The conversation could not be read in Slack, so this is the one message.)")
    [said] = eventually(lambda: told(world))
    assert "so the note has the one message." in said


def test_where_nothing_can_be_read_any_more_the_note_has_the_tasks_words(world: World) -> None:
    first = thread_in(world)
    anna = opened_on(world, first)
    forget_drafts(world)
    world.slack.remove_member(world.channel, world.slack.bot_user_id)

    submitted(anna)

    text = note_of(world)
    assert "For the task “Send the quote”" in text
    assert text.endswith("What was said could not be read in Slack.")
    [said] = eventually(lambda: told(world))
    assert "so the note has your task's words and a link." in said


def test_a_message_whose_draft_is_gone_is_read_in_slack(world: World) -> None:
    ts = world.slack.post(world.channel, world.ben, "Acme wants a quote")
    anna = opened_on(world, ts)
    forget_drafts(world)

    submitted(anna)

    assert note_of(world).endswith(": Acme wants a quote")
    assert told(world) == []


def test_slack_asks_for_a_pause_in_the_middle_of_a_thread(world: World) -> None:
    first = world.slack.post(world.channel, world.ben, "Acme wants a quote")
    for number in range(1, 250):
        world.slack.post(world.channel, world.anna, f"{number}", thread_ts=first)
    anna = opened_on(world, first)
    before = len(world.slack.calls("conversations.replies"))
    world.slack.fail(
        "conversations.replies", retry_after=1, when=lambda arguments: bool(arguments.get("cursor")), times=2
    )

    submitted(anna)

    lines = note_of(world).splitlines()
    said = [line.rpartition(": ")[2] for line in lines if line.startswith("Anna Berg")]
    assert said == [str(number) for number in range(1, 250)]
    # What was read before the pause is not read again.
    calls = world.slack.calls("conversations.replies")[before:]
    assert sum(not call.arguments.get("cursor") for call in calls) == 1


@pytest.mark.parametrize("error", ["internal_error", "service_unavailable", "invalid_auth"])
def test_slack_does_not_answer_for_a_while(world: World, error: str) -> None:
    first = thread_in(world)
    anna = opened_on(world, first)
    world.slack.fail("conversations.replies", error=error, times=3)

    submitted(anna)

    assert "Sure, this week" in note_of(world)
    assert told(world) == []


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_draft_that_could_not_be_stored_costs_nothing(world: World, database_url: str) -> None:
    first = thread_in(world)
    with locked(database_url):
        anna = opened_on(world, first)
    assert drafts_in(world) == 0

    submitted(anna)

    assert "Sure, this week" in note_of(world)
    assert told(world) == []


def test_drafts_are_gone_once_their_note_is_kept(world: World) -> None:
    submitted(opened_on(world, thread_in(world)))

    note_of(world)

    assert drafts_in(world) == 0
    assert counts(world)[NoteState.KEPT] == 1
