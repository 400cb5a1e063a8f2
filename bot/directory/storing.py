"""Stores customers as ChartMogul shows them, and of many only those that have changed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, select, update

from bot.chartmogul.customer import Customer
from bot.directory import customer_rows as rows
from bot.directory.batches import batches
from bot.directory.customer_rows import Differences
from bot.directory.term_rows import TermRows
from bot.directory.terms import Spelling, literal
from bot.store.database import Database
from bot.store.many import add_missing, add_missing_columns
from bot.store.one_of import one_of
from bot.store.schema import customer_keys, customer_words, customers, known_emails, words

WORDS_KEPT = 50_000
"""Most words of which it is kept in mind that they are stored."""

_NUMBERS: Any = (
    select(customers.c.uuid, customers.c.number)
    .where(one_of(customers.c.uuid, "uuids"))
    .with_for_update(read=True, key_share=True)
)
_TOUCHING: Any = (
    update(customers).where(one_of(customers.c.number, "numbers")).values(seen_at=bindparam("now"))
)
_UNNAMING: Any = [
    delete(table).where(one_of(table.c.customer, "numbers")) for table in (customer_keys, customer_words)
]
_SPELLING = ("word", "backwards", "middle", "length")


class Storing:
    """Writes customers. Each batch is one transaction, and none where nothing has changed.

    Keep one for as long as a sync takes: it knows of many words that they are stored.

    Raises:
        DatabaseUnavailable: the database is locked, full or away; from every method.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._spelt: set[str] = set()

    def customers(self, seen: Iterable[Customer], *, touch: bool = False) -> tuple[list[int], int]:
        """Store customers as ChartMogul shows them now.

        Args:
            touch: note also of those of which nothing has changed that they were seen now.

        Returns:
            Their numbers, and how many were new or had changed.
        """
        numbers, changed = list[int](), 0
        for batch in batches(seen):
            stored, differing = self._batch([rows.as_stored(customer) for customer in batch], touch=touch)
            numbers += stored
            changed += differing
        return numbers, changed

    def _batch(self, seen: list[Customer], *, touch: bool) -> tuple[list[int], int]:
        with self._database.reading() as connection:
            differences = Differences(seen, _rows(connection, rows.STORED, seen))
        numbers, changed = differences.same, differences.changed
        to_write = seen if touch else changed
        if to_write:
            # Worked out before anything is locked: it takes as long as storing it.
            named = differences.named
            terms = TermRows(named)
            with self._database.writing(durable=False) as connection:
                now = self._database.now(connection)
                # Once more: others may have stored or forgotten some of them in between.
                differences = Differences(to_write, _rows(connection, rows.HELD, to_write))
                if touch and differences.same:
                    connection.execute(_TOUCHING, {"numbers": differences.same, "now": now})
                if differences.named != named:
                    terms = TermRows(differences.named)
                written = self._write(connection, differences, terms, now)
            self._keep_in_mind(terms.spelt)
            numbers = written if touch else [*numbers, *written]
        return numbers, len(changed)

    def rename(self, connection: Connection, by_number: Mapping[int, Customer]) -> None:
        """Have stored customers found by their terms of today."""
        number_of = {customer.uuid: number for number, customer in by_number.items()}
        self._unname(connection, number_of.values())
        self._name(connection, TermRows(list(by_number.values())), number_of)

    def remember_emails(self, connection: Connection, emails: Iterable[str]) -> None:
        """ChartMogul has shown or taken these as an owner or an assignee."""
        known = sorted({literal(email) for email in emails} - {""})
        add_missing(connection, known_emails, ("email",), [(email,) for email in known])

    def _write(
        self, connection: Connection, differences: Differences, terms: TermRows, now: float
    ) -> list[int]:
        """Their numbers."""
        renamed, retold = differences.renamed, differences.retold
        for names, changed in ((rows.RETOLD, retold), (rows.RENAMED, renamed)):
            if changed:
                changes = [rows.change(names, *each, now) for each in changed.items()]
                connection.execute(rows.changing(names), changes)
        if renamed:
            self._unname(connection, renamed)
        number_of = self._added(connection, differences.new, now)
        number_of |= {customer.uuid: number for number, customer in renamed.items()}
        # Another may have stored one at the same moment, and taken it away.
        self._name(connection, terms.of_these(number_of), number_of)
        self.remember_emails(connection, [customer.owner for customer in differences.changed])
        return [*differences.same, *retold, *number_of.values()]

    def _unname(self, connection: Connection, numbers: Iterable[int]) -> None:
        for unnaming in _UNNAMING:
            connection.execute(unnaming, {"numbers": list(numbers)})

    def _added(self, connection: Connection, new: list[Customer], now: float) -> dict[str, int]:
        """Their numbers, by UUID."""
        if not new:
            return {}
        add_missing(connection, customers, rows.COLUMNS, [rows.row_of(customer, now) for customer in new])
        return {row.uuid: row.number for row in _rows(connection, _NUMBERS, new)}

    def _name(self, connection: Connection, terms: TermRows, number_of: Mapping[str, int]) -> None:
        add_missing_columns(connection, customer_keys, terms.keys(number_of))
        add_missing_columns(connection, customer_words, terms.words(number_of))
        # In one order everywhere, so that two instances never wait for each other.
        spellings = [_spelling(word) for word in sorted(terms.spelt - self._spelt)]
        add_missing(connection, words, _SPELLING, spellings)

    def _keep_in_mind(self, spelt: set[str]) -> None:
        if len(self._spelt) > WORDS_KEPT:
            self._spelt = set()
        self._spelt.update(spelt)


def _spelling(word: str) -> tuple[str, str, str, int]:
    spelling = Spelling.of(word)
    return spelling.word, spelling.backwards, spelling.middle, spelling.length


def _rows(connection: Connection, statement: Any, of: Collection[Customer]) -> Sequence[Row[Any]]:
    return connection.execute(statement, {"uuids": [customer.uuid for customer in of]}).all()
