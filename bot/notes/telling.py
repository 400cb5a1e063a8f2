"""Tells somebody what became of a note that is not as they wanted it: once, however often it is called."""

from __future__ import annotations

from collections.abc import Callable

from bot.notes.note import Lack, WantedNote
from bot.request import Draft, Letter, Scope
from bot.slack.plain_text import mentions_in_command
from bot.views.unkept import Unkept, block_id, less_kept_message, unkept_message

_WHAT = {Scope.THREAD: "this conversation", Scope.MESSAGE: "this message", Scope.TEXT: "the full text"}


class NoteTelling:
    """Writes to the asker, alone.

    Args:
        write: has a letter posted once for this id.

    Raises:
        DatabaseUnavailable: the store is away, and it is to be called again; from every method.
    """

    def __init__(self, write: Callable[[str, Letter], None]) -> None:
        self._write = write

    def tell_lack(self, note: WantedNote) -> None:
        """It holds less than was wanted."""
        self._send(note, less_kept_message(_unkept(note), has_message=note.lack is Lack.THREAD))

    def tell_failure(
        self, note: WantedNote, reason: str, reference: str, draft: Draft | None, *, is_certain: bool
    ) -> None:
        """It is not there, or nobody can say.

        Args:
            reason: why, in words for the person.
            draft: what they would lose, where they typed it.
            is_certain: whether it is certainly not there.
        """
        typed = mentions_in_command(draft.text) if draft and draft.is_typed else ""
        unkept = _unkept(note)
        message = unkept_message(
            unkept, reason=reason, reference=reference, typed=typed, is_certain=is_certain
        )
        self._send(note, message)

    def _send(self, note: WantedNote, message: dict[str, object]) -> None:
        letter = Letter(to=note.request.asked_by, message=message, mark=block_id(note.id))
        self._write(f"note-{note.id}", letter)


def _unkept(note: WantedNote) -> Unkept:
    request = note.request
    scope = request.keep.scope if request.keep else Scope.MESSAGE
    return Unkept(
        note_id=note.id,
        what=_WHAT[scope],
        customer_name=request.customer_name,
        customer_url=request.customer_url,
        details=request.task.task_details,
        message_url=request.origin.message_url,
    )
