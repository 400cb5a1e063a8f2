"""What makes the name of a day a part of its sentence, and no day on which something is due.

"The Friday report", "every Monday", "5 days ago", "24/7 support": the same words as of a due date. What is in
doubt stays a part of the sentence: a due date that nobody wrote is worse than one that was not seen.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.resolve.date_words import NUMBER, TODAY, TOMORROW
from bot.resolve.due_leads import STRONG, is_joined
from bot.resolve.written_words import Word, listed


@dataclass(frozen=True)
class Span:
    """The name of a day among the words of a text."""

    led_from: int
    """The place of the first word of its lead, or of its own where it has none."""
    first: int
    last: int
    """The place after its last word."""
    named: str
    """As it was written, without its lead."""


_DETERMINERS = listed(
    "the a an our my your his her their its this that these those any some which what whose"
)
_PRONOUNS = listed("her this that these those any some")
_UNOWNED = TODAY | TOMORROW
"""Days that nobody has: "call her tomorrow", "do that today"."""

_BEFORE = listed(
    "but except excluding last past previous prior following every each since after from to between"
    " half mid early late not never about around approx version than per once twice times of re vs like"
    " as was were black cyber good casual ash palm giving super easter happy maundy blue"
)
_VERBS = {"sat", "wed"}
_WHO = listed("i we you he she it they who people just")
_AFTER = {"ago", "earlier"}
_AFTER_TWO = {("after", "next"), ("before", "last")}
_COUNTED = listed(
    "part page pages step slide phase v version rated score scored rating chapter ticket section item"
    " room level tier option round no nr number"
)
_GOES_ON = listed(
    "and or but so if at with because as since when while please pls plz thanks thx to for via in from"
    " though although unless otherwise then not by can could"
)
_UNIT = r"(?:business |working )?(?:d|days?)|weekdays?|w|wks?|weeks?|fortnights?|mos?|months?|y|yrs?|years?"
_DURATION = re.compile(rf"(?:[0-9]{{1,3}}|{'|'.join(NUMBER)})\s?(?:{_UNIT})", re.IGNORECASE)
_DIMENSIONS = re.compile(r"in\s[23]d", re.IGNORECASE)
_ORDINAL = re.compile(r"(?:the\s)?[0-9]{1,2}(?:st|nd|rd|th)", re.IGNORECASE)
_DOTTED = re.compile(r"[0-9]{1,2}\.[0-9]{1,2}\.?")
_SLASHED = re.compile(r"[0-9]{1,2}/[0-9]{1,2}")
_NO_DAYS = {"24/7", "10/10", "1/1", "1/2", "1/3", "2/3", "1/4", "3/4"}
_PROVERBIAL = {"the end of the day", "end of the day", "christmas", "xmas", "christmas day", "xmas day"}
_DIGITS = re.compile(r"[0-9]+(?:[.,:][0-9]+)*")

_EVENTS = listed(
    "meeting mtg call demo workshop webinar review qbr kickoff kick-off onboarding visit appointment"
    " interview lunch dinner breakfast coffee event session training conference standup stand-up sync"
    " presentation pitch launch release go-live golive party trip flight offsite summit roadshow talk"
    " catchup catch-up check-in checkin meetup 1:1 deadline webinars meetings calls demos renewal expiry"
)


def is_event(word: Word) -> bool:
    """Whether this is the name of what has a day of its own: "the demo", "our call"."""
    return word.folded in _EVENTS


def is_part_of_sentence(span: Span, words: Sequence[Word], spans: Sequence[Span]) -> bool:
    """Whether the words beside the name of a day, or its own, say that nothing is due then.

    Args:
        words: of the whole text.
        spans: all that name days in it.
    """
    lead = {word.folded for word in words[span.led_from : span.first]}
    before, after = _beside(span, words)
    days = {place for other in spans for place in range(other.led_from, other.last)}
    is_counted = before is not None and _is_number(before) and span.led_from - 1 not in days and not lead
    goes_on = after is not None and _is_number(after) and span.last not in days
    following = tuple(word.folded for word in words[span.last : span.last + 2])
    return (
        is_counted
        or goes_on
        or following in _AFTER_TWO
        or (before is not None and _claims(before.folded, span.named, is_led=bool(lead)))
        or (after is not None and after.folded in _AFTER)
        or (before is not None and before.folded in _WHO and span.named.casefold() in _VERBS)
        or _needs_lead(span.named, lead, before, after)
    )


def _beside(span: Span, words: Sequence[Word]) -> tuple[Word | None, Word | None]:
    """The words before and after, as far as nothing parts them from the span."""
    before = words[span.led_from - 1] if span.led_from and is_joined(words[span.led_from]) else None
    after = words[span.last] if span.last < len(words) and is_joined(words[span.last]) else None
    return before, after


def _is_number(word: Word) -> bool:
    return _DIGITS.fullmatch(word.folded) is not None


def _claims(before: str, named: str, *, is_led: bool) -> bool:
    """Whether the word before makes it another day, or that of a thing: "last friday", "acme's friday"."""
    if before in _PRONOUNS and named.casefold() in _UNOWNED:
        return False
    return before in _BEFORE or (not is_led and (before in _DETERMINERS or before.endswith("'s")))


def _needs_lead(named: str, lead: set[str], before: Word | None, after: Word | None) -> bool:
    """Whether these words name a day only after words for that, as after "due" or "on"."""
    if _DIMENSIONS.fullmatch(named) or (named.casefold() in _PROVERBIAL and not STRONG & lead):
        return True
    if _DURATION.fullmatch(named):
        return "due" not in lead
    if _ORDINAL.fullmatch(named):
        return not lead or (after is not None and after.folded not in _GOES_ON)
    if _DOTTED.fullmatch(named):
        return not lead - {"for"}
    if _SLASHED.fullmatch(named) and not STRONG & lead:
        return named in _NO_DAYS or (before is not None and before.folded in _COUNTED)
    return False
