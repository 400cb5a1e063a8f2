"""A sync forgets only what is certainly gone."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import func, select
from structlog.testing import capture_logs

from bot.chartmogul import ChartMogul
from bot.directory.customers import Directory
from bot.directory.leave_taking import ONE_BY_ONE
from bot.directory.sync import DirectorySync, SyncInterrupted
from bot.directory.sync_progress import Progress, SyncProgress
from bot.sandbox.chartmogul import ChartMogulStandIn
from bot.store.database import Database
from bot.store.schema import contacts, customers

KEY = "cm_sandbox_key"
GONE = ONE_BY_ONE + 4
"""Too many to be asked for one by one, and less than a fifth."""


class Account:
    """An account of 250 customers with a contact each, all known to the directory."""

    def __init__(self, standin: ChartMogulStandIn, client: ChartMogul, database: Database) -> None:
        self.standin = standin
        self.client = client
        self.database = database
        standin.add_customers(
            {"name": f"Customer {n}", "uuid": f"cus_{n:08x}-0000-4000-8000-000000000000"} for n in range(250)
        )
        self.uuids = [f"cus_{n:08x}-0000-4000-8000-000000000000" for n in range(250)]
        for n, uuid in enumerate(self.uuids):
            standin.add_contact(uuid, f"contact{n}@example.com")
        self.sync()

    def sync(self, **how: Any) -> tuple[int, list[Any]]:
        """How many were kept though they were not found, and the warnings about that."""
        with capture_logs() as logs:
            done = DirectorySync(self.client, self.database).run(**how)
        return done.kept, [entry for entry in logs if entry["event"] == "directory.kept"]

    def sync_one_page(self) -> None:
        """Begin a sync that is stopped after its first page."""
        stopping = threading.Event()

        def stop(progress: Progress) -> None:
            if progress.customers:
                stopping.set()

        with pytest.raises(SyncInterrupted):
            self.sync(stopping=stopping, tell=stop)

    def remove(self, number: int, *, of: int = 250) -> None:
        """Customers disappear from ChartMogul, with their contacts."""
        for uuid in self.uuids[of - number : of]:
            self.standin.remove_customer(uuid)

    def spoil(self, page: int, path: str = "/customers", **changes: Any) -> None:
        """One page, by its number, is answered with these fields of the list or its entries."""
        for _ in range(page - 1):
            self.standin.fault("GET", path, kind="delay")
        self.standin.fault("GET", path, kind="altered", body=changes)

    @property
    def known(self) -> int:
        return Directory(self.database).count()

    def contacts_known(self) -> int:
        """How many of the contacts lead to a customer."""
        leading = contacts.join(customers, customers.c.uuid == contacts.c.customer_uuid)
        with self.database.reading() as connection:
            return connection.execute(select(func.count()).select_from(leading)).scalar_one()


@pytest.fixture
def account(database: Database) -> Iterator[Account]:
    """The account as it was read when all was well."""
    with ChartMogulStandIn(KEY, strict_limits=False) as standin:
        client = ChartMogul(KEY, base_url=standin.url, timeout=(1.0, 5.0))
        yield Account(standin, client, database)
        client.close()


DOUBTFUL: dict[str, tuple[int, dict[str, Any]]] = {
    "an empty second page": (2, {"entries": [], "has_more": False, "cursor": None}),
    "no entry can be read": (2, {"uuid": None}),
    "has_more as text": (1, {"has_more": "true"}),
    "has_more null": (1, {"has_more": None}),
    "has_more null at the end": (2, {"has_more": None, "cursor": None}),
    "has_more a number": (2, {"has_more": 0}),
    "more without a way there": (2, {"has_more": True, "cursor": None}),
    "a shrunk list": (1, {"has_more": False, "entries": [{"uuid": "cus_1"}, {"uuid": "cus_2"}]}),
    "a list of nobody": (1, {"has_more": False, "entries": []}),
    "the same cursor": (1, {"has_more": True, "cursor": "again", "entries": [{"uuid": "cus_1"}]}),
}


@pytest.mark.parametrize("why", DOUBTFUL)
def test_a_list_that_may_not_be_whole_makes_nobody_forgotten(account: Account, why: str) -> None:
    page, changes = DOUBTFUL[why]
    account.remove(GONE)
    account.spoil(page, **changes)
    if why == "the same cursor":
        again = {"entries": [{"uuid": "cus_2"}], "cursor": "again", "has_more": True}
        account.standin.fault("GET", "/customers", kind="status", status=200, body=again)

    kept, warnings = account.sync()

    assert account.known >= 250
    assert kept >= GONE
    assert warnings[0]["reason"]
    assert SyncProgress(account.database).get().doubt == warnings[0]["reason"]


def test_a_list_that_is_whole_makes_the_gone_forgotten(account: Account) -> None:
    account.remove(GONE)

    assert account.sync() == (0, [])

    assert account.known == 250 - GONE
    assert account.contacts_known() == 250 - GONE


def test_a_doubt_is_over_with_the_next_whole_list(account: Account) -> None:
    account.remove(GONE)
    account.spoil(1, has_more=1)
    account.sync()

    assert account.sync() == (0, [])
    assert account.known == 250 - GONE
    assert SyncProgress(account.database).get().doubt == ""


def test_a_doubt_outlives_the_process_that_had_it(account: Account) -> None:
    account.remove(GONE)
    account.spoil(1, has_more="true")
    account.sync_one_page()

    kept, warnings = account.sync()

    assert (kept, account.known, len(warnings)) == (2 * GONE, 250, 2)
    assert [request.path for request in account.standin.requests].count("/customers") == 2 + 2


def test_an_empty_page_is_one_also_for_the_process_that_goes_on_there(account: Account) -> None:
    account.sync_one_page()
    account.spoil(1, entries=[], has_more=False, cursor=None)

    kept, _ = account.sync()

    assert (kept, account.known) == (50, 250)


@pytest.mark.parametrize("why", ["an empty second page", "has_more as text", "has_more null at the end"])
def test_a_list_of_contacts_that_may_not_be_whole_makes_none_forgotten(account: Account, why: str) -> None:
    page, changes = DOUBTFUL[why]
    account.spoil(page, "/contacts", **changes)

    account.sync()

    assert account.contacts_known() == 250


def test_a_shrunk_list_of_contacts_makes_none_forgotten(account: Account) -> None:
    account.spoil(1, "/contacts", entries=[{"uuid": "con_1"}], has_more=False)

    kept, _ = account.sync()

    assert kept == 250
    assert account.contacts_known() == 250


@pytest.mark.parametrize("why", ["has_more as text", "a shrunk list", "no entry can be read"])
def test_somebody_who_says_so_has_them_forgotten_all_the_same(account: Account, why: str) -> None:
    page, changes = DOUBTFUL[why]
    account.remove(GONE)
    account.spoil(page, **changes)

    assert account.sync(forget=True) == (0, [])
    assert account.known <= 250 - GONE + 2


def test_a_few_in_doubt_are_asked_for_one_by_one(account: Account) -> None:
    account.remove(3)
    account.spoil(1, "/customers", has_more=1)

    assert account.sync() == (0, [])

    assert account.known == 247
    asked = [request.path for request in account.standin.requests if request.path.startswith("/customers/")]
    assert sorted(asked) == [f"/customers/{uuid}" for uuid in account.uuids[-3:]]


def test_a_few_that_a_list_left_out_are_kept_once_asked_for(account: Account) -> None:
    account.remove(200, of=250)
    account.sync(forget=True)
    assert account.known == 50
    account.remove(2, of=50)
    account.spoil(1, entries=[{"uuid": uuid} for uuid in account.uuids[:32]], has_more=False)

    kept, _ = account.sync()

    assert (kept, account.known) == (16, 48)


@pytest.mark.parametrize(
    "fault",
    [
        {"status": 404, "body": "<html>", "content_type": "text/html"},
        {"status": 403, "body": {"error": "no"}},
        {"status": 429, "retry_after": "40"},
    ],
)
def test_one_that_cannot_be_asked_for_is_kept(account: Account, fault: dict[str, Any]) -> None:
    account.remove(3)
    account.spoil(1, has_more=1)
    account.standin.fault("GET", "/customers/*", kind="status", times=None, **fault)

    kept, _ = account.sync()

    assert (kept, account.known) == (3, 250)
