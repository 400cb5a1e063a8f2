"""The words after `/cm-task` → what they say of a task.

What is understood stands at one of the ends, in any order, and is taken out of the details. All else stays
to the letter: a word that is lost is worse than one too many.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from bot.chartmogul.customer import Customer
from bot.directory.customers import Directory
from bot.resolve import said_customers
from bot.resolve.certain_customers import CertainCustomers
from bot.resolve.colleagues import Colleagues
from bot.resolve.customer import CustomerFinder
from bot.resolve.due_phrases import READ_MAX, due_phrases
from bot.resolve.named_in_words import named_in, quoted_names
from bot.resolve.only_pieces import only_pieces
from bot.resolve.peeling import Piece, Window, is_arrow, left_of
from bot.resolve.said_customers import NamePlace
from bot.resolve.said_due import SaidDue, decided, due_at_end, due_at_start, placed, waits_for_day
from bot.resolve.said_people import SaidPerson, asks_others, person_at_end, person_at_start
from bot.resolve.understood import Understood
from bot.resolve.written_words import Word, listed, words_of
from bot.slack.insiders import Home, works_elsewhere
from bot.slack.person import Person
from bot.slack.plain_text import mentions_in_command
from bot.slack.text.notation import paired, unframed
from bot.workspace.whereabouts import Known

_BEFORE_ALL = listed("please pls plz hi hey hello")
_AFTER_ALL = listed("please pls plz thanks thx ty cheers asap urgent")


class CommandWords:
    """Reads them."""

    def __init__(self, customers: CustomerFinder, directory: Directory, colleagues: Colleagues) -> None:
        self._customers = customers
        self._directory = directory
        self._colleagues = colleagues

    def read(
        self, text: str, *, asker: str, known: Known, today: date, day_first: bool | None, seconds: float
    ) -> Understood:
        """What the words say; all that is not understood stays in the details.

        Args:
            text: as Slack sends it, in mrkdwn.
            asker: Slack user id of who wrote it.
            known: all who are mentioned, as far as Slack told.
            today: where the asker is.
            day_first: what 5/1 means to them.
            seconds: for asking ChartMogul, once.

        Raises:
            DatabaseUnavailable: the store is away.
        """
        # What is taken out must not leave halves that are read as mark-up together.
        text = paired(unframed(text))
        # Of what is longer, the end is not seen.
        words = words_of(text, READ_MAX) if len(text) <= READ_MAX else []
        phrases = placed(due_phrases(text, today=today, day_first=day_first), words) if words else []
        names = {user: person.name for user, person in known.people.items()}
        colleagues = cache(lambda: self._colleagues.names(known))
        lookups = CertainCustomers(
            self._customers,
            self._directory,
            is_colleague=lambda name: colleagues().any(name),
            seconds=seconds,
        )
        command = _Command(
            window=Window(text, words, 0, len(words)),
            phrases=phrases,
            asker=asker,
            known=known.people,
            unassignable=_unassignable(known),
            lookups=lookups,
        )
        return command.understood(lambda written: mentions_in_command(written, name_of=names.get).strip())


def _unassignable(known: Known) -> dict[str, str]:
    """Those who can have no tasks, and why."""
    whys = {user: _why_unassignable(person, known.home) for user, person in known.people.items()}
    return {user: why for user, why in whys.items() if why}


def _why_unassignable(person: Person, home: Home | None) -> str:
    name = f"{person.name[:1].upper()}{person.name[1:]}"
    if person.is_bot:
        return f"{name} is an app, so choose a colleague."
    if works_elsewhere(person, home):
        return f"{name} works for another company, so choose a colleague."
    if person.deleted:
        return f"{name} has left, so choose a colleague."
    return f"{name} is a guest, so choose a colleague." if person.is_restricted else ""


@dataclass
class _Command:
    """One command while it is read."""

    window: Window
    phrases: list[SaidDue]
    asker: str
    known: Container[str]
    """Those of whom Slack told."""
    unassignable: dict[str, str]
    lookups: CertainCustomers

    def __post_init__(self) -> None:
        self.due: list[tuple[SaidDue, Piece]] = []
        self.people: list[SaidPerson] = []
        self.customers: list[Customer] = []
        self.customer_place: NamePlace | None = None
        self.cannot = ""

    def understood(self, plain: Callable[[str], str]) -> Understood:
        """All that it says.

        Args:
            plain: makes plain text of a part of it.
        """
        whole = self.window
        while self._peel():
            pass
        place = self.customer_place
        customer = [place.piece] if place and len(self.customers) == 1 else []
        customer_words = self._written(customer) or (place.name if place else "")
        if not self.customers:
            found = named_in(self.window, self.lookups.called)
            named = {customer.uuid: customer for name in found for customer in name.customers}
            self.customers, customer_words = list(named.values()), quoted_names(self.window, found)
        if not self.customers:
            self.customers, customer_words = self._begun_after_for()
        day, doubt = decided([said for said, _ in self.due], self.phrases)
        users = {said.user for said in self.people}
        due = [piece for _, piece in self.due] if day else []
        is_theirs = len(users) == 1 and not asks_others(whole, next(iter(users)))
        people = [said.piece for said in self.people] if is_theirs else []
        text, words = self.window.text, self.window.words
        return Understood(
            details=plain(left_of(text, words, [*due, *people, *customer])),
            customers=tuple(self.customers),
            customer_words=plain(customer_words),
            assignee=next(iter(users)) if people else "",
            assignee_words=plain(self._written(people)),
            assignee_doubt="" if people else self.unassignable.get(self.cannot, ""),
            due_date=day,
            due_words=plain(self._written(due)),
            due_doubt=doubt,
        )

    def _begun_after_for(self) -> tuple[list[Customer], str]:
        """Those whose name begins with the last words, after "for", which stay: it may be another's name."""
        for place in said_customers.at_end(self.window):
            found = [] if place.is_address else self.lookups.named(replace(place, may_be_begun=True))
            if found:
                return found, place.name
        return [], ""

    def _written(self, pieces: Iterable[Piece]) -> str:
        ordered = sorted(pieces, key=lambda piece: piece.first)
        return " ".join(self.window.written(piece.first, piece.last) for piece in ordered)

    def _peel(self) -> bool:
        """Take one more piece off an end. Whether there was one."""
        self.window = _without_asides(self.window)
        return (
            self._peel_customer(said_customers.quoted)
            or self._peel_due()
            or self._peel_person()
            or self._peel_customer(said_customers.at_start, said_customers.at_end, said_customers.alone)
            or self._peel_all()
            or self._look_past_day()
        )

    def _peel_all(self) -> bool:
        """Take a customer's name, a day and somebody who stand side by side, in any order."""
        for only in () if self.customers else only_pieces(self.window, self.phrases, self.asker):
            if only.person and not self._may_have_tasks(only.person.user):
                continue
            name = self.window.written(only.name.first, only.name.last)
            place = NamePlace(name, only.name, may_be_begun=False)
            found = self.lookups.named(place) if self.window.has_apart(place.piece) else []
            if len(found) == 1:
                self.customers, self.customer_place = found, place
                self.due += [(only.due, only.due.day_piece(is_at_start=True))] if only.due else []
                self.people += [only.person] if only.person else []
                self.window = replace(self.window, first=only.last)
                return True
        return False

    def _look_past_day(self) -> bool:
        """Whether "for Friday" stands at the end, which stays, and may have something before it."""
        said = waits_for_day(self.window, self.phrases)
        if said:
            self.window = replace(self.window, last=said.first)
        return said is not None

    def _peel_due(self) -> bool:
        for is_at_start, said in (
            (True, due_at_start(self.window, self.phrases)),
            (False, due_at_end(self.window, self.phrases)),
        ):
            piece = said.piece(is_at_start=is_at_start) if said else None
            if said and piece and self.window.has_apart(piece):
                self.due.append((said, said.day_piece(is_at_start=is_at_start)))
                self.window = self.window.without(piece)
                return True
        return False

    def _peel_person(self) -> bool:
        after_days = {said.last for said in self.phrases}
        for said in (
            person_at_start(self.window, self.asker),
            person_at_end(self.window, self.asker, after_days=after_days),
        ):
            if said and not self._may_have_tasks(said.user):
                self.cannot = said.user
            elif said and self.window.has_apart(said.piece):
                self.people.append(said)
                self.window = self.window.without(said.piece)
                return True
        return False

    def _may_have_tasks(self, user: str) -> bool:
        return user == self.asker or (user in self.known and user not in self.unassignable)

    def _peel_customer(self, *where: Callable[[Window], Iterator[NamePlace]]) -> bool:
        for places in () if self.customers else where:
            place = self._find_customer(places(self.window))
            if place and len(self.customers) == 1:
                self.window = self.window.without(place.piece)
                return True
        return False

    def _find_customer(self, places: Iterator[NamePlace]) -> NamePlace | None:
        apart = (place for place in places if self.window.has_apart(place.piece))
        for place in () if self.customers else apart:
            if found := self.lookups.named(place):
                self.customers, self.customer_place = found, place
                return place
        return None


def _without_asides(window: Window) -> Window:
    """The window without emoji at its ends, and without what is said for politeness."""
    first, last = window.first, window.last
    while first < last and _is_aside(window.words[first], _BEFORE_ALL):
        first += 1
    while first < last and _is_aside(window.words[last - 1], _AFTER_ALL):
        last -= 1
    return replace(window, first=first, last=last)


def _is_aside(word: Word, polite: frozenset[str]) -> bool:
    if word.is_markup:
        return word.folded.startswith(":")
    return (
        word.folded in polite or is_arrow(word) or not any(character.isalnum() for character in word.folded)
    )
