"""The API as the bot calls it, against the ChartMogul stand-in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from bot.chartmogul import Account, BadKey, ChartMogul, NotFound
from bot.sandbox.chartmogul import ChartMogulStandIn
from tests.chartmogul.samples import ANNA, BERT, MISSING, NOBODY, task_for


def test_ping_and_account(chartmogul: ChartMogul) -> None:
    chartmogul.ping()

    account = chartmogul.account()
    assert isinstance(account, Account)
    assert account.name
    assert account.currency
    assert account.time_zone


def test_a_wrong_key_is_said_to_be_wrong(stand_in: ChartMogulStandIn) -> None:
    with pytest.raises(BadKey) as caught:
        ChartMogul("wrong", base_url=stand_in.url).ping()

    assert caught.value.status == 401
    assert caught.value.param is None
    assert "CHARTMOGUL_API_KEY" in caught.value.message


@pytest.mark.parametrize("plain_dates", [True, False])
def test_a_task_comes_back_as_it_was_sent(plain_dates: bool) -> None:
    with ChartMogulStandIn(plain_dates=plain_dates) as stand_in:
        stand_in.add_user(ANNA)
        customer = stand_in.add_customer("Ünïcode & Söhne")["uuid"]
        chartmogul = ChartMogul(stand_in.api_key, base_url=stand_in.url)
        details = "Angebot für Łódź schicken: 東京 “heute” 🎉 <b>&amp;"
        created = chartmogul.create_task(task_for(customer, task_details=details))

        assert created.customer_uuid == customer
        assert created.task_details == details
        assert created.assignee == ANNA
        assert created.due_date == date(2030, 3, 31)
        assert created.completed_at is None
        assert chartmogul.task(created.task_uuid) == created
        assert [task["task_uuid"] for task in stand_in.tasks] == [created.task_uuid]


def test_a_task_is_changed_completed_reopened_and_deleted(chartmogul: ChartMogul, acme: str) -> None:
    uuid = chartmogul.create_task(task_for(acme)).task_uuid
    done = datetime.now(UTC) - timedelta(minutes=1)

    moved = chartmogul.update_task(
        uuid, {"due_date": date(2031, 1, 1), "assignee": BERT, "task_details": "x"}
    )
    assert (moved.due_date, moved.assignee, moved.task_details) == (date(2031, 1, 1), BERT, "x")
    assert chartmogul.update_task(uuid, {"completed_at": done}).completed_at is not None
    assert chartmogul.update_task(uuid, {"completed_at": None}).completed_at is None
    assert chartmogul.update_task(uuid, {"due_date": "2031-01-02"}).due_date == date(2031, 1, 2)
    chartmogul.delete_task(uuid)
    with pytest.raises(NotFound):
        chartmogul.task(uuid)
    with pytest.raises(NotFound):
        chartmogul.delete_task(uuid)
    with pytest.raises(NotFound, match="404"):
        chartmogul.update_task(uuid, {"task_details": "y"})


def test_a_change_of_nothing_answers_the_task(chartmogul: ChartMogul, acme: str) -> None:
    created = chartmogul.create_task(task_for(acme))

    assert chartmogul.update_task(created.task_uuid, {}) == created


def test_tasks_are_listed_newest_first_over_all_pages_with_the_same_filters(
    stand_in: ChartMogulStandIn, chartmogul: ChartMogul, acme: str
) -> None:
    other = stand_in.add_customer("Other")["uuid"]
    for number in range(5):
        chartmogul.create_task(task_for(acme, task_details=str(number)))
        chartmogul.create_task(task_for(other, task_details="other"))
        chartmogul.create_task(task_for(acme, task_details="Bert's", assignee=BERT))
    listed = chartmogul.tasks(customer_uuid=acme, assignee=ANNA, completed=False, per_page=2)

    assert [task.task_details for task in listed] == ["4", "3", "2", "1", "0"]
    queries = [request.query for request in stand_in.requests if request.method == "GET"]
    assert len(queries) == 3
    assert all(
        (query["customer_uuid"], query["assignee"], query["completed"]) == (acme, ANNA, "false")
        for query in queries
    )


def test_tasks_are_filtered_by_due_date_and_completion(chartmogul: ChartMogul, acme: str) -> None:
    for day in (1, 2, 3):
        chartmogul.create_task(task_for(acme, due_date=f"2030-01-0{day}", task_details=str(day)))
    done = chartmogul.create_task(task_for(acme, task_details="done"))
    chartmogul.update_task(done.task_uuid, {"completed_at": datetime(2025, 1, 1, tzinfo=UTC)})

    def details(**filters: Any) -> list[str]:
        return [task.task_details for task in chartmogul.tasks(**filters)]

    assert details(due_date_on_or_after=date(2030, 1, 2), completed=False) == ["3", "2"]
    assert details(due_date_on_or_before=date(2030, 1, 2)) == ["2", "1"]
    assert details(completed=True) == ["done"]
    assert details() == ["done", "3", "2", "1"]


def test_only_the_pages_that_are_looked_at_are_asked_for(
    stand_in: ChartMogulStandIn, chartmogul: ChartMogul, acme: str
) -> None:
    for number in range(4):
        chartmogul.create_task(task_for(acme, task_details=str(number)))

    assert next(chartmogul.tasks(per_page=1)).task_details == "3"
    assert [request.method for request in stand_in.requests].count("GET") == 1


def test_a_customer_is_found_by_id_and_by_e_mail(
    stand_in: ChartMogulStandIn, chartmogul: ChartMogul, acme: str
) -> None:
    stand_in.add_contact(acme, "carl+news@acme.example", "Carl", "Čapek")

    customer = chartmogul.customer(acme)
    assert (customer.name, customer.company, customer.owner) == ("Acme", "Acme Inc.", ANNA)
    assert customer.url.startswith("https://app.chartmogul.com/")
    assert chartmogul.customers_by_email("hi@acme.example") == [customer]
    assert chartmogul.customers_by_email("carl+news@acme.example") == [customer]
    assert chartmogul.customers_by_email(NOBODY) == []
    with pytest.raises(NotFound) as caught:
        chartmogul.customer(MISSING)
    assert "customer" in caught.value.message


def test_customers_and_contacts_are_paged_through(
    stand_in: ChartMogulStandIn, chartmogul: ChartMogul
) -> None:
    uuids = [stand_in.add_customer(f"Customer {number}", email=None)["uuid"] for number in range(5)]
    for uuid in uuids:
        stand_in.add_contact(uuid, f"{uuid}@example.com", None, None)

    def walk(page: Callable[..., Any]) -> tuple[list[Any], int]:
        entries, pages, cursor = [], 0, None
        while True:
            got = page(cursor, 2)
            entries += got.entries
            pages += 1
            assert got.skipped == 0
            if not got.has_more:
                return entries, pages
            cursor = got.cursor

    customers, pages = walk(chartmogul.customers_page)
    assert (sorted(customer.uuid for customer in customers), pages) == (sorted(uuids), 3)
    contacts, pages = walk(chartmogul.contacts_page)
    assert (sorted(contact.customer_uuid for contact in contacts), pages) == (sorted(uuids), 3)


def test_a_note_shows_the_text_as_it_was_written(
    stand_in: ChartMogulStandIn, chartmogul: ChartMogul, acme: str
) -> None:
    created = chartmogul.notes.create(acme, 'Anna: <script> & "so"\r\nBert: fine\n\nEnd', ANNA)

    [note] = stand_in.notes
    assert created.uuid == note["uuid"]
    assert note["text"] == "Anna: &lt;script&gt; &amp; &quot;so&quot;<br>Bert: fine<br><br>End"
    assert note["type"] == "note"
    assert note["customer_uuid"] == acme
