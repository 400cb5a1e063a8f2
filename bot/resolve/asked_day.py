"""Until when something is asked in a message: by its one phrase that names a day, and is not talked about."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from bot.resolve.asked_words import ASK, ORDER
from bot.resolve.due_phrases import DuePhrase, due_phrases
from bot.resolve.spoken import Sentence, sentences

YEARLESS_MAX = timedelta(days=270)
"""How far ahead a day is at most of which no year is written: "5 Nov", late in November, is past."""

_YEAR = re.compile(r"[0-9]{4}")
_PAST = re.compile(
    r"\b(?:was|were|had|did|didn't|been|met|spoke|sent|said|told|got|came|went|saw|had|wrote|paid|heard|lost|won"
    r"|made|took|gave|left|yesterday|ago|already)\b"
    r"|(?<!\bis )(?<!\bare )(?<!\bbe )(?<!\bget )"
    r"\b(?!(?:need|feed|speed|proceed|exceed|scheduled|planned|booked|expected|needed|required|supposed)\b)\w+ed\b"
)
_AWAY = re.compile(
    r"\b(?:ooo|out of office|(?:on|my|her|his) (?:vacation|holiday|leave|pto)|day off"
    r"|(?:i'm|am|is|are|be|we're|he's|she's) (?:\w+ )?(?:out|off|away|sick|back|travelling|traveling))\b"
)
_WAS_DUE = re.compile(r"\b(?:was|were) (?:\w+ )?due\b")
_NOT_UNTIL = re.compile(r"\b(?:not|never|\w+n't)\b.*\b(?:until|till|til)\b")
_RATE = re.compile(r"\b(?:times|once|twice|seconds|minutes|hours|days) in an?\b")
_UNTIL = {"until", "till", "til"}
_TODAY = {"today", "tonight"}
_AHEAD = re.compile(
    rf"\b(?:{ASK}|{ORDER}|needs?|must|should|have to|has to|wants?|would like|let's|lets|will|i'll|we'll"
    r"|going to|gonna|ends?|expires?|renews?|deadline|meeting|call|demo|workshop|webinar|review|qbr|kickoff"
    r"|kick-off|onboarding|visit|appointment|training|presentation|renewal)\b"
)
_AHEAD_TODAY = re.compile(
    rf"\b(?:{ASK}|will|i'll|we'll|let's|lets|(?:need|needs|have|has|going) to|must|should)\b"
    rf"|^(?:<\d+> )?(?:, )?{ORDER}"
)
"""What is ahead on the same day; people mostly tell of it what has been."""


@dataclass(frozen=True)
class AskedDay:
    """What the message says of when something is due."""

    day: date | None = None
    words: str = ""
    """Those that name it, as they stand in the message."""
    doubt: str = ""
    """Why the only words that seem to name a day name none."""


def asked_day(text: str, *, written: date, today: date, day_first: bool | None) -> AskedDay:
    """The day; none where it is past by now, in doubt, or where several are named.

    Args:
        text: what the author wrote, in the notation of a message.
        written: the day of that.
        day_first: what 5/1 means to them: 5 January (True) or 1 May (False).
    """
    said = sentences(text)
    named = due_phrases(text, today=written, day_first=day_first)
    phrases = [phrase for phrase in named if _is_ahead(phrase, written) and _is_meant(phrase, said)]
    days = {phrase.day for phrase in phrases}
    if len(days) != 1:
        return AskedDay()
    day, first = days.pop(), phrases[0]
    if day is None:
        return AskedDay(doubt=first.doubt if len(phrases) == 1 and first.is_strongly_led else "")
    return AskedDay(day, text[first.led_from : first.end]) if day >= today else AskedDay()


def _is_ahead(phrase: DuePhrase, written: date) -> bool:
    is_far = phrase.day is not None and phrase.day - written > YEARLESS_MAX
    return not is_far or _YEAR.search(phrase.words) is not None


def _is_meant(phrase: DuePhrase, said: list[Sentence]) -> bool:
    """Whether something is to be done by then, by what is said beside it."""
    for sentence in said:
        clause = sentence.clause(phrase.start, phrase.end)
        if clause:
            return _is_due(phrase, clause)
    return phrase.is_strongly_led


def _is_due(phrase: DuePhrase, clause: str) -> bool:
    if any(pattern.search(clause) for pattern in (_AWAY, _WAS_DUE, _NOT_UNTIL, _RATE)):
        return False
    if phrase.is_strongly_led and phrase.lead not in _UNTIL:
        return True
    ahead = _AHEAD_TODAY if phrase.words.casefold() in _TODAY else _AHEAD
    return not _PAST.search(clause) and (phrase.is_strongly_led or ahead.search(clause) is not None)
