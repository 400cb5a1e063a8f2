"""The pages of a sync are stored several together."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import text

from bot.chartmogul import ChartMogul, ChartMogulError
from bot.directory.batches import BATCH
from bot.directory.customers import Directory
from bot.directory.sync import DirectorySync
from bot.directory.sync_progress import Progress, SyncProgress
from bot.sandbox.chartmogul import ChartMogulStandIn
from bot.store.database import Database, DatabaseUnavailable

PER_PAGE = 200
CUSTOMERS = BATCH + PER_PAGE + 50
"""More than are stored at once, and a page that is not full."""


@pytest.fixture
def standin() -> Iterator[ChartMogulStandIn]:
    """More customers than are stored at once."""
    with ChartMogulStandIn(strict_limits=False) as standin:
        standin.add_customers({"name": f"Customer {number}"} for number in range(CUSTOMERS))
        yield standin


def pages(standin: ChartMogulStandIn) -> int:
    return sum(request.path == "/customers" for request in standin.requests)


def at(customers: int, do: Callable[[], None]) -> Callable[[Progress], None]:
    """Does this once so many customers were read."""

    def tell(progress: Progress) -> None:
        if progress.customers == customers:
            do()

    return tell


def test_every_page_is_told_and_all_are_stored(database: Database, client: ChartMogul) -> None:
    told: list[int] = []

    done = DirectorySync(client, database).run(tell=lambda progress: told.append(progress.customers))

    assert told == [*range(0, CUSTOMERS, PER_PAGE), CUSTOMERS, CUSTOMERS]
    assert done.customers == Directory(database).count() == CUSTOMERS


@pytest.mark.parametrize("failing", [2, BATCH // PER_PAGE + 1, BATCH // PER_PAGE + 2])
def test_what_was_read_before_a_page_that_fails_is_stored(
    database: Database, client: ChartMogul, standin: ChartMogulStandIn, failing: int
) -> None:
    for _ in range(failing - 1):
        standin.fault("GET", "/customers", kind="delay")
    standin.fault("GET", "/customers", kind="status", status=403)

    with pytest.raises(ChartMogulError):
        DirectorySync(client, database).run()

    assert Directory(database).count() == (failing - 1) * PER_PAGE


def test_a_process_that_dies_has_not_come_further_than_what_it_stored(
    database: Database, client: ChartMogul, standin: ChartMogulStandIn
) -> None:
    def die() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        DirectorySync(client, database).run(tell=at(BATCH + PER_PAGE, die))

    assert SyncProgress(database).get().customers <= Directory(database).count() <= BATCH + PER_PAGE
    assert DirectorySync(client, database).run().customers == CUSTOMERS
    assert Directory(database).count() == CUSTOMERS


def test_what_cannot_be_stored_ends_the_sync_and_is_read_again(
    database: Database, client: ChartMogul, standin: ChartMogulStandIn
) -> None:
    def rename(old: str, new: str) -> None:
        with database.writing() as connection:
            connection.execute(text(f"ALTER TABLE {old} RENAME TO {new}"))

    with pytest.raises(DatabaseUnavailable):
        DirectorySync(client, database).run(tell=at(PER_PAGE, lambda: rename("words", "words_away")))
    rename("words_away", "words")

    assert SyncProgress(database).get().customers <= Directory(database).count() < CUSTOMERS
    assert DirectorySync(client, database).run().customers == CUSTOMERS
    assert [customer.name for customer in Directory(database).by_name("Customer 7")] == ["Customer 7"]


def test_one_that_stands_on_several_pages_is_stored_once(
    database: Database, client: ChartMogul, standin: ChartMogulStandIn
) -> None:
    twice = [{"uuid": "cus_1", "name": "Before"}, {"uuid": "cus_2", "name": "Other"}]
    first = {"entries": twice, "cursor": "2", "has_more": True}
    last = {"entries": [{"uuid": "cus_1", "name": "After"}], "cursor": "3", "has_more": False}
    for page in (first, last):
        standin.fault("GET", "/customers", kind="status", status=200, body=page)

    DirectorySync(client, database).run()

    directory = Directory(database)
    assert directory.count() == 2
    assert (directory.by_name("before"), [each.uuid for each in directory.by_name("after")]) == (
        [],
        ["cus_1"],
    )
