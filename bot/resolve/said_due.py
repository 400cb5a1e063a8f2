"""Which of a command's phrases say when its task is due: those that stand at one of its ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.resolve.date_words import TOMORROW
from bot.resolve.due_phrases import DuePhrase
from bot.resolve.everyday_words import TO_DO, TO_DO_OR_NAME, TO_PLAN, TOLD
from bot.resolve.peeling import Piece, Window, is_separator
from bot.resolve.written_words import Word, listed


@dataclass(frozen=True)
class SaidDue:
    """A phrase, and the places of its words."""

    phrase: DuePhrase
    first: int
    last: int
    begins_line: bool

    def piece(self, *, is_at_start: bool) -> Piece:
        """The phrase as what is taken from an end."""
        return Piece(self.first, self.last, is_at_start)


def placed(phrases: Sequence[DuePhrase], words: Sequence[Word]) -> list[SaidDue]:
    """The phrases among the words of their text."""
    starts = {word.start: place for place, word in enumerate(words)}
    ends = {word.end: place + 1 for place, word in enumerate(words)}
    found = [(phrase, starts[phrase.led_from], ends[phrase.end]) for phrase in phrases]
    return [SaidDue(phrase, first, last, "\n" in words[first].gap) for phrase, first, last in found]


_NO_LEADS = listed("for until till til")
"""What is prepared for a day, or lasts until one, is due at another time."""

_ALONE = TOMORROW | {"today", "tonight"}
"""Days that are no part of a name, as the Friday of "Friday call" is."""

_NEAR = 3
_TO_EVENT = listed(
    "the a an our my your their his her its for from about to of before after with during at on in"
)
_BEFORE = listed(
    "sent made held given taken written seen bought lost won set met confirm offer propose suggest"
    " discuss prefer skip avoid pick choose mention with and or at in is are be than called named &amp;"
    " & + for until till til to from of about effective starting beginning valid scheduled planned"
    " expected expiring ending later earlier sometime ends starts begins expires leaves goes closes"
    " arrives opens renews launches lapses runs comes returns happens out live away off"
)
"""Words to which a date after them belongs."""

_IS = listed("is are was were be been it's isn't not and or")
"""The same, even of "due Friday" or "by Friday"."""

_NOT_TOLD = listed("need feed proceed speed embed exceed succeed seed")
_TO_TELL = listed("tell inform notify let warn announce explain say")
_TOLD_FROM = 4
"""Words from which on a date may be a part of what is to be told."""

_CLAUSES = listed("that if whether we they he she who when because so")
_ADDRESS = 2
"""Words at the beginning that may address somebody: "can we send it Friday?"."""


def due_at_start(window: Window, phrases: Sequence[SaidDue]) -> SaidDue | None:
    """The phrase with which the words begin, where it surely belongs to no sentence after it."""
    said = next((said for said in phrases if said.first == window.first and said.last <= window.last), None)
    if said is None or not _may_be_due(said.phrase):
        return None
    after = window.at(said.last)
    if after is None or is_separator(after.gap) or said.phrase.is_strongly_led:
        return said
    is_day_alone = said.phrase.words.casefold() in _ALONE
    begins = after.folded in TO_DO or (is_day_alone and after.folded in TO_DO_OR_NAME)
    return said if begins else None


def due_at_end(window: Window, phrases: Sequence[SaidDue]) -> SaidDue | None:
    """The phrase with which the words end, where it surely belongs to no sentence before it."""
    said = next((said for said in phrases if said.last == window.last and said.first >= window.first), None)
    if said is None or not _may_be_due(said.phrase):
        return None
    before = window.at(said.first - 1)
    if before is None:
        return said
    is_stated = before.folded in _IS
    return None if is_stated or not (said.phrase.is_strongly_led or _stands_alone(window, said)) else said


def _stands_alone(window: Window, said: SaidDue) -> bool:
    """Whether nothing before a phrase that may as well say when something else is, makes it do so."""
    begins_with, before = window.words[window.first].folded, window.words[said.first - 1].folded
    spoken = window.words[min(window.first + _ADDRESS, said.first) : said.first]
    # "The invoice dated May 5", "they churned on Friday".
    is_told = before.endswith("ed") and not is_separator(window.gap_before(said.first))
    return not (
        is_told
        or begins_with in TO_PLAN | TOLD
        or (begins_with.endswith("ed") and begins_with not in _NOT_TOLD)
        or (begins_with in _TO_TELL and said.first - window.first >= _TOLD_FROM)
        or (before in _BEFORE and not _is_doubled(said.phrase, before))
        or (said.phrase.follows_event and _is_of_event(window, said.first - 1))
        or any(word.folded in _CLAUSES for word in spoken)
    )


def _may_be_due(phrase: DuePhrase) -> bool:
    return _NO_LEADS.isdisjoint(phrase.lead.split()) and not phrase.words.casefold().startswith("within")


def decided(taken: Sequence[SaidDue], phrases: Sequence[SaidDue]) -> tuple[date | None, str]:
    """The day on which a task is due, or why there is none: what is in doubt, or several days.

    Args:
        taken: the phrases at the ends.
        phrases: all of the text.
    """
    if doubt := next((said.phrase.doubt for said in taken if said.phrase.doubt), ""):
        return None, doubt
    rivals = [*taken, *(said for said in phrases if said not in taken and said.begins_line)] if taken else []
    days = dict.fromkeys(said.phrase.day for said in rivals)
    if len(days) > 1:
        named = " and ".join(f"\u201c{' '.join(said.phrase.words.split())}\u201d" for said in rivals[:2])
        return None, f"{named} are several days, so choose the date."
    return next(iter(days), None), ""


def _is_doubled(phrase: DuePhrase, before: str) -> bool:
    """Whether the word before belongs to a verb: "check in in 2 weeks"."""
    return phrase.words.casefold().startswith(f"{before} ")


def _is_of_event(window: Window, event: int) -> bool:
    """Whether what is to be done is not the event itself: "slides for the demo on Friday"."""
    before = window.words[max(window.first, event - _NEAR) : event]
    return any(word.folded in _TO_EVENT or word.folded.endswith("'s") for word in before)
