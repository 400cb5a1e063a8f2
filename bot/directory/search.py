"""Finds the customers that somebody may mean, while they type.

Every look-up is a short walk along an index, so that a million customers cost little more than a thousand:
whole keys that begin as typed, then words, starting from the rarest, and only where that finds nothing
the words that the typed ones may have been meant for.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from rapidfuzz.distance import Indel
from sqlalchemy import Connection, Row

from bot.chartmogul.customer import Customer
from bot.directory import statements
from bot.directory.match import Fit, Typed, typos_allowed
from bot.directory.misspelling import (
    TWO_WORDS_MIN,
    alike,
    joined_alike,
    one_typo_off,
    split_before_known,
    two_typos_off,
)
from bot.directory.statements import FIELDS, between
from bot.directory.terms import JOINED, KEY_MAX, WORD_MAX, Terms
from bot.store.database import Database

WORDS_USED = 6
"""Most words that are looked up; the others only decide who comes first."""

ENOUGH = 5
"""With this many customers found as typed, no typo is suspected."""

SPLITS = 2
"""Most places at which a mistyped word is taken for two."""


class CustomerSearch:
    """The typeahead's search."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def __call__(self, query: str, *, limit: int, prefer: Sequence[str]) -> list[Customer]:
        """See `Directory.search`."""
        typed = Typed.of(query)
        with self._database.reading() as connection:
            finding = _Finding(connection, typed, prefer)
            if not typed.raw:
                return finding.likely(limit)
            finding.by_key()
            if finding.found() < limit:
                finding.by_words()
            for further in (finding.by_spacing, finding.mistyped, finding.misspelt_without_spaces):
                if finding.is_doubtful():
                    further()
            if not finding.found():
                finding.by_domain()
            return finding.best(limit)


_ANY = Customer(uuid="any")


@dataclass(frozen=True)
class _Word:
    """A word to look up: as typed, or as what it may stand for."""

    typed: str
    guesses: tuple[str, ...] = ()

    def parameters(self, place: int) -> dict[str, Any]:
        return {f"words_{place}": self.guesses} if self.guesses else between(f"word_{place}", self.typed)


class _Finding:
    """One search at work."""

    def __init__(self, connection: Connection, typed: Typed, prefer: Sequence[str]) -> None:
        self._connection = connection
        self._typed = typed
        self._place = {uuid: index for index, uuid in enumerate(prefer)}
        self._ranks: dict[str, tuple[tuple[Any, ...], Row[Any]]] = {}
        self._looked_up = _longest(typed.words)
        self._counted: dict[_Word, int] = {}
        self._far_off: set[str] = set()
        self._lately = self._rows(statements.PREFERRED, {"uuids": list(prefer)}) if prefer else []
        if typed.raw:
            self._rank(self._lately)

    def found(self) -> int:
        """How many customers fit so far."""
        return len(self._ranks)

    def is_doubtful(self) -> bool:
        """Whether so little fits that a typo is likely."""
        return len(self._ranks) < ENOUGH and not any(
            fit is Fit.EXACT or (fit < Fit.MISTYPED and not unfinished)
            for (fit, unfinished, *_), _ in self._ranks.values()
        )

    def best(self, limit: int) -> list[Customer]:
        """Those that fit, the best first; among equals those used lately."""
        ranked = sorted(self._ranks.values(), key=lambda each: each[0])[:limit]
        return [_customer(row) for _, row in ranked]

    def likely(self, limit: int) -> list[Customer]:
        """For nothing typed: those used lately, then any, so that one can look around."""
        lately = sorted(self._lately, key=lambda row: self._place[row.uuid])
        others = self._rows(statements.FIRST, {"most": limit})
        rows = list({row.uuid: row for row in [*lately, *others]}.values())[:limit]
        return [_customer(row) for row in rows]

    def by_key(self) -> None:
        """Find those with a name, address or id that begins as typed, however it is parted into words."""
        typed, raw = self._typed, self._typed.raw
        starts = {"raw": raw}
        if typed.folded not in ("", raw):
            starts["folded"] = typed.folded
        if typed.long_joined and " " not in typed.folded:
            # Several words, as they are written without spaces; where some were typed, they are tried first.
            starts["joined"] = JOINED + typed.long_joined[0]
        self._rank(self._rows(statements.by_key(tuple(starts)), _starts(starts)))
        if raw.startswith("cus_"):
            self._rank(self._rows(statements.BY_UUID, between("uuid", raw)))

    def by_words(self) -> None:
        """Find those with words that begin as typed, in any order."""
        if self._looked_up:
            self._rank(self._with_words([_Word(word) for word in self._looked_up]))

    def by_spacing(self) -> None:
        """Find those with one word for several, with another "and", or without a legal form or an s."""
        typed = self._typed
        keys = [JOINED + each for each in (typed.joined if " " in typed.folded else typed.joined[1:])]
        if typed.core != typed.folded:
            keys += [typed.core, JOINED + typed.core.replace(" ", "")]
        keys += filter(None, [typed.singular])
        together = [each[:WORD_MAX] for each in typed.joined if each != typed.folded]
        if keys or together:
            starts = {f"key_{place}": key for place, key in enumerate(keys)}
            starts |= {f"word_{place}": word for place, word in enumerate(together)}
            self._rank(self._rows(statements.by_starts(len(keys), len(together)), _starts(starts)))

    def mistyped(self) -> None:
        """Find those with words that the typed ones may stand for.

        What nobody is called must be a typo, or two where one leads nowhere; where that leads nowhere either,
        any word may be one. At last the suspects are left out, for those too short or too far off to guess:
        the whole name decides then.
        """
        before = self.found()
        known = self._counts([_Word(word) for word in self._looked_up])
        unknown = [word for word, count in zip(self._looked_up, known, strict=True) if not count]
        near = {word: self._guesses(word) for word in unknown}
        self._try(near)
        if self.found() == before and near.keys() - self._far_off:
            self._try({word: self._further(word, guesses) for word, guesses in near.items()})
        if self.found() == before and len(unknown) < len(self._looked_up):
            self._try({word: near.get(word) or self._guesses(word) for word in self._looked_up})
        if self.found() == before and len(unknown) > 1:
            self._try_without_short(near)
        if self.found() > before:
            return
        for suspect in [unknown] if unknown else [[word] for word in self._looked_up]:
            others = [_Word(word) for word in self._looked_up if word not in suspect]
            if others:
                self._rank(self._with_words(others))

    def _try(self, guesses: dict[str, list[str]], *, without: Collection[str] = ()) -> None:
        if any(guesses.values()):
            words = [self._guessed(word, guesses.get(word, [])) for word in self._looked_up]
            self._rank(self._with_words([word for word in words if word.typed not in without]))

    def _try_without_short(self, near: dict[str, list[str]]) -> None:
        """Leave out what leads nowhere, such as a mistyped legal form, beside the longest one guessed."""
        guessed = max((word for word, guesses in near.items() if guesses), key=len, default="")
        if guessed:
            self._try({guessed: near[guessed]}, without=near.keys() - {guessed})

    def _further(self, word: str, guesses: list[str]) -> list[str]:
        if len(self._looked_up) == 1 or word in self._far_off:
            return guesses
        return list(dict.fromkeys([*guesses, *two_typos_off(self._connection, word)]))

    def misspelt_without_spaces(self) -> None:
        """Find those with several words that were typed as one, and with a typo.

        One typo leaves either the beginning as it was, or a word at the end.
        """
        together = "".join(self._typed.long_joined[:1])
        if not self.found() and typos_allowed(together) and len(together) >= TWO_WORDS_MIN:
            self._rank(self._with_numbers(joined_alike(self._connection, together)), without_spaces=True)
            splits = [] if " " in self._typed.folded else split_before_known(self._connection, together)
            for start, end in splits[:SPLITS]:
                guesses = alike(self._connection, start, unfinished=False)
                if guesses:
                    words = [_Word(start, tuple(guesses)), _Word(end)]
                    self._rank(self._with_words(words), without_spaces=True)

    def by_domain(self) -> None:
        """Find the few that have the domain of an address that nobody has, or the one above."""
        domains = self._typed.domains
        found = self._rows(statements.WITH_DOMAIN, {"domains": domains}) if domains else []
        if len(found) <= statements.SHARED_BY:
            for row in found:
                self._add(row, Terms(row), (Fit.MISTYPED, 0))

    def _guesses(self, word: str) -> list[str]:
        near = one_typo_off(self._connection, word, unfinished=word == self._typed.words[-1])
        if not near:
            self._far_off.add(word)
            near = two_typos_off(self._connection, word)
        return near

    def _guessed(self, word: str, guesses: list[str]) -> _Word:
        return _Word(word, (word, *guesses)) if guesses else _Word(word)

    def _with_words(self, words: list[_Word]) -> Sequence[Row[Any]]:
        if len(words) > 1:
            counts = self._counts(words)
            if not all(counts):
                return []
            words = [word for _, word in sorted(zip(counts, words, strict=True), key=lambda each: each[0])]
        shape = tuple(bool(word.guesses) for word in words)
        rows = self._rows(statements.by_words(shape), _parameters(words))
        if len(words) == 1:
            self._counted[words[0]] = len(rows)
        return rows

    def _counts(self, words: list[_Word]) -> list[int]:
        """How common each word is, up to a point; each is counted once."""
        new = [word for word in words if word not in self._counted]
        if new:
            shape = tuple(bool(word.guesses) for word in new)
            rows = self._connection.execute(statements.word_counts(shape), _parameters(new)).all()
            self._counted |= {new[int(place)]: int(count) for place, count in rows}
        return [self._counted[word] for word in words]

    def _rows(self, statement: Any, parameters: dict[str, Any]) -> Sequence[Row[Any]]:
        return self._connection.execute(statement, parameters).all()

    def _with_numbers(self, numbers: list[int]) -> Sequence[Row[Any]]:
        return self._rows(statements.BY_NUMBER, {"numbers": numbers}) if numbers else []

    def _rank(self, rows: Iterable[Row[Any]], *, without_spaces: bool = False) -> None:
        for row in rows:
            if row.uuid not in self._ranks:
                terms = Terms(row)
                fit = self._typed.fit(terms, without_spaces=without_spaces)
                if fit:
                    self._add(row, terms, fit)

    def _add(self, row: Row[Any], terms: Terms, fit: tuple[Fit, int]) -> None:
        lately = self._place.get(row.uuid, len(self._place))
        distance = Indel.distance(self._typed.folded, terms.names[0] or terms.names[-1])
        self._ranks[row.uuid] = ((*fit, lately, distance, row.name or row.company, row.uuid), row)


def _customer(row: Row[Any]) -> Customer:
    # What is stored was validated before, and a copy takes half as long as the model's own constructor.
    return _ANY.model_copy(update=dict(zip(FIELDS, row, strict=True)))


def _longest(words: tuple[str, ...]) -> list[str]:
    """The words to look up: long ones tell customers apart."""
    longest = set(sorted(words, key=len, reverse=True)[:WORDS_USED])
    return [word for word in words if word in longest]


def _parameters(words: list[_Word]) -> dict[str, Any]:
    return {name: value for place, word in enumerate(words) for name, value in word.parameters(place).items()}


def _starts(starts: dict[str, str]) -> dict[str, str]:
    return {
        name: value for key, start in starts.items() for name, value in between(key, start[:KEY_MAX]).items()
    }
