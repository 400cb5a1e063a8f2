"""What people see when ChartMogul's answers look odd, or come from somewhere else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bot.outbox.delivery import State
from bot.sandbox.chartmogul import ChartMogulStandIn
from bot.sandbox.slack import SubmitResult
from tests.scenarios.running import World, eventually
from tests.scenarios.test_operations import cm_task

MAINTENANCE: dict[str, Any] = {"body": "<html><body>404 Not Found</body></html>", "content_type": "text/html"}


def submitted(world: World) -> SubmitResult:
    """Anna asks for a task about Acme."""
    anna = world.slack.person(world.anna)
    anna.command(world.channel, "/cm-task", "Send the quote")
    anna.fill("customer", "Acme")
    return anna.submit()


@pytest.mark.parametrize(
    "odd",
    [
        {"created_at": "2026-11-23 10:00:00 UTC", "updated_at": 1},
        {"completed_at": ""},
        {"assignee": {"email": "anna@ourcompany.test", "uuid": "usr_1"}},
        {"due_date": "2027/04/21"},
        {"created_at": [], "due_date": {}, "assignee": 5, "completed_at": 0, "customer_uuid": {}},
        {"task_details": None, "associated_object": None, "links": [{}]},
    ],
    ids=lambda odd: next(iter(odd)),
)
def test_a_created_task_with_odd_fields_has_its_card(world: World, odd: dict[str, Any]) -> None:
    world.chartmogul.fault("POST", "/tasks", kind="altered", body=odd)

    assert submitted(world).closed

    assert len(eventually(lambda: world.cards(world.channel))) == 1
    methods = [request.method for request in world.chartmogul.requests if request.path == "/tasks"]
    # The form has asked for open tasks before; for this one nobody looks.
    assert methods[methods.index("POST") :] == ["POST"]
    assert len(world.chartmogul.tasks) == 1


@pytest.fixture
def odd_customers(chartmogul: ChartMogulStandIn) -> None:
    """Every customer and contact is listed with fields of other types than documented."""
    odd = {"external_id": 1234, "owner": {"name": "Kim"}, "status": {"name": "Active"}, "mrr": "0"}
    chartmogul.fault("GET", "/customers", kind="altered", times=None, body={**odd, "chartmogul-url": None})
    chartmogul.fault("GET", "/contacts", kind="altered", times=None, body={"first_name": [], "position": "x"})


@pytest.mark.usefixtures("odd_customers")
class TestOddCustomers:
    def test_are_found_chosen_and_given_tasks(self, world: World) -> None:
        assert submitted(world).closed

        [card] = eventually(lambda: world.cards(world.channel))
        assert "Acme Corporation" in card
        assert world.chartmogul.tasks[0]["customer_uuid"] == world.acme["uuid"]

    def test_are_found_by_their_contacts(self, world: World) -> None:
        anna = world.slack.person(world.anna)
        anna.command(world.channel, "/cm-task", "Send the quote")

        [option] = anna.suggest("customer", "kim@acme.test")

        assert option["value"] == world.acme["uuid"]


@pytest.mark.parametrize("status", [404, 405])
def test_a_gateways_page_while_a_task_is_sent_costs_time_and_no_task(world: World, status: int) -> None:
    world.chartmogul.fault("POST", "/tasks", kind="status", status=status, times=2, **MAINTENANCE)

    assert submitted(world).errors == {}

    assert len(eventually(lambda: world.cards(world.channel))) == 1
    assert len(world.chartmogul.tasks) == 1


def test_a_gateways_404_while_looking_makes_no_second_task(world: World) -> None:
    world.chartmogul.fault("POST", "/tasks", kind="drop_after_commit")
    world.chartmogul.fault("GET", "/tasks", kind="status", status=404, times=6, **MAINTENANCE)

    assert submitted(world).errors == {}

    assert len(eventually(lambda: world.cards(world.channel))) == 1
    assert len(world.chartmogul.tasks) == 1
    assert [r.method for r in world.chartmogul.requests if r.path == "/tasks"].count("POST") == 1


def test_a_firewalls_refusal_is_shown_in_the_form_as_what_it_is(world: World) -> None:
    world.chartmogul.fault("POST", "/tasks", kind="status", status=403, **MAINTENANCE)

    result = submitted(world)

    assert not result.closed
    assert "Something between this bot and ChartMogul refused this" in result.errors["details"]
    assert world.chartmogul.tasks == []


@pytest.mark.late
@pytest.mark.parametrize(
    "cursors", [["A"] * 60, ["A", "B"] * 30, [f"c{n}" for n in range(60)]], ids=["same", "two", "new"]
)
def test_a_look_through_an_endless_list_ends_and_the_person_is_asked(
    world: World, cursors: list[str]
) -> None:
    world.chartmogul.fault("POST", "/tasks", kind="drop_after_commit")
    for cursor in cursors:
        page = {"entries": [], "cursor": cursor, "has_more": True}
        world.chartmogul.fault("GET", "/tasks", kind="status", status=200, body=page)

    assert submitted(world).errors == {}

    eventually(lambda: world.application.rooms.deliveries.counts()[State.UNSURE] == 1)
    methods = [request.method for request in world.chartmogul.requests if request.path == "/tasks"]
    assert methods.count("POST") == 1
    assert methods.count("GET") < len(cursors)
    assert len(world.chartmogul.tasks) == 1


def test_a_sync_of_an_endless_list_ends_and_keeps_what_was_known(
    world: World, database_url: str, tmp_path: Path
) -> None:
    eventually(lambda: world.application.rooms.sync.loading() is None)
    again = {"entries": [], "cursor": "again", "has_more": True}
    world.chartmogul.fault("GET", "/customers", kind="status", status=200, body=again, times=None)
    before = len(world.chartmogul.requests)

    code, output, _ = cm_task(tmp_path, database_url, world.chartmogul.url, "sync")

    assert code == 0
    assert "lists may not have been whole: the list did not come to an end" in output
    assert len(world.chartmogul.requests) - before <= 10
    world.chartmogul.clear_faults()
    assert submitted(world).closed
