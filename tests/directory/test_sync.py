"""Reading all customers from ChartMogul."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from sqlalchemy import delete, update

from bot.chartmogul import ChartMogul, ChartMogulError
from bot.directory.customers import Directory
from bot.directory.seen import SeenRows
from bot.directory.sync import (
    DirectorySync,
    SyncInterrupted,
    SyncRunning,
    SyncSchedule,
)
from bot.directory.sync_progress import Progress, Stage, SyncProgress
from bot.sandbox.chartmogul import ChartMogulStandIn
from bot.store.database import Database
from bot.store.leases import Leases
from bot.store.schema import customer_keys, customer_words, customers
from tests.store.clock import StoppedClock

KEY = "cm_sandbox_key"


@pytest.fixture
def standin() -> Iterator[ChartMogulStandIn]:
    """450 customers on three pages, and two contacts."""
    with ChartMogulStandIn(KEY, strict_limits=False) as standin:
        standin.add_customers({"name": f"Customer {number}"} for number in range(449))
        acme = standin.add_customer("Acme", email="billing@acme.test")
        for name in ("kim", "lee"):
            standin.add_contact(acme["uuid"], f"{name}@contacts.test")
        yield standin


@pytest.fixture
def client(standin: ChartMogulStandIn) -> Iterator[ChartMogul]:
    made = ChartMogul(KEY, base_url=standin.url, timeout=(1.0, 1.0))
    yield made
    made.close()


def pages(standin: ChartMogulStandIn, path: str = "/customers") -> int:
    return sum(request.path == path for request in standin.requests)


def until(condition: Callable[[], bool]) -> bool:
    waiting = threading.Event()
    for _ in range(1000):
        if condition():
            return True
        waiting.wait(0.01)
    return False


class StopAfter:
    """Asks to stop once so many pages were read."""

    def __init__(self, pages: int) -> None:
        self.stopping = threading.Event()
        self._left = pages

    def __call__(self, progress: Progress) -> None:
        self._left -= progress.customers > 0
        if self._left == 0:
            self.stopping.set()


def test_everything_is_read_and_told(
    database: Database, client: ChartMogul, standin: ChartMogulStandIn
) -> None:
    assert SyncProgress(database).loading() == 0
    told: list[Progress] = []
    done = DirectorySync(client, database).run(tell=told.append)
    directory = Directory(database)
    assert (done.customers, done.contacts) == (450, 2)
    assert directory.count() == 450
    assert [customer.name for customer in directory.by_email("kim@contacts.test")] == ["Acme"]
    assert [each.customers for each in told] == [0, 200, 400, 450, 450]
    assert SyncProgress(database).loading() is None
    assert SyncProgress(database).get().last_count == 450


def test_what_is_gone_is_forgotten_and_what_has_changed_is_changed(
    database: Database, client: ChartMogul, standin: ChartMogulStandIn
) -> None:
    gone = standin.add_customer("Gone Soon")
    DirectorySync(client, database).run()
    standin.remove_customer(gone["uuid"])
    standin.add_customer("New Here")
    DirectorySync(client, database).run()
    directory = Directory(database)
    assert directory.get(gone["uuid"]) is None
    assert directory.search("gone soon") == []
    assert [customer.name for customer in directory.search("new here")] == ["New Here"]
    assert directory.count() == 451


def test_an_interrupted_sync_goes_on_where_it_stopped(
    database: Database, client: ChartMogul, standin: ChartMogulStandIn
) -> None:
    stop = StopAfter(2)
    with pytest.raises(SyncInterrupted):
        DirectorySync(client, database).run(tell=stop, stopping=stop.stopping)
    assert pages(standin) == 2
    assert SyncProgress(database).loading() == 400
    assert DirectorySync(client, database).run(every=900).customers == 450
    assert pages(standin) == 3
    assert Directory(database).count() == 450


def test_nobody_is_forgotten_by_a_sync_that_did_not_end(
    database: Database, client: ChartMogul, standin: ChartMogulStandIn
) -> None:
    DirectorySync(client, database).run()
    standin.fault("GET", "/contacts", kind="status", status=422)
    with pytest.raises(ChartMogulError):
        DirectorySync(client, database).run()
    assert Directory(database).count() == 450
    assert SyncProgress(database).loading() is None


def test_an_account_without_customers_empties_nothing(
    database: Database, client: ChartMogul, standin: ChartMogulStandIn
) -> None:
    DirectorySync(client, database).run()
    empty: dict[str, Any] = {"entries": [], "cursor": None, "has_more": False}
    standin.fault("GET", "/customers", kind="status", status=200, body=empty)
    DirectorySync(client, database).run()
    assert Directory(database).count() == 450


def test_a_stale_cursor_costs_a_sync_from_the_start(
    database: Database, client: ChartMogul, standin: ChartMogulStandIn
) -> None:
    SyncProgress(database).begin(resumable=60)
    stale = Progress(Stage.CUSTOMERS, cursor="stale", started_at=database.clock())
    SyncProgress(database).save(stale, SeenRows())
    standin.fault("GET", "/customers", kind="status", status=400)
    with pytest.raises(ChartMogulError):
        DirectorySync(client, database).run()
    assert DirectorySync(client, database).run().customers == 450


def test_a_cursor_that_leads_nowhere_ends_the_sync(
    database: Database, client: ChartMogul, standin: ChartMogulStandIn
) -> None:
    again = {"entries": [], "cursor": "again", "has_more": True}
    standin.fault("GET", "/customers", kind="status", status=200, body=again, times=5)
    assert DirectorySync(client, database).run().customers == 0
    assert pages(standin) == 2
    assert SyncProgress(database).get().doubt


def test_one_process_at_a_time(database: Database, client: ChartMogul) -> None:
    with Leases(database).held("directory sync", seconds=60), pytest.raises(SyncRunning):
        DirectorySync(client, database).run()
    assert DirectorySync(client, database).run().customers == 450


def test_a_sync_is_due_at_first_and_then_every_quarter_of_an_hour(
    database_url: str, client: ChartMogul
) -> None:
    clock = StoppedClock.open(database_url)
    sync = DirectorySync(client, clock)
    assert sync.is_due(every=900)
    sync.run()
    clock.seconds += 899
    assert not sync.is_due(every=900)
    clock.seconds += 2
    assert sync.is_due(every=900)
    clock.close()


def test_a_dead_instance_is_followed_by_another(
    database_url: str, client: ChartMogul, standin: ChartMogulStandIn
) -> None:
    clock = StoppedClock.open(database_url)
    assert Leases(clock).acquire("directory sync", seconds=60)
    with pytest.raises(SyncRunning):
        DirectorySync(client, clock).run()
    clock.seconds += 61
    assert DirectorySync(client, clock).run().customers == 450
    clock.close()


def test_what_an_earlier_version_stored_is_found_anew_without_a_sync(
    database: Database, client: ChartMogul, standin: ChartMogulStandIn
) -> None:
    DirectorySync(client, database).run()
    with database.writing() as connection:
        connection.execute(update(customers).values(terms=0))
        connection.execute(delete(customer_keys))
        connection.execute(delete(customer_words))
    assert Directory(database).search("customer7") == []
    schedule = SyncSchedule(client, database, every=900)

    schedule.start()

    assert until(lambda: Directory(database).search("customer7") != [])
    schedule.stop()
    assert pages(standin) == 3


def test_two_instances_sync_once_and_again_after_a_failure(
    database: Database, client: ChartMogul, standin: ChartMogulStandIn
) -> None:
    standin.fault("GET", "/customers", kind="status", status=422)
    schedules = [SyncSchedule(client, database, look_again=0.05) for _ in range(2)]
    for schedule in schedules:
        schedule.start()
    assert until(lambda: SyncProgress(database).loading() is None)
    for schedule in schedules:
        schedule.stop()
    assert pages(standin) == 4
    assert pages(standin, "/contacts") == 1
