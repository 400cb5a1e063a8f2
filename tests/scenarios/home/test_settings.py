"""What people set in the App Home is shown there and holds from then on."""

from __future__ import annotations

import pytest

from bot.request import Announce
from bot.resolve.days import working_day_in
from bot.workspace.preferences import Preferences, UsualDue
from tests.scenarios.cards.on_card import card_for
from tests.scenarios.form import initial
from tests.scenarios.home.at_home import AtHome
from tests.scenarios.running import World, eventually


def sets(somebody: AtHome, **chosen: str) -> None:
    """They open the settings from their App Home, choose these, and save them."""
    somebody.opens_and_sees_the_truth()
    somebody.person.click_view("home_settings", home=True)
    for field, value in chosen.items():
        somebody.person.fill(field, value)
    assert somebody.person.submit().closed


def test_they_are_shown_as_they_are(anna: AtHome) -> None:
    anna.opens()
    anna.sees("No reminders", "direct messages about tasks given to me: on", "due: the next working day")

    sets(
        anna,
        reminder="on",
        reminder_at="08:30",
        direct_messages="off",
        usual_due="in_a_week",
        usual_announce="me",
    )

    assert anna.sees("A reminder at 8:30 on working mornings", "given to me: off", "due: in a week")
    assert anna.sees("summaries: only to me")
    assert anna.world.application.rooms.preferences.get(anna.id) == Preferences(
        reminder_at="08:30", direct_messages=False, due=UsualDue.IN_A_WEEK, announce=Announce.ME
    )


def test_the_form_shows_what_was_set_before(world: World, anna: AtHome) -> None:
    sets(anna, usual_due="in_3_days", reminder="on", reminder_at="07:00")

    anna.person.click_view("home_settings", home=True)

    assert initial(world, anna.id, "usual_due")["value"] == "in_3_days"  # type: ignore[index]
    assert initial(world, anna.id, "reminder_at")["value"] == "07:00"  # type: ignore[index]


def test_who_wants_reminders_gets_them_at_nine_unless_they_say_otherwise(anna: AtHome) -> None:
    sets(anna, reminder="on")

    assert anna.sees("A reminder at 9:00 on working mornings")


def test_without_reminders_a_time_is_of_no_effect(anna: AtHome) -> None:
    sets(anna, reminder_at="07:00")

    assert anna.sees("No reminders")


@pytest.mark.parametrize(("usual", "days"), [("in_3_days", 3), ("in_a_week", 7), ("next_working_day", 1)])
def test_the_usual_due_date_is_what_the_form_begins_with(
    world: World, anna: AtHome, usual: str, days: int
) -> None:
    sets(anna, usual_due=usual)

    anna.person.command(world.channel, "/cm-task", "Send the quote")

    assert initial(world, anna.id, "due_date") == working_day_in(days, anna.today).isoformat()


def test_the_usual_place_of_the_summary_is_chosen_in_the_form(world: World, anna: AtHome) -> None:
    sets(anna, usual_announce="me")

    anna.person.command(world.channel, "/cm-task", "Send the quote")

    assert initial(world, anna.id, "announce")["value"] == "me"  # type: ignore[index]


def test_who_wants_no_direct_messages_is_not_told_of_tasks_given_to_them(world: World, anna: AtHome) -> None:
    ben = AtHome(world, world.ben)
    sets(ben, direct_messages="off")

    card_for(world, asker=anna.id, assignee=anna.id)
    anna.opens_and_sees_the_truth()
    anna.presses("edit_task", "Send the quote")
    anna.person.fill("assignee", ben.id)
    assert anna.person.submit().closed

    assert ben.sees("*Send the quote*")
    sets(ben, direct_messages="on")
    anna.sees("*Asked by me* (1)")
    anna.presses("task_menu", "Send the quote", "take", section="asked")
    anna.sees("*My tasks* (1)")
    anna.presses("edit_task", "Send the quote")
    anna.person.fill("assignee", ben.id)
    assert anna.person.submit().closed
    [told] = eventually(lambda: world.slack.dms(ben.id))
    assert f"<@{anna.id}> gave you this task." in str(told.blocks)
