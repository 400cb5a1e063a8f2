"""ChartMogul's own Python SDK, an outside client, works against the stand-in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import chartmogul  # type: ignore[import-untyped]
import pytest

from bot.sandbox.chartmogul import ChartMogulStandIn


@pytest.fixture
def account() -> Iterator[ChartMogulStandIn]:
    with ChartMogulStandIn(strict_limits=False) as account:
        account.add_user("anna@ourcompany.test")
        yield account


@pytest.fixture
def config(account: ChartMogulStandIn) -> chartmogul.Config:
    return config_for(account, account.api_key)


def config_for(account: ChartMogulStandIn, key: str) -> chartmogul.Config:
    config = chartmogul.Config(key, request_timeout=10, max_retries=0)
    config.uri = account.url
    return config


def test_ping_and_account(config: chartmogul.Config) -> None:
    assert chartmogul.Ping.ping(config).get().data == "pong!"
    assert chartmogul.Account.retrieve(config).get().currency == "EUR"


def test_customers_are_listed_searched_and_retrieved(
    account: ChartMogulStandIn, config: chartmogul.Config
) -> None:
    for number in range(3):
        account.add_customer(
            f"Customer {number}", email=f"hello@customer{number}.test", external_id=str(number)
        )
    first = chartmogul.Customer.all(config, per_page=2).get()
    assert ([customer.name for customer in first.entries], first.has_more) == (
        ["Customer 0", "Customer 1"],
        True,
    )
    rest = chartmogul.Customer.all(config, per_page=2, cursor=first.cursor).get()
    assert ([customer.name for customer in rest.entries], rest.has_more) == (["Customer 2"], False)
    found = chartmogul.Customer.search(config, email="hello@customer1.test").get().entries[0]
    one = chartmogul.Customer.retrieve(config, uuid=found.uuid).get()
    assert (one.name, one.external_id, one.currency_sign) == ("Customer 1", "1", "€")
    assert one.chartmogul_url.startswith("https://app.chartmogul.com/#/customers/")


def test_customers_are_created_modified_and_destroyed(
    account: ChartMogulStandIn, config: chartmogul.Config
) -> None:
    source = account.add_customer("Somebody")["data_source_uuid"]
    data = {"data_source_uuid": source, "external_id": "new", "name": "New", "email": "new@new.test"}
    created = chartmogul.Customer.create(config, data=data).get()
    assert (created.status, created.name) == ("New Lead", "New")
    changed = chartmogul.Customer.modify(config, uuid=created.uuid, data={"name": "Newer"}).get()
    assert changed.name == "Newer"
    assert chartmogul.Customer.destroy(config, uuid=created.uuid).get() is None
    with pytest.raises(chartmogul.APIError):
        chartmogul.Customer.retrieve(config, uuid=created.uuid).get()


def test_contacts_of_a_customer(account: ChartMogulStandIn, config: chartmogul.Config) -> None:
    customer = account.add_customer("Acme", external_id="a")
    data = {"email": "kim@acme.test", "first_name": "Kim", "data_source_uuid": customer["data_source_uuid"]}
    created = chartmogul.Customer.createContact(config, uuid=customer["uuid"], data=data).get()
    listed = chartmogul.Customer.contacts(config, uuid=customer["uuid"]).get()
    assert [contact.uuid for contact in listed.entries] == [created.uuid]
    again = chartmogul.Contact.create(config, data={**data, "customer_uuid": customer["uuid"]}).get()
    everybody = chartmogul.Contact.all(config).get()
    assert [contact.uuid for contact in everybody.entries] == [created.uuid, again.uuid]
    assert chartmogul.Contact.retrieve(config, uuid=again.uuid).get().first_name == "Kim"


def test_a_task_from_its_creation_to_its_end(account: ChartMogulStandIn, config: chartmogul.Config) -> None:
    customer = account.add_customer("Acme")["uuid"]
    data = {
        "customer_uuid": customer,
        "task_details": "Send the quote",
        "assignee": "anna@ourcompany.test",
        "due_date": datetime(2030, 4, 30, tzinfo=UTC),
    }
    created = chartmogul.Task.create(config, data=data).get()
    assert (created.due_date, created.completed_at) == (datetime(2030, 4, 30, tzinfo=UTC), None)
    assert (created.associated_object, created.associated_object_uuid) == ("customer", customer)
    assert chartmogul.Task.retrieve(config, uuid=created.task_uuid).get().task_details == "Send the quote"
    done = chartmogul.Task.modify(
        config, uuid=created.task_uuid, data={"completed_at": datetime(2024, 1, 2, tzinfo=UTC)}
    ).get()
    assert done.completed_at == datetime(2024, 1, 2, tzinfo=UTC)
    assert chartmogul.Task.patch(config, uuid=created.task_uuid, data={}).get() is None
    chartmogul.Task.destroy(config, uuid=created.task_uuid).get()
    assert account.tasks == []


def test_tasks_are_listed_page_by_page(account: ChartMogulStandIn, config: chartmogul.Config) -> None:
    customer, other = (account.add_customer(name)["uuid"] for name in ("Acme", "Other"))
    data = {"assignee": "anna@ourcompany.test", "due_date": "2030-04-30"}
    for details in ("a", "b", "c"):
        chartmogul.Customer.createTask(config, uuid=customer, data=data | {"task_details": details}).get()
    chartmogul.Customer.createTask(config, uuid=other, data=data | {"task_details": "d"}).get()
    first = chartmogul.Task.all(config, customer_uuid=customer, completed=False, per_page=2).get()
    assert ([task.task_details for task in first.entries], first.has_more) == (["c", "b"], True)
    rest = chartmogul.Task.all(
        config, customer_uuid=customer, completed=False, per_page=2, cursor=first.cursor
    ).get()
    assert ([task.task_details for task in rest.entries], rest.has_more) == (["a"], False)
    assert chartmogul.Task.all(config, completed=True).get().entries == []
    assert [task.task_details for task in chartmogul.Customer.tasks(config, uuid=other).get().entries] == [
        "d"
    ]


def test_a_task_of_a_contact(account: ChartMogulStandIn, config: chartmogul.Config) -> None:
    contact = account.add_contact(account.add_customer("Acme")["uuid"], "kim@acme.test")["uuid"]
    data = {"task_details": "Call", "assignee": "anna@ourcompany.test", "due_date": "2030-04-30"}
    created = chartmogul.Contact.createTask(config, uuid=contact, data=data).get()
    assert (created.associated_object, created.customer_uuid) == ("contact", None)
    assert len(chartmogul.Contact.tasks(config, uuid=contact).get().entries) == 1


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_notes_by_both_their_names(account: ChartMogulStandIn, config: chartmogul.Config) -> None:
    customer = account.add_customer("Acme")["uuid"]
    data = {"type": "note", "text": "a<br>b", "author_email": "anna@ourcompany.test"}
    note = chartmogul.Customer.createEntityNote(config, uuid=customer, data=dict(data)).get()
    older = chartmogul.Customer.createNote(config, uuid=customer, data=dict(data)).get()
    assert (note.text, note.author) == ("a<br>b", "anna (anna@ourcompany.test)")
    for listed in (
        chartmogul.Customer.entityNotes(config, uuid=customer).get(),
        chartmogul.CustomerNote.all(config, customer_uuid=customer).get(),
    ):
        assert [entry.uuid for entry in listed.entries] == [older.uuid, note.uuid]
    assert chartmogul.EntityNote.modify(config, uuid=note.uuid, data={"text": "c"}).get().text == "c"
    chartmogul.EntityNote.destroy(config, uuid=note.uuid).get()
    assert [entry["uuid"] for entry in account.notes] == [older.uuid]


def test_refusals_arrive_as_the_errors_of_the_sdk(
    account: ChartMogulStandIn, config: chartmogul.Config
) -> None:
    with pytest.raises(chartmogul.APIError, match="No valid API key provided"):
        chartmogul.Ping.ping(config_for(account, "wrong")).get()
    with pytest.raises(chartmogul.APIError, match="find any customers"):
        chartmogul.Customer.search(config, email="nobody@nowhere.test").get()
    with pytest.raises(chartmogul.APIError, match="customer_uuid"):
        chartmogul.Task.create(config, data={"customer_uuid": "cus_nobody"}).get()
    account.fault("GET", "/tasks", kind="status", status=500)
    with pytest.raises(chartmogul.APIError, match="went wrong"):
        chartmogul.Task.all(config).get()
