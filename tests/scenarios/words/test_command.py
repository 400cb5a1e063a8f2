"""What is typed after the command fills the form, and the form says from which words."""

from __future__ import annotations

import pytest

from bot.sandbox.slack.person import PersonDriver
from tests.scenarios.lists.asking import customer
from tests.scenarios.running import World, next_working_day_in


def opened(world: World, words: str, channel: str = "") -> PersonDriver:
    """Anna, with the form open that these words have filled."""
    anna = world.slack.person(world.anna)
    anna.command(channel or world.slack.add_channel("lobby", members=[world.anna]), "/cm-task", words)
    assert anna.view is not None
    return anna


def filled(anna: PersonDriver) -> tuple[str, str, str, str]:
    """The customer, the details, the assignee and the due date in her form."""
    assert anna.view is not None
    state = anna.view.state
    option = state["customer"]["customer"]["selected_option"]
    return (
        option["value"] if option else "",
        state["details"]["details"]["value"] or "",
        state["assignee"]["assignee"]["selected_user"],
        state["due_date"]["due_date"]["selected_date"],
    )


def said(anna: PersonDriver) -> str:
    """All that her form says."""
    assert anna.view is not None
    return str(anna.view.blocks)


@pytest.mark.parametrize(
    "words",
    [
        "acme: send renewal quote @ben by 24 december 2099",
        "by 24 december 2099, @ben: for acme: send renewal quote",
        "send renewal quote for acme \u2013 due 24.12.2099 (@ben)",
        "acme\nsend renewal quote\n@ben\n2099-12-24",
    ],
)
def test_all_four_are_read_and_created(world: World, words: str) -> None:
    anna = opened(world, words)

    assert filled(anna) == (world.acme["uuid"], "send renewal quote", world.ben, "2099-12-24")
    shown = said(anna)
    assert "Acme Corporation is chosen, from \u201c" in shown
    assert f"The task goes to <@{world.ben}>, from \u201c" in shown
    assert "Due Thursday 24 December, from \u201c" in shown or "Due Thursday 24 December 2099, from" in shown

    assert anna.submit().closed
    [task] = world.chartmogul.tasks
    assert task["task_details"] == "send renewal quote"
    assert task["assignee"] == "ben@ourcompany.test"
    assert task["due_date"].startswith("2099-12-24")


def test_what_was_read_may_be_corrected(world: World) -> None:
    anna = opened(world, "acme: send renewal quote @ben by 24 december 2099")

    anna.fill("assignee", world.anna)
    anna.fill("due_date", "2099-12-31")
    assert anna.submit().closed

    [task] = world.chartmogul.tasks
    assert task["assignee"] == "anna@ourcompany.test"
    assert task["due_date"].startswith("2099-12-31")


def test_several_customers_are_named_and_none_is_chosen(world: World) -> None:
    customer(world, "Bluebird Travel")

    anna = opened(world, "bluebird: send renewal quote")

    assert filled(anna)[:2] == ("", "bluebird: send renewal quote")
    assert "Several customers fit \u201cbluebird\u201d, so choose one: " in said(anna)


def test_what_belongs_to_a_sentence_stays_in_it(world: World) -> None:
    words = "ask @ben about the May 5 invoice"

    anna = opened(world, words)

    day = next_working_day_in("Europe/Berlin").isoformat()
    assert filled(anna) == ("", words, world.anna, day)


def test_a_date_in_doubt_is_left_and_said(world: World) -> None:
    anna = opened(world, "send the quote 5/1")

    assert filled(anna)[1] == "send the quote 5/1"
    assert "\u201c5/1\u201d can be several days, so choose the date." in said(anna)


def test_who_cannot_have_tasks_is_no_assignee(world: World) -> None:
    hugo = world.slack.add_person("hugo", is_restricted=True)

    anna = opened(world, "send the quote @hugo")

    assert filled(anna)[1:3] == ("send the quote @hugo", world.anna)
    assert hugo not in said(anna)


def test_a_customer_alone_leaves_the_details_to_the_person(world: World) -> None:
    anna = opened(world, "acme")

    assert filled(anna)[:2] == (world.acme["uuid"], "")
    assert anna.submit().client_errors["details"]
