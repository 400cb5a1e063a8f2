"""The App Home of a newcomer, of somebody whom ChartMogul does not know, and of a guest."""

from __future__ import annotations

from tests.scenarios.cards.on_card import card_for
from tests.scenarios.home.at_home import AtHome
from tests.scenarios.running import World

HOW_TO_BEGIN = ("Create ChartMogul task", "`/cm-task`", "`/cm-task link Acme`")


def test_a_newcomer_reads_first_how_to_begin(anna: AtHome) -> None:
    anna.opens()

    assert anna.sees("Turn a conversation into a task in ChartMogul", *HOW_TO_BEGIN)


def test_whoever_has_tasks_sees_those_first(anna: AtHome) -> None:
    anna.add_task("Send the quote")

    anna.opens_and_sees_the_truth()

    assert anna.sees_no("Turn a conversation into a task")
    assert anna.sees(*HOW_TO_BEGIN)
    assert anna.text.index("Send the quote") < anna.text.index("/cm-task link Acme")


def test_whose_last_task_is_done_is_no_newcomer(anna: AtHome) -> None:
    anna.add_task("Send the quote")
    anna.opens_and_sees_the_truth()
    anna.presses("complete_task", "Send the quote")
    anna.sees("~Send the quote~")

    anna.opens_and_sees_the_truth()

    assert anna.sees("*My tasks* (0)", "Nothing is open. Tasks that are given to you stand here.")
    assert anna.sees_no("Turn a conversation into a task", "I have never seen", "~Send the quote~")


def test_whom_chartmogul_does_not_know_is_told_where_to_say_their_email(world: World) -> None:
    frank = AtHome(world, world.slack.add_person("frank", email="frank@ourcompany.test"))

    frank.opens()

    assert frank.sees("I have never seen frank@ourcompany.test in ChartMogul", "*change it below.*")


def test_and_sees_their_tasks_once_they_have(world: World) -> None:
    world.chartmogul.add_user("f.newhire@ourcompany.test")
    frank = AtHome(world, world.slack.add_person("frank", email="frank@ourcompany.test"))
    frank.add_task("Call them", assignee="f.newhire@ourcompany.test")
    frank.opens()
    frank.sees("I have never seen")

    frank.person.click_view("change_chartmogul_email", home=True)
    frank.person.fill("own_email", "f.newhire@ourcompany.test")
    assert frank.person.submit().closed

    assert frank.sees("*Call them*", "f.newhire@ourcompany.test. Tasks for you")
    assert frank.sees_no("I have never seen")


def test_who_has_no_email_is_asked_for_it(world: World) -> None:
    hugo = AtHome(world, world.slack.add_person("hugo", email=None))

    hugo.opens()

    assert hugo.sees("I do not know under which e-mail ChartMogul has you", "Slack shows me none")


def test_a_guest_reads_a_kind_sentence_and_no_task(world: World) -> None:
    gina = AtHome(world, world.slack.add_person("gina", email="gina@ourcompany.test", is_restricted=True))
    world.chartmogul.add_user("gina@ourcompany.test")
    gina.add_task("Send the quote")

    gina.opens()

    assert gina.sees("please ask a full member whom you work with about them")
    assert "Send the quote" not in gina.text


def test_what_happens_later_is_not_shown_to_whoever_became_a_guest(world: World) -> None:
    gina = AtHome(world, world.slack.add_person("gina", email="gina@ourcompany.test"))
    world.chartmogul.add_user("gina@ourcompany.test")
    gina.opens_and_sees_the_truth()
    world.slack.make_guest(gina.id)
    world.application.rooms.people.remember(world.application.services.slack.person(gina.id, timeout=5))
    gina.opens()
    gina.sees("please ask a full member")

    card = card_for(world, details="Send the quote")
    card.click(world.anna, "complete_task")
    card.says("Completed by")
    world.application.rooms.live.boards.boards.touch([gina.id])
    world.application.rooms.live.wake()
    # Another one's is drawn after hers would have been.
    anna = AtHome(world, world.anna)
    anna.opens_and_sees_the_truth()

    assert "please ask a full member" in gina.text
