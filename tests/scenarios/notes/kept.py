"""A conversation about Acme, the form opened on it, and the note that comes of it."""

from __future__ import annotations

import html
from typing import Any

import pytest

from bot.outbox.wanted_note import NoteState
from bot.sandbox.slack.person import PersonDriver
from bot.sandbox.slack.submission import SubmitResult
from tests.scenarios.form import opened_knowing
from tests.scenarios.running import World, eventually

on_both = pytest.mark.parametrize("database_url", ["sqlite", "postgresql"], indirect=True)

SHORTCUT = "create_task_from_message"
DETAILS = "Send the quote"


def thread_in(world: World, channel: str = "") -> str:
    """What Anna and Ben said; the `ts` of the first message."""
    place = channel or world.channel
    first = world.slack.post(place, world.ben, "Acme wants a quote for 40 seats")
    world.slack.post(place, world.anna, f"<@{world.ben}> could you send it?", thread_ts=first)
    world.slack.post(place, world.ben, "Sure, this week", thread_ts=first)
    return first


def opened_on(world: World, ts: str, channel: str = "", by: str = "") -> PersonDriver:
    """Anna, or who else it is, with the form open on a message."""
    person = world.slack.person(by or world.anna)
    return opened_knowing(person, lambda: person.message_shortcut(SHORTCUT, channel or world.channel, ts))


def box(anna: PersonDriver) -> dict[str, Any] | None:
    """The one box in the form; None where it has none."""
    assert anna.view is not None
    blocks = [block for block in anna.view.blocks if block.get("block_id") == "save_note"]
    return blocks[0]["element"]["options"][0] if blocks else None


def is_ticked(anna: PersonDriver) -> bool:
    """Whether it is ticked."""
    assert anna.view is not None
    return bool(anna.view.state["save_note"]["save_note"]["selected_options"])


def submitted(anna: PersonDriver, *, ticked: bool | None = True, details: str = DETAILS) -> SubmitResult:
    """The form, filled in and sent off; the box is left as it is where `ticked` is None."""
    anna.fill("customer", "Acme")
    if details:
        anna.fill("details", details)
    if ticked is not None:
        offered = box(anna)
        assert offered is not None
        anna.fill("save_note", [offered["value"]] if ticked else [])
    return anna.submit()


def counts(world: World) -> dict[NoteState, int]:
    """How many notes there are in each state."""
    return world.application.rooms.kept.notes.counts()


def note_of(world: World) -> str:
    """The text of the one note on Acme, as people read it."""
    eventually(lambda: counts(world)[NoteState.KEPT] == 1)
    [note] = world.chartmogul.notes
    assert note["customer_uuid"] == world.acme["uuid"]
    return shown(note)


def shown(note: dict[str, Any]) -> str:
    """What people read of a note."""
    text = str(note["text"]).replace("<br>", "\n")
    assert "<" not in text
    return html.unescape(text)


def told(world: World) -> list[str]:
    """What Anna was told of notes."""
    return [message.text for message in world.slack.dms(world.anna) if "note" in message.text]
