"""`/cm-task acme: send the quote @ben next friday` opens a filled form that says why."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from bot.sandbox.slack.person import PersonDriver
from tests.scenarios.form import initial, opened_knowing
from tests.scenarios.running import World, next_working_day_in
from tests.scenarios.test_assignee import assignee, shown, sync
from tests.scenarios.words.test_shortcut_words import due, line

FAR = "24 December 2099"
"""A day to come on every day on which this runs."""


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """One kind of database: nothing here depends on which."""
    return sqlite_url


def opened(world: World, words: str, by: str = "") -> PersonDriver:
    """Anna, or who else it is, with the form open that these words after the command open."""
    person = world.slack.person(by or world.anna)
    channel = world.slack.add_channel("lobby", members=[person.id, world.ben])

    return opened_knowing(person, lambda: person.command(channel, "/cm-task", words))


def chosen_customer(world: World) -> str:
    option: Any = initial(world, world.anna, "customer")
    return str(option["text"]["text"]) if option else ""


def test_all_four_come_from_the_words_with_their_reasons(world: World) -> None:
    sync(world)

    anna = opened(world, f"acme: send renewal quote @ben by {FAR}")

    assert chosen_customer(world).startswith("Acme Corporation")
    assert line(anna, "customer_hint").startswith("Acme Corporation")
    assert "is chosen, from “acme”." in line(anna, "customer_hint")
    assert initial(world, world.anna, "details") == "send renewal quote"
    assert assignee(anna) == world.ben
    assert line(anna, "assignee_hint").startswith(f"The task goes to <@{world.ben}>, from “@ben”.")
    assert due(world) == "2099-12-24"
    assert line(anna, "due_hint") == f"Due Thursday 24 December 2099, from “by {FAR}”."
    assert world.chartmogul.tasks == []


def test_submit_creates_what_the_words_say(world: World) -> None:
    sync(world)
    anna = opened(world, f"@ben send renewal quote for acme due {FAR}")

    assert anna.submit().closed

    [task] = world.chartmogul.tasks
    assert task["task_details"] == "send renewal quote"
    assert (task["assignee"], task["due_date"][:10]) == ("ben@ourcompany.test", "2099-12-24")


def test_a_customer_and_nothing_else(world: World) -> None:
    sync(world)

    opened(world, "acme")

    assert chosen_customer(world).startswith("Acme Corporation")
    assert initial(world, world.anna, "details") in {None, ""}


def test_of_several_customers_none_is_chosen(world: World) -> None:
    world.chartmogul.add_customer("Birch Tools")
    world.chartmogul.add_customer("Birch Farms")
    sync(world)

    anna = opened(world, "birch: send the quote")

    assert chosen_customer(world) == ""
    assert line(anna, "customer_hint").startswith("Several customers fit “birch”, so choose one: Birch ")
    assert initial(world, world.anna, "details") == "birch: send the quote"


@pytest.mark.parametrize(
    ("locale", "tz", "due_on"),
    [
        ("en-GB", "Europe/London", "2099-01-05"),
        ("de-DE", "Europe/Berlin", "2099-01-05"),
        ("en-US", "America/Chicago", "2099-05-01"),
        # Slack speaks American English to whoever has chosen nothing.
        ("en-US", "Europe/Berlin", None),
        ("", "Europe/Berlin", None),
    ],
)
def test_numbers_are_read_as_the_person_writes_dates(
    world: World, locale: str, tz: str, due_on: str | None
) -> None:
    dora = world.slack.add_person("dora", email="dora@ourcompany.test", locale=locale, tz=tz)

    person = opened(world, "send the quote 5/1/2099", by=dora)

    if due_on:
        assert initial(world, dora, "due_date") == due_on
        assert initial(world, dora, "details") == "send the quote"
        assert "from “5/1/2099”" in line(person, "due_hint")
    else:
        assert initial(world, dora, "details") == "send the quote 5/1/2099"
        assert line(person, "due_hint").startswith("“5/1/2099” can be several days")


class TestOwner:
    def test_who_is_named_and_owns_the_customer_is_told_of_once(self, world: World) -> None:
        world.chartmogul.add_customer("Cedar Foods", owner="ben@ourcompany.test")
        sync(world)

        anna = opened(world, "cedar foods: call @ben, @ben")

        assert shown(anna).count("The task goes to") == 1


def test_why_a_day_was_proposed_goes_when_another_is_chosen(world: World) -> None:
    anna = opened(world, f"send the quote by {FAR}")
    assert line(anna, "due_hint")

    anna.fill("due_date", "2099-12-23")

    assert not line(anna, "due_hint")
    assert due(world) == "2099-12-23"


def test_words_that_name_nothing_stay_as_they_are(world: World) -> None:
    anna = opened(world, "prepare the Monday meeting with @zed")

    assert initial(world, world.anna, "details") == "prepare the Monday meeting with @zed"
    assert due(world) == next_working_day_in("Europe/Berlin").isoformat()
    assert not line(anna, "due_hint")
    assert date.fromisoformat(str(due(world)))
