"""The customers that a command's sentence names, where their names stay: "call Acme", "send it to Acme"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from bot.chartmogul.customer import Customer
from bot.resolve.everyday_words import (
    EVERYDAY,
    LABELS,
    ORDINARY,
    TO_ATTEND,
    TO_DO,
    TO_DO_OR_NAME,
    TO_PLAN,
)
from bot.resolve.peeling import Window, is_arrow, is_separator
from bot.resolve.written_words import listed

NAME_MAX = 4
"""Most words of a name that nothing parts from its sentence."""

LOOKED_UP = 8
"""Most names that are looked up."""

BEFORE_COLON_MAX = 6
"""Most words that are a name as a whole where a colon stands after them."""

Called = Callable[[str], list[Customer]]


@dataclass(frozen=True)
class NamedIn:
    """A name, and whom it names."""

    first: int
    last: int
    customers: tuple[Customer, ...]


_LEADS = listed("cc to with w/ from at about for re regarding vs vs. versus of on by")
_VERBS = (
    TO_DO
    | TO_DO_OR_NAME
    | TO_PLAN
    | TO_ATTEND
    | listed(
        "nudge poke escalate upgrade migrate help support train contact win close push inform notify warn"
    )
)
_ARTICLES = listed("the our my a an new old")
_AND = listed("and or &amp; & + plus vs vs. und et y")
_NO_LAST = _LEADS | _ARTICLES | _AND | listed("that this their his her its your in")
_POSSESSIVE = re.compile(r"['\u2019]s?$")
_BESIDE = re.compile(r"\s*[,/+&]\s*")


def named_in(window: Window, called: Called) -> list[NamedIn]:
    """The whole names of customers where one may be expected: first, after "to" or "call", beside another.

    Args:
        called: the customers who are called so for certain.
    """
    reading = _Reading(window, called)
    found = reading.all()
    first = found[0] if found else None
    if first and reading.is_ordinary(first):
        others = found[1:] or list(reading.anywhere(first.last))
        return others or found
    return found


def quoted_names(window: Window, found: list[NamedIn]) -> str:
    """The names as they were written."""
    joins = all(_is_beside(window, one.last, other.first) for one, other in pairwise(found))
    if joins and found:
        return window.written(found[0].first, found[-1].last)
    return ", ".join(window.written(name.first, name.last) for name in found)


@dataclass
class _Reading:
    window: Window
    called: Called
    asked: set[str] = field(default_factory=set)

    def all(self) -> list[NamedIn]:
        found: list[NamedIn] = []
        place = self.window.first
        while place < self.window.last:
            name = self._at(place) if self._may_begin(place, found) else None
            if name and place == self.window.first and not self._is_whole(name):
                place = self._colon(name)
                continue
            if name:
                found.append(name)
            place = name.last if name else place + 1
        return found

    def anywhere(self, start: int) -> Iterator[NamedIn]:
        """Single words that are names, from this place on."""
        for place in range(start, self.window.last):
            if name := self._called(place, place + 1):
                yield name

    def is_ordinary(self, name: NamedIn) -> bool:
        """Whether the words begin with this name, but may as well begin with a word that is no name."""
        written = self.window.written(name.first, name.last)
        return name.first == self.window.first and written in ORDINARY

    def _may_begin(self, place: int, found: list[NamedIn]) -> bool:
        window = self.window
        if place == window.first:
            return window.words[place].folded not in TO_DO | TO_DO_OR_NAME
        before = window.words[place - 1].folded
        if window.words[place].folded in _AND:
            return False
        is_beside = bool(found) and _is_beside(window, found[-1].last, place)
        if before in _ARTICLES:
            before = window.words[place - 2].folded if place - 2 >= window.first else ""
        is_led = before in _LEADS | _VERBS and window.words[place].folded not in _ARTICLES
        return is_beside or is_led or self._is_listed(place)

    def _is_listed(self, place: int) -> bool:
        """Whether all before is single words with commas or "and" between them."""
        window = self.window
        return all(
            before.folded in _AND or word.folded in _AND or _BESIDE.fullmatch(word.gap)
            for before, word in pairwise(window.words[window.first : place + 1])
        )

    def _at(self, first: int) -> NamedIn | None:
        window = self.window
        end = first + 1
        while end < min(window.last, first + NAME_MAX) and not is_separator(window.words[end].gap):
            end += 1
        for last in range(end, first, -1):
            if name := self._called(first, last):
                return name
        return None

    def _called(self, first: int, last: int) -> NamedIn | None:
        words = self.window.words[first:last]
        is_none = (
            words[-1].folded in _NO_LAST
            or any(map(is_arrow, words))
            or any(word.is_markup for word in words)
            or all(_POSSESSIVE.sub("", word.folded) in EVERYDAY for word in words)
        )
        written = _POSSESSIVE.sub("", self.window.written(first, last))
        if is_none or not any(character.isalnum() for character in written):
            return None
        names = written.split("/") if len(words) == 1 else [written]
        each = [self._look_up(name) for name in filter(None, names)]
        if not all(each):
            each = [self._look_up(written)]
        customers = {customer.uuid: customer for found in each for customer in found}
        return NamedIn(first, last, tuple(customers.values())) if customers else None

    def _look_up(self, name: str) -> list[Customer]:
        if name not in self.asked and len(self.asked) >= LOOKED_UP:
            return []
        self.asked.add(name)
        return self.called(name)

    def _is_whole(self, name: NamedIn) -> bool:
        """Whether it is no part of another name, which a colon ends: the "Acme" of "Acme Corp: call them"."""
        rest = self.window.words[name.last : self._colon(name)]
        is_listed = bool(rest) and (rest[0].folded in _AND or is_separator(rest[0].gap))
        return is_listed or all(word.folded in LABELS | EVERYDAY for word in rest)

    def _colon(self, name: NamedIn) -> int:
        """The place after the next colon, if there is one soon, else after the name."""
        words = self.window.words
        reach = range(name.first + 1, min(self.window.last, name.first + BEFORE_COLON_MAX + 1))
        return next((place for place in reach if ":" in words[place].gap), name.last)


def _is_beside(window: Window, end: int, start: int) -> bool:
    """Whether nothing but "and" or a comma stands between a name and the next one."""
    between = window.words[end:start]
    if not between:
        return start < window.last and _BESIDE.fullmatch(window.words[start].gap) is not None
    return len(between) == 1 and between[0].folded in _AND
