"""The words that `/cm-task list` knows."""

from __future__ import annotations

from enum import Enum, auto

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.views.list_title import When


class Word(Enum):
    """What else than a time a word may say."""

    MINE = auto()
    EVERYBODYS = auto()
    HERE = auto()
    FILLER = auto()
    LEADING = auto()
    """Says nothing by itself, and needs something after it."""
    UNLISTED = auto()
    """Asks for what no list can show."""


Meaning = When | Word


def _table(**phrases: str) -> dict[tuple[str, ...], Meaning]:
    """Phrases, parted by commas, under the name of what they say."""
    meanings: dict[str, Meaning] = {**When.__members__, **Word.__members__}
    return {
        tuple(phrase.split()): meanings[name]
        for name, all_of in phrases.items()
        for phrase in all_of.split(",")
    }


PHRASES = _table(
    OVERDUE="overdue, over due, over-due, past due, past-due, late, delayed, missed",
    TODAY="today, todays, tonight",
    TOMORROW="tomorrow, tomorrows, tmrw, tmr, tomorow, tommorow, tommorrow",
    WEEK="week, this week, this weeks, the week, current week",
    NEXT_WEEK="next week, next weeks",
    MINE="me, my, mine, myself, own, @me",
    EVERYBODYS="everybody, everybodys, everyone, everyones, anybody, anyone, all of us, team",
    HERE="here, this channel, this customer, this account",
    FILLER="task, tasks, todo, todos, to-do, to-dos, to do, to dos, open, all, due, the, and, or, &, +"
    ", please",
    LEADING="for, of, to, in, with, from, customer, assigned",
    UNLISTED="not, no, without, except, but, done, completed, closed, finished, yesterday, later, month, year"
    ", monday, tuesday, wednesday, thursday, friday, saturday, sunday",
)
"""What they say, in lower case."""

PHRASE_MAX = max(map(len, PHRASES))
"""Most words of one phrase."""

_TYPED_MIN = 3
_TWO_TYPOS_FROM = 6
"""Letters of a word that may be mistyped at all, and twice."""

_KNOWN = {word for phrase in PHRASES for word in phrase}
_WHENS = sorted({word for phrase, says in PHRASES.items() if isinstance(says, When) for word in phrase})


def corrected(words: str) -> str:
    """The words with those that are nearly ones for times put right; the same where none are."""
    return " ".join(_nearest(word) for word in words.split())


def _nearest(word: str) -> str:
    typed = word.casefold()
    if not typed.isalpha() or len(typed) < _TYPED_MIN or typed in _KNOWN:
        return word
    typos = 2 if len(typed) >= _TWO_TYPOS_FROM else 1
    found = process.extractOne(typed, _WHENS, scorer=OSA.distance, processor=None, score_cutoff=typos)
    return str(found[0]) if found else word
