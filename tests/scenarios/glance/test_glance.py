"""The customer at a glance, in the form, for people inside."""

from __future__ import annotations

from typing import Any

import pytest

from bot.sandbox.slack.person import PersonDriver
from tests.scenarios.cards.on_card import card_for, on_both
from tests.scenarios.form import fill, refused_and_reopened
from tests.scenarios.glance.looking import bluebell, glance, opened
from tests.scenarios.lists.asking import has_task
from tests.scenarios.running import World, eventually


@on_both
def test_all_that_is_known_stands_below_the_customer(world: World) -> None:
    customer = bluebell(world)
    has_task(world, "Send quote", customer=customer, days=2)
    has_task(world, "Call Kim", customer=customer, days=5)

    anna = opened(world, customer["chartmogul-url"])

    shown = glance(anna)
    assert shown.startswith(
        f"Active · owner <@{world.ben}> · customer since March 2023 · €1,200 MRR · 2 open: "
    )
    assert shown.index("Send quote, due ") < shown.index("; Call Kim, due ")
    assert [block.get("block_id") for block in shown_blocks(anna)][:3] == [
        "customer",
        "customer_hint",
        "customer_glance",
    ]
    assert len(world.slack.calls("views.open")) == 1


def shown_blocks(person: PersonDriver) -> list[dict[str, Any]]:
    """The form's blocks."""
    assert person.view is not None
    return person.view.blocks


def test_one_without_anything_has_but_its_status_and_its_tasks(world: World) -> None:
    assert glance(opened(world)) == "Active · no open tasks"


def test_an_owner_who_is_not_in_slack_is_named_by_their_email(world: World) -> None:
    customer = bluebell(world, owner="gone@ourcompany.test", mrr=0, since=None)

    assert (
        glance(opened(world, customer["chartmogul-url"]))
        == "Active · owner gone@ourcompany.test · no open tasks"
    )


def test_choosing_another_customer_replaces_the_line_and_keeps_what_was_typed(world: World) -> None:
    customer = bluebell(world)
    has_task(world, "Send quote", customer=customer, days=2)
    anna = opened(world)
    anna.fill("details", "Something long")
    assert "no open tasks" in glance(anna)

    anna.fill("customer", "Bluebell")

    assert "€1,200 MRR · 1 open: Send quote" in glance(anna)
    assert anna.view is not None
    assert anna.view.state["details"]["details"]["value"] == "Something long"
    anna.fill("assignee", world.ben)
    assert "€1,200 MRR · 1 open: Send quote" in glance(anna)
    anna.fill("customer", "Acme")
    assert glance(anna) == "Active · no open tasks"


def test_choosing_one_where_none_was_chosen_adds_the_line(world: World) -> None:
    lobby = world.slack.add_channel("general", members=[world.anna])
    anna = opened(world, channel=lobby)
    assert glance(anna) == ""

    anna.fill("customer", "Acme")

    assert glance(anna) == "Active · no open tasks"


@pytest.mark.parametrize(
    "fault",
    [{"kind": "delay", "seconds": 3}, {"kind": "status", "status": 500}, {"kind": "status", "status": 429}],
)
def test_the_form_opens_in_time_whatever_chartmogul_does(world: World, fault: dict[str, Any]) -> None:
    customer = bluebell(world)
    has_task(world, "Send quote", customer=customer)
    world.chartmogul.fault("GET", "/tasks", times=None, **fault)

    anna = opened(world, customer["chartmogul-url"])

    assert glance(anna) == f"Active · owner <@{world.ben}> · customer since March 2023 · €1,200 MRR"
    anna.fill("customer", "Acme")
    assert glance(anna) == "Active"
    assert len(world.slack.calls("views.open")) == 1


@pytest.mark.late
def test_the_form_that_opens_again_has_it_too(world: World) -> None:
    customer = bluebell(world)
    frank = world.slack.add_person("frank", email="frank@ourcompany.test")
    world.application.rooms.directory.remember_email("frank@ourcompany.test")
    anna = opened(world, customer["chartmogul-url"])
    anna.fill("details", "Send quote")
    anna.fill("assignee", frank)

    refused_and_reopened(world, world.anna)

    assert "customer since March 2023 · €1,200 MRR · no open tasks" in glance(anna)


def test_who_owns_the_customer_is_asked_once(world: World) -> None:
    customer = bluebell(world, owner="gone@ourcompany.test")
    anna = opened(world)
    before = len(world.slack.calls("users.lookupByEmail"))

    anna.fill("customer", customer["uuid"])

    assert "owner gone@ourcompany.test" in glance(anna)
    assert len(world.slack.calls("users.lookupByEmail")) == before + 1


def test_where_there_are_more_than_one_page_holds_it_says_so(world: World) -> None:
    customer = bluebell(world)
    for number in range(4):
        has_task(world, f"Task {number}", customer=customer, days=number + 1)
    world.chartmogul.fault("GET", "/tasks", kind="altered", body={"has_more": True}, times=None)

    shown = glance(opened(world, customer["chartmogul-url"]))

    assert "4+ open: Task 0, due " in shown
    assert shown.endswith("; …")


def test_what_people_call_things_is_only_text(world: World) -> None:
    customer = bluebell(world, status="<!channel> *now*", owner="<@U9>@x.test")
    has_task(world, "<!here> _and_\n\u202ehidden & <https://evil.test|this>", customer=customer)

    shown = glance(opened(world, customer["chartmogul-url"]))

    assert shown.startswith("&lt;!channel&gt; \u2217now\u2217 · owner &lt;@U9&gt;@x.test")
    assert "1 open: &lt;!here&gt; \u02cdand\u02cd hidden &amp; &lt;https://evil.test|this&gt;, due " in shown


def test_chartmogul_is_asked_once(world: World) -> None:
    customer = bluebell(world)
    for number in range(3):
        has_task(world, f"Task {number}", customer=customer)
    before = len(world.chartmogul.requests)

    opened(world, customer["chartmogul-url"])

    [request] = world.chartmogul.requests[before:]
    assert (request.method, request.path) == ("GET", "/tasks")


class TestJustChanged:
    """The list of ChartMogul lags, and the line does not."""

    def test_a_task_that_was_just_created(self, world: World) -> None:
        world.chartmogul.list_lag = 60
        card_for(world, details="Send the offer")

        eventually(lambda: "1 open: Send the offer" in glance(opened(world)))

    def test_a_task_that_was_just_completed_or_deleted(self, world: World) -> None:
        completed, deleted = card_for(world, details="Send the offer"), card_for(world, details="Call Kim")
        stale = world.chartmogul.tasks
        completed.click(world.anna, "complete_task")
        eventually(lambda: completed.is_settled and completed.task["completed_at"])
        deleted.choose(world.anna, "delete")
        assert world.slack.person(world.anna).submit().closed
        eventually(lambda: not deleted.is_in_chartmogul)
        eventually(lambda: deleted.is_settled)
        page = {"entries": stale, "cursor": "x", "has_more": False}
        world.chartmogul.fault("GET", "/tasks", kind="altered", body=page, times=None)

        assert glance(opened(world)) == "Active · no open tasks"


class TestNobodyElse:
    def test_whoever_is_not_known_sees_nothing_of_it(self, world: World) -> None:
        customer = bluebell(world)
        has_task(world, "Send quote", customer=customer)
        world.slack.fail("users.info", delay=3, times=None)
        new = world.slack.person(world.slack.add_person("new", email="new@ourcompany.test"))

        new.command(world.channel, "/cm-task", customer["chartmogul-url"])

        assert new.view is not None
        assert "1,200" not in str(new.view.blocks)
        assert "Send quote" not in str(new.view.blocks)
        assert glance(new) == ""

    def test_outsiders_get_no_form(self, world: World) -> None:
        customer = bluebell(world)
        olga = world.slack.add_person("olga", email="olga@ourcompany.test", is_restricted=True)
        person = world.slack.person(olga)
        lobby = world.slack.add_channel("general", members=[world.anna, olga])

        person.command(lobby, "/cm-task", customer["chartmogul-url"])

        assert person.view is None

    def test_mrr_is_in_nothing_that_is_posted(self, world: World) -> None:
        customer = bluebell(world)
        anna = opened(world, customer["chartmogul-url"])
        assert "€1,200 MRR" in glance(anna)
        fill(world, world.anna, customer="Bluebell")
        assert anna.submit().closed
        eventually(lambda: world.cards(world.channel))
        anna.command(world.channel, "/cm-task", "list bluebell")
        anna.command(world.channel, "/cm-task", "link bluebell foods")
        anna.open_home()
        eventually(lambda: anna.home)

        posted = [call for call in world.slack.calls() if not call.method.startswith("views.")]
        said = str([call.arguments for call in posted])
        said += str(world.slack.ephemerals(world.channel, world.anna)) + str(anna.home)

        assert "Bluebell" in said
        assert not any(words in said for words in ("1,200", "1200", "120000", "120_000", "MRR"))
