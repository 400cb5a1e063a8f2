"""A customer that was merged or deleted in ChartMogul after the bot had read it."""

from __future__ import annotations

from typing import Any

import pytest

from bot.chartmogul.customer import Customer
from bot.sandbox.chartmogul import ChartMogulStandIn
from bot.sandbox.slack import SubmitResult
from tests.scenarios.form import refused_and_reopened
from tests.scenarios.running import World, eventually

pytestmark = pytest.mark.first_sync


@pytest.fixture
def twins(chartmogul: ChartMogulStandIn) -> tuple[str, str]:
    """Ajax, known by id, e-mail and website, and a customer that shares nothing with it."""
    ajax = chartmogul.add_customer(
        "Ajax", external_id="crm-7", email="billing@ajax.test", website_url="https://www.ajax.test"
    )
    other = chartmogul.add_customer("Zephyr", external_id="crm-8")
    return str(ajax["uuid"]), str(other["uuid"])


def chosen(world: World, name: str = "Ajax") -> None:
    """Anna's form, filled in for a customer who is there as yet."""
    anna = world.slack.person(world.anna)
    eventually(lambda: anna_sees(world, name))
    anna.command(world.channel, "/cm-task", "Send the quote")
    anna.fill("customer", name)


def anna_sees(world: World, name: str) -> bool:
    """Whether the directory has the customer."""
    return bool(world.application.rooms.directory.by_name(name))


def submitted(world: World) -> SubmitResult:
    """Anna submits; nothing is created."""
    result = world.slack.person(world.anna).submit()
    assert not result.closed
    assert list(result.errors) == ["customer"]
    assert world.chartmogul.tasks == []
    return result


def offered(world: World, typed: str = "") -> list[Any]:
    """The values offered in the form, in order."""
    return [option["value"] for option in world.slack.person(world.anna).suggest("customer", typed)]


def test_a_merged_customer_is_found_again_by_its_external_id_and_never_silently_switched(
    twins: tuple[str, str], world: World
) -> None:
    ajax, zephyr = twins
    channels = world.application.rooms.channels
    channels.set_link(world.channel, ajax, by=world.ben)
    channels.record_use(world.channel, world.ben, ajax)
    chosen(world)
    world.chartmogul.merge_customers(ajax, into=zephyr)

    error = submitted(world).errors["customer"]

    assert "ChartMogul has Ajax no more: it was merged or deleted." in error
    assert "Zephyr has the same external id and heads the list now" in error
    assert offered(world)[0] == zephyr
    assert ajax not in offered(world)
    assert ajax not in offered(world, "Ajax")
    assert offered(world, ajax) == []
    link = channels.link(world.channel)
    assert link is not None
    assert (link.customer_uuid, link.set_by) == (zephyr, world.ben)
    anna = world.slack.person(world.anna)
    anna.fill("customer", "Zephyr")
    assert anna.submit().closed
    assert world.chartmogul.tasks[0]["customer_uuid"] == zephyr


@pytest.mark.parametrize(
    ("heir", "shared"),
    [
        ({"external_id": "crm-7"}, "external id"),
        ({"email": "billing@ajax.test"}, "e-mail"),
        ({"email": "sales@ajax.test"}, "domain"),
        ({"website_url": "http://ajax.test/de"}, "domain"),
    ],
)
def test_a_deleted_customer_is_found_again_where_it_was_entered_anew(
    twins: tuple[str, str], chartmogul: ChartMogulStandIn, world: World, heir: dict[str, Any], shared: str
) -> None:
    ajax, _ = twins
    chosen(world)
    chartmogul.remove_customer(ajax)
    anew = str(chartmogul.add_customer("Ajax Holding", **heir)["uuid"])
    if shared == "domain":
        world.application.rooms.directory.upsert_customers([Customer(uuid=anew, **heir)])

    error = submitted(world).errors["customer"]

    assert f"has the same {shared}" in error
    assert offered(world)[0] == anew


def test_a_deleted_customer_is_not_offered_again(twins: tuple[str, str], world: World) -> None:
    ajax, _ = twins
    chosen(world)
    world.chartmogul.remove_customer(ajax)

    error = submitted(world).errors["customer"]

    assert "ChartMogul has Ajax no more" in error
    assert "Choose another customer." in error
    assert ajax not in offered(world, "Ajax")


def test_where_several_have_the_same_e_mail_none_of_them_is_the_one(
    twins: tuple[str, str], world: World
) -> None:
    ajax, _ = twins
    chosen(world)
    world.chartmogul.remove_customer(ajax)
    for name in ("Ajax East", "Ajax West"):
        world.chartmogul.add_customer(name, email="billing@ajax.test")

    assert "Choose another customer." in submitted(world).errors["customer"]


@pytest.mark.parametrize(
    "fault",
    [
        {"status": 404, "body": "<html>Not Found</html>", "content_type": "text/html"},
        {"status": 404, "body": ""},
        {"status": 503},
    ],
)
def test_a_customer_that_cannot_be_read_again_is_not_taken_for_gone(
    twins: tuple[str, str], world: World, fault: dict[str, Any]
) -> None:
    ajax, _ = twins
    chosen(world)
    refusal = {"code": 422, "message": "does not belong to a customer", "param": "customer_uuid"}
    world.chartmogul.fault("POST", "/tasks", kind="status", status=422, body=refusal)
    world.chartmogul.fault("GET", f"/customers/{ajax}", kind="status", times=None, **fault)

    error = submitted(world).errors["customer"]

    assert "no more" not in error
    assert ajax in offered(world, "Ajax")


def test_a_customer_that_is_there_all_the_same_is_kept(twins: tuple[str, str], world: World) -> None:
    ajax, _ = twins
    chosen(world)
    refusal = {"code": 422, "message": "does not belong to a customer", "param": "customer_uuid"}
    world.chartmogul.fault("POST", "/tasks", kind="status", status=422, body=refusal)

    assert "no more" not in submitted(world).errors["customer"]
    assert world.slack.person(world.anna).submit().closed
    assert world.chartmogul.tasks[0]["customer_uuid"] == ajax


@pytest.mark.late
def test_who_learns_of_it_later_opens_a_form_that_says_so(twins: tuple[str, str], world: World) -> None:
    ajax, zephyr = twins
    chosen(world)
    anna = world.slack.person(world.anna)

    refused_and_reopened(
        world, world.anna, meanwhile=lambda: world.chartmogul.merge_customers(ajax, into=zephyr)
    )

    assert anna.view is not None
    assert "Zephyr has the same external id" in str(anna.view.blocks)
    assert anna.view.state["details"]["details"]["value"] == "Send the quote"
    assert not anna.view.state["customer"]["customer"].get("selected_option")
    assert offered(world)[0] == zephyr
