"""Clicks in the App Home as Slack varies them, and as it does not: it goes on showing what is true."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from structlog.testing import capture_logs

from tests.scenarios.home.at_home import AtHome
from tests.scenarios.running import World, eventually

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

Json = dict[str, Any]
Revise = Callable[[Json], Json]


def without(*names: str) -> Revise:
    """The click without these."""
    return lambda payload: {name: value for name, value in payload.items() if name not in names}


def action(**fields: Any) -> Revise:
    """The click with these in what was clicked; what was typed before it, as it is."""

    def revised(payload: Json) -> Json:
        return {**payload, "actions": [{**one, **fields} for one in payload["actions"]]}

    return lambda payload: revised(payload) if "actions" in payload else payload


def clicks(world: World, revised: Revise, press: Callable[[], object]) -> None:
    """Somebody clicks, and the bot hears of it like this; it makes no mistake."""
    world.slack.revise_payloads(revised)
    with capture_logs() as lines:
        press()
    world.slack.revise_payloads(lambda payload: payload)
    assert [line for line in lines if "exc_info" in line] == []


VARIED: dict[str, Revise] = {
    "no view": without("view"),
    "no container": without("container"),
    "no team": without("team"),
    "Grid": lambda payload: {
        **payload,
        "team": None,
        "enterprise": {"id": "E0ACME0001", "name": "Acme"},
        "is_enterprise_install": True,
        "user": {"id": payload["user"]["id"]},
    },
}


@pytest.mark.parametrize("revised", VARIED.values(), ids=VARIED)
def test_a_row_does_what_its_button_says(world: World, anna: AtHome, revised: Revise) -> None:
    uuid = anna.add_task("Send the quote")
    anna.opens_and_sees_the_truth()

    clicks(world, revised, lambda: anna.presses("complete_task", "Send the quote"))

    eventually(lambda: anna.task(uuid)["completed_at"])
    assert anna.sees("~Send the quote~")


def has_two_pages(anna: AtHome) -> None:
    """So many tasks that the App Home does not show them all at once."""
    for number in range(20):
        anna.add_task(f"Task {number:02}", number)
    anna.opens_and_sees_the_truth()
    anna.sees("*Task 00*")


@pytest.mark.parametrize("value", ["mine.99999", "mine.-1", "mine.\u00b2", "mine", "9", "", None, 5, "x.1"])
def test_what_is_no_page_is_not_turned_to(world: World, anna: AtHome, value: object) -> None:
    has_two_pages(anna)

    clicks(world, action(value=value), lambda: anna.turns("tasks_on"))

    anna.turns("tasks_on")
    assert anna.sees("*Task 19*")


def test_beyond_the_last_page_is_the_last(world: World, anna: AtHome) -> None:
    has_two_pages(anna)

    clicks(world, action(value="mine.99"), lambda: anna.turns("tasks_on"))

    assert anna.sees("*Task 19*")


@pytest.mark.parametrize("option", [None, {}, {"value": "cus_nobody"}, {"value": "a b\x00"}, {"value": 5}])
def test_a_customer_who_is_none_costs_nothing(world: World, anna: AtHome, option: object) -> None:
    anna.add_task("Send the quote")
    anna.opens_and_sees_the_truth()

    clicks(
        world,
        action(selected_option=option),
        lambda: anna.person.click_view("home_customer", "Bluebird", home=True),
    )

    anna.presses("complete_task", "Send the quote")
    assert anna.sees("~Send the quote~")
