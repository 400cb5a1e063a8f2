"""The words that `/cm-task list` knows."""

from __future__ import annotations

from enum import Enum, auto

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
