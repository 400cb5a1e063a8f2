"""Whether the form offers to keep a note, and what it would keep. Pure: what is known in, the offer out."""

from __future__ import annotations

import random
from dataclasses import dataclass

from bot.request import Draft, Keep, Scope
from bot.slack.json_reading import READ_MAX
from bot.views.keep_note import NOT_ALLOWED_TO_READ, ONLY_THE_MESSAGE, WITH_THE_FULL_TEXT, KeepNote

CAN_BE_KEPT = "The full text can be kept as a note: see the box below."
"""Follows the notice that the text was cut."""


@dataclass(frozen=True)
class Begun:
    """What a form begins with."""

    person: str
    """Slack user id of whom it opens for."""
    text: str
    """What was said or typed, in Slack's mrkdwn."""
    is_typed: bool = False
    """Whether it was typed for the bot, rather than said in a message."""
    author: str = ""
    """Slack user id of who said it; empty for an app."""
    author_name: str = ""
    """What an app called itself."""
    ts: str = ""
    """Of the message; empty where there is none."""
    has_replies: bool = False
    """Whether there is a thread around it."""
    can_read_thread: bool = False
    """Whether the bot has just read in it."""
    may_read_thread: bool = True
    """Whether the workspace has given the bot the permission to; as far as is known."""
    is_cut: bool = False
    """Whether it is longer than a task's details."""


@dataclass(frozen=True)
class NoteOffer:
    """The box, and what is to be remembered for it."""

    box: KeepNote
    draft: Draft


def note_offer(begun: Begun, *, usually: bool) -> NoteOffer | None:
    """The offer; None where there is nothing to keep that the task does not say.

    Args:
        usually: whether this person last left the box ticked.
    """
    if begun.ts and (begun.text.strip() or begun.has_replies):
        box = _of_message(begun, usually=usually)
    elif begun.is_cut:
        box = KeepNote(is_on=True, scope=Scope.TEXT)
    else:
        return None
    return NoteOffer(box, _draft(begun))


def offered_again(keep: Keep | None, draft: Draft | None) -> KeepNote | None:
    """The box of a form that opens once more, where it was ticked before.

    Args:
        draft: what the form began with, if that is still kept.
    """
    if keep is None or (keep.scope is Scope.TEXT and draft is None):
        return None
    return KeepNote(is_on=True, scope=keep.scope)


def _of_message(begun: Begun, *, usually: bool) -> KeepNote:
    is_on = usually or begun.is_cut
    if begun.has_replies and begun.can_read_thread:
        return KeepNote(is_on, Scope.THREAD, WITH_THE_FULL_TEXT if begun.is_cut else "")
    why = ONLY_THE_MESSAGE if begun.may_read_thread else NOT_ALLOWED_TO_READ
    only = why if begun.has_replies else ""
    return KeepNote(is_on, Scope.TEXT if begun.is_cut else Scope.MESSAGE, only)


def _draft(begun: Begun) -> Draft:
    return Draft(
        id=random.randbytes(16).hex(),
        person=begun.person,
        text=begun.text[:READ_MAX],
        is_typed=begun.is_typed,
        author=begun.author,
        author_name=begun.author_name,
        ts=begun.ts,
    )
