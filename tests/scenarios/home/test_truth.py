"""The App Home shows at once what is remembered, says as of when, and then the truth."""

from __future__ import annotations

from tests.scenarios.cards.on_card import card_for
from tests.scenarios.home.at_home import AS_OF, AtHome
from tests.scenarios.running import World, eventually


def test_what_is_remembered_is_shown_while_chartmogul_takes_its_time(world: World, anna: AtHome) -> None:
    uuid = anna.add_task("As it was")
    anna.opens_and_sees_the_truth()
    world.chartmogul.change_task(uuid, task_details="As it is")
    world.chartmogul.fault("GET", "/tasks", kind="delay", seconds=1.5, times=1)

    anna.opens()

    assert anna.sees("Updating…", "*As it was*", "This is as of ")
    assert anna.sees("*As it is*")
    assert anna.sees_the_truth()


def test_the_event_is_acknowledged_before_chartmogul_has_said_anything(world: World, anna: AtHome) -> None:
    world.chartmogul.fault("GET", "/tasks", kind="delay", seconds=4.0, times=1)

    anna.opens()

    assert anna.sees("Updating…", "as soon as ChartMogul has shown them to me", "*My tasks*")
    assert "*My tasks* (" not in anna.text
    assert not AS_OF.search(anna.text)


def test_while_chartmogul_is_away_it_says_so_and_what_it_last_showed(world: World, anna: AtHome) -> None:
    anna.add_task("Send the quote")
    anna.opens_and_sees_the_truth()
    world.chartmogul.down()

    anna.opens()

    assert anna.sees("ChartMogul does not answer just now", "what it last showed, as of ", "*Send the quote*")
    world.chartmogul.up()
    anna.person.click_view("home_refresh", home=True)
    assert anna.sees_the_truth()
    assert anna.sees_no("does not answer")


def test_what_is_changed_in_chartmogul_is_shown_by_refresh(world: World, anna: AtHome) -> None:
    uuid = anna.add_task("Send the quote")
    anna.opens_and_sees_the_truth()
    world.chartmogul.change_task(uuid, task_details="Send the contract")
    anna.add_task("Call them")

    anna.person.click_view("home_refresh", home=True)

    assert anna.sees("*Send the contract*", "*Call them*")


def test_what_was_deleted_in_chartmogul_is_gone(world: World, anna: AtHome) -> None:
    uuid = anna.add_task("Send the quote")
    anna.opens_and_sees_the_truth()
    world.chartmogul.delete_task(uuid)

    anna.opens()
    anna.sees("deleted")
    anna.opens()

    assert anna.sees_no("Send the quote")


def test_a_task_that_is_created_in_slack_comes_by_itself(world: World, anna: AtHome) -> None:
    anna.opens_and_sees_the_truth()
    ben = AtHome(world, world.ben)
    ben.opens_and_sees_the_truth()

    card_for(world, asker=anna.id, assignee=ben.id, details="Call them")

    assert ben.sees("*My tasks* (1)", "*Call them*")
    assert anna.sees("*Asked by me* (1)")


def test_nothing_is_published_anew_where_nothing_has_changed(world: World, anna: AtHome) -> None:
    anna.add_task("Send the quote")
    anna.opens_and_sees_the_truth()
    before = len(world.slack.calls("views.publish"))
    world.application.rooms.live.boards.boards.touch([anna.id])
    world.application.rooms.live.wake()
    anna.add_task("Call them")

    anna.opens()
    anna.sees("*Call them*")

    # What was remembered, and the truth.
    eventually(lambda: len(world.slack.calls("views.publish")) <= before + 3)


def test_a_customers_tasks_are_not_said_to_be_none_before_that_is_known(world: World, anna: AtHome) -> None:
    anna.opens_and_sees_the_truth()
    anna.add_task("For Acme", assignee="ben@ourcompany.test")
    world.chartmogul.fault("GET", "/tasks", kind="delay", seconds=2.0, times=1)

    anna.person.fill("home_customer", "Acme", home=True)

    assert anna.sees("I know of no open task for this customer yet.", "Updating…")
    assert "*By customer* (" not in anna.text
    assert anna.sees("*For Acme*")
    assert anna.sees_the_truth()


def test_nothing_is_counted_while_chartmogul_is_away_and_nothing_is_known(world: World, anna: AtHome) -> None:
    world.chartmogul.down()

    anna.opens()

    assert anna.sees("ChartMogul does not answer just now", "as soon as ChartMogul has shown them to me")
    assert "*My tasks* (" not in anna.text
