"""ChartMogul's notes in memory, and the way to them; all may fail."""

from __future__ import annotations

import html
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import Any

import requests

from tests.simulation import network
from tests.simulation.chartmogul import ACME, GLOBEX, USERS, Json, Refused
from tests.simulation.chartmogul_answers import REFUSALS
from tests.simulation.chartmogul_changes import ChangesLine
from tests.simulation.options import Kind

PAGE = 2
TEXT_MAX = 10_000

ODD: tuple[Json, ...] = ({"text": None}, {"created_at": None}, {"author": ["odd"]})
"""Optional fields of a created note, as nobody expects them."""

ODD_LISTS: tuple[Json, ...] = (
    {"created_at": ""},
    {"text": None},
    {"text": {"html": "…"}},
    {"uuid": None},
    {"has_more": True},
    {"has_more": True, "cursor": None},
    {"has_more": "yes"},
    {"entries": None},
)
"""Lists with entries that cannot be read, or no end."""


@dataclass(frozen=True)
class Note:
    """One note."""

    uuid: str
    customer: str
    text: str
    author: str
    created: float
    """By the world's time."""


class Notebook:
    """All notes of the account.

    Args:
        now: the world's time.
        date: what the account's clock says at a moment of the world.
        list_lag: seconds until a note shows in the list.
    """

    def __init__(self, now: Callable[[], float], date: Callable[[float], float], *, list_lag: float) -> None:
        self._now = now
        self._date = date
        self._list_lag = list_lag
        self.notes: list[Note] = []

    def check(self, body: Json) -> None:
        """Look at a new note.

        Raises:
            Refused: it will never be taken.
        """
        if body["customer_uuid"] not in {ACME, GLOBEX}:
            raise Refused(404, "customer_uuid", "Customer not found")
        if body.get("author_email", USERS[0]) not in USERS:
            raise Refused(422, "author_email", "author_email is not a user of this account")
        if len(body["text"]) > TEXT_MAX:
            raise Refused(422, "text", "text is too long")

    def create(self, body: Json) -> Note:
        """Write a note that is right."""
        uuid = f"note_{len(self.notes) + 1:08x}-0000-4000-8000-000000000000"
        author = body.get("author_email", "the key's")
        note = Note(uuid, body["customer_uuid"], body["text"], author, self._now())
        self.notes.append(note)
        return note

    def page(self, query: Mapping[str, str]) -> Json:
        """A page of a customer's notes as they were a while ago, the newest first, after the cursor's."""
        shown = [
            note
            for note in reversed(self.notes)
            if note.created <= self._now() - self._list_lag
            and note.customer == query["customer_uuid"]
            and note.uuid < query.get("cursor", "z")
        ]
        entries = [self.json(note) for note in shown[:PAGE]]
        last = shown[:PAGE][-1].uuid if shown else "0"
        return {"entries": entries, "cursor": last, "has_more": len(shown) > PAGE}

    def json(self, note: Note) -> Json:
        """A note as the API shows it."""
        at = datetime.fromtimestamp(self._date(note.created), UTC).isoformat().replace("+00:00", "Z")
        return {
            "uuid": note.uuid,
            "customer_uuid": note.customer,
            "type": "note",
            # What it shows was escaped once more.
            "text": html.escape(note.text),
            "call_duration": 0,
            "author": note.author,
            "created_at": at,
            "updated_at": at,
        }


class NotesLine(ChangesLine):
    """Carries requests about notes there and answers back."""

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.notebook = Notebook(
            lambda: self._scheduler.now, self._account.date, list_lag=self._world.options.list_lag
        )

    def _write_note(
        self, request: requests.PreparedRequest, kind: Kind | None, seconds: float
    ) -> requests.Response:
        body: Json = json.loads(request.body or "")
        if kind in {Kind.BUSY, Kind.GATEWAY}:
            return self._turned_away(request, kind)
        self.notebook.check(body)
        write = partial(self._write, body)
        match kind:
            case Kind.SERVER_ERROR:
                self._perhaps_late(write, self._faults.late_effect())
                return self._answer(request, self._dice.choice((500, 502, 503, 504)), {})
            case Kind.DROPPED:
                self._perhaps_late(write, self._faults.late_effect())
                raise network.broken_off()
            case Kind.TIMED_OUT:
                self._perhaps_late(write, self._faults.very_late_effect())
                self._scheduler.pause(seconds)
                raise network.not_answered()
            case Kind.REFUSED:
                raise self._dice.choice(REFUSALS)
        note = write()
        self._scheduler.pause(self._dice.uniform(0.05, 1.0))
        if kind is Kind.UNREADABLE:
            return self._answer(request, 201, self._dice.choice((b"", b'{"uuid": "n', b"<html>")))
        odd = self._dice.choice(ODD) if kind is Kind.ODD_TASK else {}
        return self._answer(request, 201, {**self.notebook.json(note), **odd})

    def _write(self, body: Json) -> Note:
        note = self.notebook.create(body)
        self._world.trace("ChartMogul", f"has a note: {note.text[:60]}")
        return note

    def _list_notes(
        self, request: requests.PreparedRequest, query: Mapping[str, str], kind: Kind | None, seconds: float
    ) -> requests.Response:
        if kind is Kind.LIST:
            return self._trouble(request, seconds)
        if kind is Kind.LIST_SLOW:
            self._scheduler.pause(self._dice.uniform(0.5, 0.8) * seconds)
        odd = self._dice.choice(ODD_LISTS) if kind is Kind.LIST_ODD else {}
        return self._answer(request, 200, altered(self.notebook.page(query), odd))


def altered(page: Json, odd: Mapping[str, Any]) -> Json:
    """The page with other values: those of a page in itself, those of an entry in each of its entries."""
    whole = {name: value for name, value in odd.items() if name in page}
    each = {name: value for name, value in odd.items() if name not in page}
    return {**page, "entries": [{**entry, **each} for entry in page["entries"]], **whole}
