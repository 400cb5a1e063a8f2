"""Which of a command's phrases say when its task is due: those that stand at one of its ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.resolve.clock_words import without_clock
from bot.resolve.date_words import TOMORROW
from bot.resolve.due_phrases import DuePhrase
from bot.resolve.everyday_words import TO_ATTEND, TO_DO, TO_DO_OR_NAME, TO_PLAN, TOLD
from bot.resolve.peeling import Piece, Window, is_separator
from bot.resolve.told import NOT_TOLD, beginning, ends_told, is_to_do, is_told
from bot.resolve.written_words import Word, listed


@dataclass(frozen=True)
class SaidDue:
    """A phrase, and the places of its words."""

    phrase: DuePhrase
    first: int
    last: int
    day: tuple[int, int]
    """The places of those of its words that name the day: ChartMogul knows no time, so that stays."""

    def piece(self, *, is_at_start: bool) -> Piece:
        """The phrase as what is understood at an end."""
        return Piece(self.first, self.last, is_at_start)

    def day_piece(self, *, is_at_start: bool) -> Piece:
        """What of it goes out of the details."""
        return Piece(*self.day, is_at_start)


def placed(phrases: Sequence[DuePhrase], words: Sequence[Word]) -> list[SaidDue]:
    """The phrases among the words of their text."""
    starts = {word.start: place for place, word in enumerate(words)}
    ends = {word.end: place + 1 for place, word in enumerate(words)}
    found: list[SaidDue] = []
    for phrase in phrases:
        led_from, first, last = starts[phrase.led_from], starts[phrase.start], ends[phrase.end]
        found.append(SaidDue(phrase, led_from, last, without_clock(words, led_from, first, last)))
    return found


_NO_LEADS = listed("for until till til")
"""What is prepared for a day, or lasts until one, is due at another time."""

_ALONE = TOMORROW | {"today", "tonight"}
"""Days that are no part of a name, as the Friday of "Friday call" is."""

_NEAR = 3
_TO_EVENT = listed(
    "the a an our my your their his her its for from about to of before after with during at on in"
)
_BEFORE = listed(
    "sent made held given taken written seen bought lost won set met confirm propose suggest"
    " discuss prefer skip avoid pick choose mention with and or at in is are be than called named &amp;"
    " & + for until till til to from of about effective starting beginning valid scheduled planned"
    " expected expiring ending later earlier sometime ends starts begins expires leaves goes closes"
    " arrives opens renews launches lapses runs comes returns happens out live away off lands meets"
    " eta etd w/c w/e ooo vacation pto"
)
"""Words to which a date after them belongs."""

_IS = listed("is are was were be been it's isn't not and or")
"""The same, even of "due Friday" or "by Friday"."""

_TO_TELL = listed("tell inform notify let warn announce explain say")
_TOLD_FROM = 4
"""Words from which on a date may be a part of what is to be told."""

_NEVER_DUE = listed("eta etd w/c w/e")
"""Before a date they say what it is, and that is no due date."""

_TO_VERB = listed("to and or we you i they")
_NAMED = 3
_CLAUSES = listed("that if whether we they he she who when because so")
_ADDRESS = 2
"""Words at the beginning that may address somebody: "can we send it Friday?"."""


def due_at_start(window: Window, phrases: Sequence[SaidDue]) -> SaidDue | None:
    """The phrase with which the words begin, where it surely belongs to no sentence after it."""
    said = next((said for said in phrases if said.first == window.first and said.last <= window.last), None)
    if said is None or not may_be_due(said.phrase):
        return None
    after = window.at(said.last)
    if after is None:
        return said
    if _is_of_told(window, said.last):
        return None
    if is_separator(after.gap) or said.phrase.is_strongly_led:
        return said
    is_day_alone = " ".join(word.folded for word in window.words[slice(*said.day)]) in _ALONE
    begins = after.folded in TO_DO or (is_day_alone and after.folded in TO_DO_OR_NAME)
    return said if begins else None


def due_at_end(window: Window, phrases: Sequence[SaidDue]) -> SaidDue | None:
    """The phrase with which the words end, where it surely belongs to no sentence before it."""
    said = next((said for said in phrases if said.last == window.last and said.first >= window.first), None)
    if said is None or not may_be_due(said.phrase):
        return None
    before = window.at(said.first - 1)
    if before is None:
        return said
    if before.folded in _IS or before.folded in _NEVER_DUE:
        return None
    is_led = said.phrase.is_strongly_led
    clause = window.words[_clause_start(window, said.first) : said.first]
    if not is_to_do(clause) and is_told(clause, is_led=is_led):
        return None
    return said if is_led or _stands_alone(window, said) else None


def _is_of_told(window: Window, start: int) -> bool:
    """Whether what follows tells of something, and asks for nothing after that."""
    end = _clause_end(window, start)
    clause = window.words[start:end]
    if is_to_do(clause) or not is_told(clause, is_led=True):
        return False
    while end < window.last:
        start, end = end, _clause_end(window, end)
        if is_to_do(window.words[start:end]):
            return False
    return True


def _clause_start(window: Window, end: int) -> int:
    """Where the clause begins that ends before this place, or right before the punctuation there."""
    places = range(end - 1, window.first, -1)
    return next((place for place in places if is_separator(window.gap_before(place))), window.first)


def _clause_end(window: Window, start: int) -> int:
    places = range(start + 1, window.last)
    return next((place for place in places if is_separator(window.gap_before(place))), window.last)


def _stands_alone(window: Window, said: SaidDue) -> bool:
    """Whether nothing before a phrase that may as well say when something else is, makes it do so."""
    words = window.words[window.first : said.first]
    clause = window.words[_clause_start(window, said.first) : said.first]
    begins_at, _ = beginning(clause)
    begins_with, before = {words[0].folded, clause[0].folded}, words[-1].folded
    spoken = clause[max(begins_at, _ADDRESS) :]
    is_joined = not is_separator(window.gap_before(said.first))
    # "The invoice dated May 5", "they churned on Friday".
    is_past = is_joined and ((before.endswith("ed") and before not in NOT_TOLD) or ends_told(words))
    heads = _heads([word.folded for word in clause[begins_at:]])
    return not (
        is_past
        or not begins_with.isdisjoint(TOLD)
        or not heads.isdisjoint(TO_PLAN)
        or (said.phrase.follows_event and not heads.isdisjoint(TO_ATTEND))
        or any(word.endswith("ed") and word not in NOT_TOLD for word in begins_with)
        or (not begins_with.isdisjoint(_TO_TELL) and len(clause) >= _TOLD_FROM)
        or (before in _BEFORE and not _is_doubled(said.phrase, before))
        or (before == "offer" and _is_verb(words))
        or (said.phrase.follows_event and _is_of_event(window, said.first - 1))
        or any(word.folded in _CLAUSES for word in spoken)
    )


def _is_verb(words: Sequence[Word]) -> bool:
    """Whether the last of the words is what is to be done, and no thing, as of "send the offer Friday"."""
    begins_at, _ = beginning(words)
    return len(words) - 1 <= begins_at or words[-2].folded in _TO_VERB or is_separator(words[-1].gap)


def _heads(words: Sequence[str]) -> set[str]:
    """The words of which one may be the verb: the first one, or one after a customer's name."""
    if not words or words[0] in TO_DO | TO_DO_OR_NAME:
        return set(words[:1])
    return {words[0], *words[1 : min(_NAMED, len(words) - 1)]}


def waits_for_day(window: Window, phrases: Sequence[SaidDue]) -> SaidDue | None:
    """The phrase with which the words end that says for when something is, and not when it is due."""
    said = next((said for said in phrases if said.last == window.last and said.first >= window.first), None)
    return said if said and not may_be_due(said.phrase) else None


def may_be_due(phrase: DuePhrase) -> bool:
    """Whether its lead lets something be due then: "for Friday" does not."""
    return _NO_LEADS.isdisjoint(phrase.lead.split()) and not phrase.words.casefold().startswith("within")


def decided(taken: Sequence[SaidDue], phrases: Sequence[SaidDue]) -> tuple[date | None, str]:
    """The day on which a task is due, or why there is none: what is in doubt, or several days.

    Args:
        taken: the phrases at the ends.
        phrases: all of the text.
    """
    if doubt := next((said.phrase.doubt for said in taken if said.phrase.doubt), ""):
        return None, doubt
    rivals = sorted((said for said in phrases if said.phrase.day), key=lambda said: said.first)
    days = dict.fromkeys(said.phrase.day for said in rivals) if taken else {}
    if len(days) > 1:
        other = next(said for said in rivals if said.phrase.day != rivals[0].phrase.day)
        named = " and ".join(
            f"\u201c{' '.join(said.phrase.words.split())}\u201d" for said in (rivals[0], other)
        )
        return None, f"{named} are several days, so choose the date."
    return next(iter(days), None), ""


def _is_doubled(phrase: DuePhrase, before: str) -> bool:
    """Whether the word before belongs to a verb: "check in in 2 weeks"."""
    return phrase.words.casefold().startswith(f"{before} ")


def _is_of_event(window: Window, event: int) -> bool:
    """Whether what is to be done is not the event itself: "slides for the demo on Friday"."""
    before = window.words[max(window.first, event - _NEAR) : event]
    return any(word.folded in _TO_EVENT or word.folded.endswith("'s") for word in before)
