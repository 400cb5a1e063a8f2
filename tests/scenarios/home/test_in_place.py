"""Tasks are completed, snoozed and edited in the App Home, and every place follows."""

from __future__ import annotations

from datetime import timedelta

from tests.scenarios.cards.on_card import card_for
from tests.scenarios.home.at_home import AtHome
from tests.scenarios.running import World, eventually


def test_completed_there_it_is_done_in_chartmogul_in_the_home_and_on_the_card(
    world: World, anna: AtHome
) -> None:
    card = card_for(world, asker=anna.id, details="Send the quote")
    anna.opens_and_sees_the_truth()

    anna.presses("complete_task", "Send the quote")

    eventually(lambda: card.task["completed_at"])
    assert anna.sees("~Send the quote~", "*My tasks* (0)")
    assert card.says("Completed by")


def test_what_was_completed_can_be_reopened_until_the_home_is_opened_anew(world: World, anna: AtHome) -> None:
    uuid = anna.add_task("Send the quote")
    anna.opens_and_sees_the_truth()
    anna.presses("complete_task", "Send the quote")
    anna.sees("~Send the quote~")

    anna.presses("reopen_task", "Send the quote")

    eventually(lambda: anna.task(uuid)["completed_at"] is None)
    assert anna.sees("*Send the quote*", "*My tasks* (1)")
    anna.presses("complete_task", "Send the quote")
    anna.sees("~Send the quote~")
    anna.opens()
    assert anna.sees_no("Send the quote")


def test_completed_on_the_card_it_is_done_in_the_home(world: World, anna: AtHome) -> None:
    card = card_for(world, asker=anna.id, details="Send the quote")
    anna.opens_and_sees_the_truth()

    card.click(world.ben, "complete_task")

    assert anna.sees("~Send the quote~")


def test_snoozed_there_it_moves(anna: AtHome) -> None:
    uuid = anna.add_task("Send the quote", -2)
    anna.opens_and_sees_the_truth()
    anna.sees("1 overdue")

    anna.presses("task_menu", "Send the quote", "snooze_tomorrow")

    tomorrow = anna.today + timedelta(days=1)
    eventually(lambda: anna.task(uuid)["due_date"].startswith(tomorrow.isoformat()))
    assert anna.sees("(tomorrow)")
    assert anna.sees_no("overdue")


def test_edited_there_it_reads_as_it_was_written(anna: AtHome) -> None:
    uuid = anna.add_task("Send the quote")
    anna.opens_and_sees_the_truth()

    anna.presses("edit_task", "Send the quote")
    anna.person.fill("details", "Send the contract")
    assert anna.person.submit().closed

    assert anna.sees("*Send the contract*")
    assert anna.task(uuid)["task_details"] == "Send the contract"


def test_given_to_somebody_else_it_moves_to_their_home(world: World, anna: AtHome) -> None:
    card_for(world, asker=anna.id, details="Send the quote")
    ben = AtHome(world, world.ben)
    ben.opens_and_sees_the_truth()
    anna.opens_and_sees_the_truth()

    anna.presses("edit_task", "Send the quote")
    anna.person.fill("assignee", ben.id)
    assert anna.person.submit().closed

    assert ben.sees("*Send the quote*", "*My tasks* (1)")
    assert anna.sees("*My tasks* (0)", "*Asked by me* (1)")


def test_a_click_while_chartmogul_is_slow_says_what_is_under_way(world: World, anna: AtHome) -> None:
    uuid = anna.add_task("Send the quote")
    anna.opens_and_sees_the_truth()
    world.chartmogul.fault("GET", f"/tasks/{uuid}", kind="delay", seconds=3.0, times=1)

    anna.presses("complete_task", "Send the quote")

    assert anna.sees("completing…")
    assert anna.sees("~Send the quote~")
