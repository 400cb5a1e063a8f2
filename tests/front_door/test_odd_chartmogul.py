"""What people see when ChartMogul's answers look odd, or come from somewhere else."""

from __future__ import annotations

from typing import Any

import pytest

from bot.sandbox.chartmogul import ChartMogulStandIn
from bot.sandbox.slack import SubmitResult
from tests.front_door.running import World, eventually

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
    assert len([request for request in world.chartmogul.requests if request.path == "/tasks"]) == 1
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
