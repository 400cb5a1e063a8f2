"""The three parts of the App Home: what stands in them, in which order, and on which page."""

from __future__ import annotations

from datetime import timedelta

from tests.scenarios.cards.on_card import card_for
from tests.scenarios.home.at_home import AtHome
from tests.scenarios.running import World, eventually

PER_PAGE = 18


class TestMyTasks:
    def test_stand_by_due_date_under_how_near_it_is(self, anna: AtHome) -> None:
        later = anna.today + timedelta(days=8)
        sunday = anna.today + timedelta(days=6 - anna.today.weekday())
        anna.add_task("Later", later)
        anna.add_task("By Sunday", sunday)
        for details, days in {"Today": 0, "Overdue": -3, "Oldest": -9}.items():
            anna.add_task(details, days)

        anna.opens_and_sees_the_truth()

        names = [row.splitlines()[0].strip("*") for row in anna.rows("mine")]
        assert [name for name in names if name != "By Sunday"] == ["Oldest", "Overdue", "Today", "Later"]
        assert names.index("By Sunday") in {2, 3}
        assert anna.sees("*My tasks* (5) · 2 overdue · ", "*Overdue*", "*Today*", "*Later*", "overdue 3 days")

    def test_are_those_of_nobody_else_and_not_those_that_are_done(self, world: World, anna: AtHome) -> None:
        anna.add_task("Mine")
        anna.add_task("Ben's", assignee="ben@ourcompany.test")
        world.chartmogul.complete_task(anna.add_task("Done"))

        anna.opens_and_sees_the_truth()

        assert anna.sees("*Mine*", "*My tasks* (1)")
        assert anna.sees_no("Ben's", "*Done*")

    def test_come_page_by_page(self, anna: AtHome) -> None:
        for number in range(PER_PAGE + 5):
            anna.add_task(f"Task {number:02}", number)
        anna.opens_and_sees_the_truth()
        assert len(anna.rows("mine")) == PER_PAGE

        anna.turns("tasks_on")

        anna.sees(f"Task {PER_PAGE + 4:02}")
        assert [row[1:8] for row in anna.rows("mine")] == [
            f"Task {n:02}" for n in range(PER_PAGE, PER_PAGE + 5)
        ]
        anna.turns("tasks_back")
        assert anna.sees("Task 00")

    def test_a_thousand_of_them_are_shown_as_well(self, anna: AtHome) -> None:
        for number in range(1000):
            anna.add_task(f"Task {number:03}", number % 300)

        anna.opens()

        assert anna.sees("*My tasks* (1000)", "page 2 of 56")
        assert len(anna.rows("mine")) == PER_PAGE
        assert anna.sees_the_truth()


class TestAskedByMe:
    def test_is_what_others_have_until_it_is_done(self, world: World, anna: AtHome) -> None:
        card = card_for(world, asker=anna.id, assignee=world.ben, details="Call them")
        card_for(world, asker=anna.id, details="My own")
        anna.opens_and_sees_the_truth()
        assert anna.sees("*Asked by me* (1)")
        assert [row.splitlines()[0] for row in anna.rows("asked")] == ["*Call them*"]

        world.chartmogul.complete_task(card.uuid)
        anna.opens()
        anna.sees("~Call them~")
        anna.opens()

        assert anna.sees("What you ask others for stands here", "*Asked by me* (0)")
        assert anna.sees_no("Call them")


class TestByCustomer:
    def test_shows_all_open_tasks_of_one(self, world: World, anna: AtHome) -> None:
        bluebird = world.chartmogul.add_customer("Heron Freight")
        anna.add_task("Hers, for Acme")
        anna.add_task("Ben's, for Acme", assignee="ben@ourcompany.test")
        anna.add_task("Ben's, for Heron", assignee="ben@ourcompany.test", customer_uuid=bluebird["uuid"])
        anna.opens_and_sees_the_truth()
        assert anna.rows("customer") == []

        assert anna.person.fill("home_customer", "Acme", home=True)

        anna.sees("*By customer* (2)")
        assert len(anna.rows("customer")) == 2
        assert anna.sees_no("for Heron")

    def test_another_customer_takes_the_place_of_the_first(self, world: World, anna: AtHome) -> None:
        anna.add_task("For Acme", assignee="ben@ourcompany.test")
        anna.opens_and_sees_the_truth()
        anna.person.fill("home_customer", "Acme", home=True)
        anna.sees("*For Acme*")

        anna.person.fill("home_customer", "Bluebird", home=True)

        assert anna.sees("No task is open for this customer.")
        [select] = [
            element
            for block in anna.blocks
            for element in block.get("elements", [])
            if element.get("action_id") == "home_customer"
        ]
        assert select["initial_option"]["text"]["text"].startswith("Bluebird Logistics")

    def test_one_task_may_stand_in_two_parts(self, world: World, anna: AtHome) -> None:
        anna.add_task("For Acme")
        anna.opens_and_sees_the_truth()

        anna.person.fill("home_customer", "Acme", home=True)

        eventually(lambda: anna.rows("customer"))
        assert anna.rows("customer") == anna.rows("mine")
