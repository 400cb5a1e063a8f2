"""The notes that are wanted beside tasks, on the command line."""

from __future__ import annotations

from rich.console import Console

from bot.notes.notes import Notes
from bot.outbox.wanted_note import NoteState


def show_notes(notes: Notes, *, console: Console) -> None:
    """Say how many there are in each state."""
    counts = notes.counts()
    console.print(f"Notes: {', '.join(f'{counts[state]} {state.value}' for state in NoteState)}")
