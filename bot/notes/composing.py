"""What is wanted → the text of the note: the thread as it is by now, the one message, or what was typed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import tzinfo
from typing import Protocol

import structlog

from bot.notes.drafts import Drafts
from bot.notes.note import Lack, WantedNote
from bot.notes.thread import Thread, ThreadReader
from bot.notes.wording import ONE_MESSAGE_ALONE, Heading, Said, Writer
from bot.request import Draft, Scope
from bot.slack.errors import SlackError, SlackRefused
from bot.slack.message import Message
from bot.slack.plain_text import message_text

log = structlog.get_logger(__name__)

_GONE = {"tombstone", "message_deleted"}


class Colleagues(Protocol):
    """Who people are, as far as a note says."""

    def full_names_of(self, user_ids: Iterable[str]) -> dict[str, str]:
        """What these are called in Slack, those of them of whom Slack says so."""

    def zone_of(self, user_id: str) -> tzinfo:
        """Their time zone; UTC where it is not known."""


class NamesMissing(Exception):
    """Slack did not say of everybody what they are called."""


@dataclass(frozen=True)
class Composed:
    """The text, and what it lacks."""

    text: str
    lack: Lack = Lack.NOTHING


class Composer:
    """Composes notes.

    Raises:
        DatabaseUnavailable: the store is away; from every method.
    """

    def __init__(self, drafts: Drafts, reader: ThreadReader, colleagues: Colleagues) -> None:
        self._drafts = drafts
        self._reader = reader
        self._colleagues = colleagues

    def compose(
        self, note: WantedNote, *, turned: Callable[[], None], is_late: bool, needs_names: bool
    ) -> Composed | None:
        """The note; None where it would say nothing that the task does not.

        Args:
            turned: hears of every page that was read.
            is_late: whether what Slack does not show now is done without.
            needs_names: whether everybody's name is worth another try.

        Raises:
            SlackError: Slack did not show it yet.
            NamesMissing: see `needs_names`.
        """
        request, keep = note.request, note.request.keep
        if keep is None:
            return None
        draft = self.draft(note)
        if keep.scope is Scope.THREAD:
            thread = self._thread(note, turned, is_late=is_late)
            said = _spoken(thread)
            if thread and said:
                writer = self._writer(note, said, needs_names=needs_names)
                heading = _heading(note, "Slack conversation")
                chosen = request.origin.message_ts
                return Composed(writer.conversation(heading, said, chosen=chosen, is_whole=thread.is_whole))
        if draft and draft.is_typed:
            writer = self._writer(note, [_of_draft(draft)], needs_names=needs_names)
            return Composed(writer.words(_heading(note, "Full text of a task"), draft.text))
        message = _of_draft(draft) if draft else self._message(note, turned, is_late=is_late)
        if message:
            return self._one_message(note, message, needs_names=needs_names)
        if keep.scope is Scope.TEXT:
            return None
        writer = self._writer(note, [], needs_names=needs_names)
        return Composed(writer.nothing(_heading(note, "Slack message")), Lack.ALL)

    def draft(self, note: WantedNote) -> Draft | None:
        """What the form began with, if it is still kept."""
        keep = note.request.keep
        return self._drafts.get(keep.draft, of=note.request.asked_by) if keep else None

    def _one_message(self, note: WantedNote, message: Said, *, needs_names: bool) -> Composed:
        writer = self._writer(note, [message], needs_names=needs_names)
        text = writer.conversation(_heading(note, "Slack message"), [message])
        if note.request.keep and note.request.keep.scope is Scope.THREAD:
            return Composed(f"{text}\n({ONE_MESSAGE_ALONE})", Lack.THREAD)
        return Composed(text)

    def _thread(self, note: WantedNote, turned: Callable[[], None], *, is_late: bool) -> Thread | None:
        """The thread; None where the bot cannot read it."""
        origin = note.request.origin
        thread_ts = origin.thread_ts or origin.message_ts
        if not (origin.channel_id and thread_ts):
            return None
        try:
            return self._reader.read(note.id, origin.channel_id, thread_ts, turned=turned)
        except SlackError as error:
            if not (is_late or isinstance(error, SlackRefused)):
                raise
            log.info("note.thread_not_read", note=note.id, code=error.code)
            return None

    def _message(self, note: WantedNote, turned: Callable[[], None], *, is_late: bool) -> Said | None:
        """The message that the form was opened on, from Slack."""
        said = _spoken(self._thread(note, turned, is_late=is_late))
        ts = note.request.origin.message_ts
        return next((message for message in said if message.ts == ts and not message.is_deleted), None)

    def _writer(self, note: WantedNote, said: Iterable[Said], *, needs_names: bool) -> Writer:
        by = note.request.asked_by
        people = dict.fromkeys([by, *(user for message in said for user in message.people)])
        names = self._colleagues.full_names_of(people)
        if needs_names and people.keys() - names.keys():
            raise NamesMissing
        return Writer(names, self._colleagues.zone_of(by))


def _heading(note: WantedNote, what: str) -> Heading:
    request = note.request
    return Heading(
        what=what,
        origin=request.origin,
        by=request.asked_by,
        at=note.created_at,
        details=request.task.task_details,
        mark=note.mark,
    )


def _spoken(thread: Thread | None) -> list[Said]:
    """The messages that say something, or did before they were deleted."""
    said = map(_said, thread.messages if thread else [])
    return [message for message in said if message.words.strip() or message.is_deleted]


def _said(message: Message) -> Said:
    is_app = message.is_of_an_app
    return Said(
        ts=message.ts,
        words=message_text(message),
        author="" if is_app and message.username else message.user or "",
        author_name=(message.username or "") if is_app else "",
        is_edited=message.edited and not is_app,
        is_deleted=message.subtype in _GONE,
    )


def _of_draft(draft: Draft) -> Said:
    return Said(draft.ts, draft.text, author=draft.author, author_name=draft.author_name)
