"""More than a task's details hold: the form offers by itself to keep the full text, and says so."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import delete

from bot.outbox.pace import Pace
from bot.outbox.wanted_note import NoteState
from bot.store.schema import drafts
from tests.scenarios.notes.kept import box, counts, is_ticked, note_of, opened_on, submitted, told
from tests.scenarios.running import QUICK, World, eventually

LONG = " ".join(f"word{number}" for number in range(100))


@pytest.fixture
def pace() -> Pace:
    """A note without a clear answer is soon given up."""
    return replace(QUICK, sendings=3)


def opened_with(world: World, words: str) -> None:
    """Anna's form, from a command."""
    world.slack.person(world.anna).command(world.channel, "/cm-task", words)


def test_long_words_after_the_command_are_offered_ticked(world: World) -> None:
    anna = world.slack.person(world.anna)
    opened_with(world, f"<b> & “quotes” @ben {LONG}")

    offered = box(anna)
    assert offered is not None
    assert offered["text"]["text"] == "Keep the full text as a note"
    assert is_ticked(anna)
    assert anna.view is not None
    assert "The full text can be kept as a note" in str(anna.view.blocks)
    submitted(anna, ticked=None, details="")

    text = note_of(world)
    assert text.startswith("Full text of a task in #acme, kept by Anna Berg on")
    assert text.endswith(f'<b> & "quotes" @Ben Okafor {LONG}')
    assert world.chartmogul.tasks[0]["task_details"].endswith("…")


def test_short_words_are_offered_nothing(world: World) -> None:
    opened_with(world, "Send the quote")

    assert box(world.slack.person(world.anna)) is None


def test_taken_off_it_is_not_kept(world: World) -> None:
    anna = world.slack.person(world.anna)
    opened_with(world, LONG)

    submitted(anna, ticked=False, details="")

    eventually(lambda: world.chartmogul.tasks)
    assert sum(counts(world).values()) == 0


def test_a_long_message_is_kept_with_who_wrote_it(world: World) -> None:
    ts = world.slack.post(world.channel, world.ben, LONG)

    anna = opened_on(world, ts)
    assert is_ticked(anna)
    submitted(anna, ticked=None, details="")

    text = note_of(world)
    assert text.startswith("Slack message in #acme, kept by Anna Berg")
    assert text.endswith(f": {LONG}")
    assert "Ben Okafor, " in text


def test_a_long_message_in_a_thread_is_in_the_conversation(world: World) -> None:
    first = world.slack.post(world.channel, world.ben, "Acme called")
    last = world.slack.post(world.channel, world.anna, LONG, thread_ts=first)

    anna = opened_on(world, last)
    offered = box(anna)
    assert offered is not None
    assert offered["text"]["text"] == "Keep the conversation as a note"
    assert offered["description"]["text"] == "The full text is in it."
    assert is_ticked(anna)
    submitted(anna, ticked=None, details="")

    text = note_of(world)
    assert "Acme called" in text
    assert text.endswith(f": {LONG}")


def test_what_the_form_offered_by_itself_is_no_habit(world: World) -> None:
    opened_with(world, LONG)
    submitted(world.slack.person(world.anna), ticked=None, details="")
    note_of(world)

    ts = world.slack.post(world.channel, world.ben, "Short")

    assert not is_ticked(opened_on(world, ts))


@pytest.mark.parametrize(
    ("status", "outcome"), [(403, "I could not keep"), (503, "I do not know whether I kept")]
)
def test_where_it_cannot_be_kept_its_writer_gets_it_back(world: World, status: int, outcome: str) -> None:
    opened_with(world, LONG)
    if status == 403:
        world.chartmogul.fault("POST", "/notes", kind="status", status=403, times=None)
    else:
        world.chartmogul.list_lag = 3600.0
        world.chartmogul.fault("POST", "/notes", kind="status_after_commit", status=503, times=None)

    submitted(world.slack.person(world.anna), ticked=None, details="")

    [said] = eventually(lambda: told(world))
    assert f"{outcome} the full text as a note on" in said
    [message] = [m for m in world.slack.dms(world.anna) if "note" in m.text]
    assert "word99" in str(message.blocks)


def test_where_nothing_is_left_of_it(world: World) -> None:
    opened_with(world, LONG)
    database = world.application.rooms.database
    with database.writing() as connection:
        assert eventually(lambda: connection.execute(delete(drafts)).rowcount)

    submitted(world.slack.person(world.anna), ticked=None, details="")

    [said] = eventually(lambda: told(world))
    assert "What was said is not on record any more." in said
    eventually(lambda: counts(world)[NoteState.FAILED] == 1)
    assert world.chartmogul.notes == []
