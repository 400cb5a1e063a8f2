"""Keeps one note: it is composed, then sent, then looked for where ChartMogul did not answer.

Notes have no idempotency key: what was sent without an answer is never sent again blindly, but only once it
is certainly absent from ChartMogul's list. Where that cannot be known, or nothing comes of it in a day, the
asker is told. The task has been there for long, and nothing in here touches it.
"""

from __future__ import annotations

import structlog

from bot.chartmogul import (
    Busy,
    ChartMogul,
    ChartMogulError,
    Invalid,
    NeverSent,
    NotFound,
    Refused,
    ServerError,
    Unreadable,
)
from bot.notes.composing import Composed, Composer, NamesMissing
from bot.notes.looking import Sighting, look
from bot.notes.note import Lack, WantedNote
from bot.notes.notes import Notes
from bot.notes.telling import NoteTelling
from bot.outbox.pace import Pace
from bot.outbox.wanted_note import NoteState
from bot.reference import own_reference
from bot.slack.errors import SlackError, SlackLater

log = structlog.get_logger(__name__)

GIVEN_UP_AFTER = 24 * 3600.0
"""Seconds for which it is tried to keep a note."""

READING = 3600.0
"""Seconds for which it is tried to read what was said; then the note has what is at hand."""

NAMES_TRIES = 3
"""Times that a note waits for somebody's name."""

IN_VAIN = "ChartMogul could not be reached for a day."
MAY_BE_THERE = "ChartMogul gave no clear answer: please look."
CUSTOMER_GONE = "ChartMogul has no such customer any more; they may have been deleted or merged there."
NOTHING_LEFT = "What was said is not on record any more."


class Keeping:
    """Keeps notes.

    Raises:
        LeaseLost, DatabaseUnavailable: see `Notes`.
    """

    def __init__(
        self, *, notes: Notes, composer: Composer, chartmogul: ChartMogul, telling: NoteTelling, pace: Pace
    ) -> None:
        self._notes = notes
        self._composer = composer
        self._chartmogul = chartmogul
        self._telling = telling
        self._pace = pace

    def take(self, note: WantedNote) -> None:
        """Do what is due."""
        if note.settles_at > 0.0:
            self._find(note)
        elif self._tried_for(note) > GIVEN_UP_AFTER:
            self._fail(note, IN_VAIN)
        else:
            self._send(note)

    def _find(self, note: WantedNote) -> None:
        """Look for a note whose creation had no answer; send it again where it is certainly not there."""
        left = min(note.settles_at - self._notes.now(), self._pace.timed_out_settles)
        try:
            seen = look(
                self._chartmogul,
                note,
                now=self._notes.now(),
                timeout=self._pace.call,
                turned=lambda: self._renew(note),
            )
        except NotFound as error:
            self._fail(note, error.message)
            return
        except Unreadable:
            seen = Sighting(saw_everything=False)
        except ChartMogulError as error:
            if self._tried_for(note) > GIVEN_UP_AFTER:
                self._fail(note, MAY_BE_THERE, is_certain=False)
                return
            self._put_off(note, self._pace.after(error, note.attempts), reason=error.message)
            return
        if seen.found:
            log.info("note.found_again", note=note.id)
            self._kept(note)
        elif left > 0:
            self._put_off(note, min(left, self._pace.wait(note.attempts)))
        elif not seen.saw_everything and left > -self._pace.list_settles:
            # Perhaps the list can be read the next time.
            self._put_off(note, min(self._pace.list_settles / 4, self._pace.wait(note.attempts)))
        elif not seen.saw_everything or self._was_sent_often(note):
            self._fail(note, MAY_BE_THERE, is_certain=False)
        elif self._tried_for(note) > GIVEN_UP_AFTER:
            self._fail(note, IN_VAIN)
        else:
            self._send(note)

    def _send(self, note: WantedNote) -> None:
        try:
            composed = self._composer.compose(
                note,
                turned=lambda: self._renew(note),
                is_late=self._tried_for(note) > READING,
                needs_names=note.attempts < NAMES_TRIES,
            )
        except NamesMissing:
            self._put_off(note, self._pace.wait(note.attempts))
            return
        except SlackError as error:
            log.info("note.not_read_yet", note=note.id, code=error.code)
            asked = error.retry_after if isinstance(error, SlackLater) else 0.0
            self._put_off(note, max(self._pace.wait(note.attempts), asked))
            return
        if composed is None:
            self._fail(note, NOTHING_LEFT)
            return
        self._post(note, composed)

    def _post(self, before: WantedNote, composed: Composed) -> None:
        first = {} if before.sent_at else {"sent_in": 0.0}
        note = self._notes.advance(
            before,
            lease=self._pace.lease,
            settles_in=self._pace.timed_out_settles,
            sendings=before.sendings + 1,
            lack=composed.lack,
            **first,
        )
        try:
            self._create(note, composed.text)
        except (Busy, NeverSent) as error:
            self._put_off(
                note,
                self._pace.after(error, note.attempts),
                settles_at=before.settles_at,
                sendings=before.sendings,
                reason=error.message,
                reference=error.reference,
            )
        except NotFound:
            self._fail(note, CUSTOMER_GONE)
        except Refused as error:
            self._fail(note, error.message)
        except ChartMogulError as error:
            self._put_off(
                note,
                self._pace.after(error, note.attempts),
                settles_in=self._pace.settles_after(error),
                unclear=note.unclear + (not isinstance(error, ServerError)),
                reason=error.message,
                reference=error.reference,
            )
        else:
            self._kept(note)

    def _create(self, note: WantedNote, text: str) -> None:
        """Send it, without its author where ChartMogul does not take them: the heading names them anyway."""
        request = note.request
        customer, author = request.task.customer_uuid, request.keep.author_email if request.keep else ""
        try:
            self._chartmogul.notes.create(customer, text, author, timeout=self._pace.call)
            return
        except (Invalid, NotFound) as error:
            if not author or error.param in {"customer_uuid", "text"}:
                raise
            log.info("note.author_not_taken", note=note.id, reference=error.reference)
        self._renew(note)
        self._chartmogul.notes.create(customer, text, timeout=self._pace.call)

    def _kept(self, note: WantedNote) -> None:
        if note.lack is not Lack.NOTHING:
            self._telling.tell_lack(note)
        self._notes.advance(note, lease=0.0, state=NoteState.KEPT, reason="", reference="")
        log.info("note.kept", note=note.id, lack=note.lack.value)

    def _fail(self, note: WantedNote, reason: str, *, is_certain: bool = True) -> None:
        """It is not kept, or nobody can say: its asker is told, once."""
        reference = own_reference()
        # The reason may be in ChartMogul's words, which may quote what people wrote.
        log.warning("note.failed", note=note.id, is_certain=is_certain, reference=reference)
        draft = self._composer.draft(note)
        self._telling.tell_failure(note, reason, reference, draft, is_certain=is_certain)
        self._notes.advance(note, lease=0.0, state=NoteState.FAILED, reason=reason, reference=reference)

    def _put_off(self, note: WantedNote, seconds: float, **changes: object) -> None:
        wait = min(seconds, self._pace.longest)
        self._notes.advance(note, lease=0.0, attempts=note.attempts + 1, next_try_in=wait, **changes)

    def _renew(self, note: WantedNote) -> None:
        self._notes.advance(note, lease=self._pace.lease)

    def _was_sent_often(self, note: WantedNote) -> bool:
        """Whether it is left at that: what ChartMogul takes and does not show would be made without end."""
        return note.sendings >= self._pace.sendings or note.unclear >= self._pace.unclear

    def _tried_for(self, note: WantedNote) -> float:
        return self._notes.now() - note.begun_at
