"""Looks in ChartMogul's list for a note whose creation had no answer.

What could not be read is never taken for absent: a look says whether it saw everything.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from bot.chartmogul import ChartMogul, Endless
from bot.chartmogul.notes import Note
from bot.notes.note import WantedNote
from bot.outbox.looking import earliest_creation
from bot.outbox.recognising import without_markup


@dataclass(frozen=True)
class Sighting:
    """What a look has shown."""

    found: Note | None = None
    saw_everything: bool = True


def look(
    chartmogul: ChartMogul, note: WantedNote, *, now: float, timeout: float, turned: Callable[[], None]
) -> Sighting:
    """Look through the customer's notes, as far back as to when this one was first sent.

    Args:
        now: by the database's clock.
        timeout: seconds for each page.
        turned: hears of every page.

    Raises:
        ChartMogulError: the list could not be read this time.
    """
    saw_everything = True
    try:
        for page in chartmogul.notes.pages(note.request.task.customer_uuid, timeout=timeout):
            turned()
            earliest = earliest_creation(note.sent_at, now=now, at=page.at)
            recent = [one for one in page.entries if _may_be_since(one, earliest)]
            found = next((one for one in recent if is_marked(one.text, note.mark)), None)
            if found:
                return Sighting(found)
            saw_everything = saw_everything and not page.doubt and not _hides(recent)
            if page.entries and not recent:
                break
    except Endless:
        saw_everything = False
    return Sighting(saw_everything=saw_everything)


def is_marked(text: str, mark: str) -> bool:
    """Whether a note's text, as ChartMogul has it, holds a mark."""
    return mark in without_markup(text)


def _may_be_since(note: Note, earliest: float) -> bool:
    return note.created_at is None or note.created_at.timestamp() >= earliest


def _hides(notes: Iterable[Note]) -> bool:
    """Whether one of them may say anything: a call log may be without words, a note is not."""
    return any(not note.text and note.type != "call" for note in notes)
