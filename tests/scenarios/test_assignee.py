"""Who the task goes to: the customer's owner, a person's e-mail in ChartMogul, and doubts about it."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import pytest
from pydantic import SecretStr

from bot.chartmogul import ChartMogul
from bot.directory.sync import DirectorySync, SyncRunning
from bot.sandbox.chartmogul import ChartMogulStandIn
from bot.sandbox.slack import SlackStandIn
from bot.sandbox.slack.person import PersonDriver
from tests.scenarios.form import refused_and_reopened
from tests.scenarios.running import API_KEY, World, bot_between, eventually


@pytest.fixture
def owned(world: World) -> dict[str, Any]:
    """A customer that Ben owns, known to the bot."""
    customer = world.chartmogul.add_customer(
        "Cedar Foods", email="hi@cedar.test", owner="ben@ourcompany.test"
    )
    sync(world)
    return customer


def sync(world: World) -> None:
    """Read ChartMogul's customers anew."""
    directory_sync = DirectorySync(
        ChartMogul(SecretStr(API_KEY), base_url=world.chartmogul.url), world.application.rooms.database
    )

    def done() -> bool:
        # The bot's own first sync may still be at its contacts.
        with suppress(SyncRunning):
            return directory_sync.run().customers > 0
        return False

    eventually(done)


def opened(world: World, words: str = "", channel: str = "") -> PersonDriver:
    """Anna, with the form open."""
    anna = world.slack.person(world.anna)
    anna.command(channel or world.channel, "/cm-task", words)
    assert anna.view is not None
    return anna


def assignee(anna: PersonDriver) -> str:
    """Whom the open form would give the task to."""
    assert anna.view is not None
    return str(anna.view.state["assignee"]["assignee"]["selected_user"])


def shown(anna: PersonDriver) -> str:
    """All that the open form says."""
    assert anna.view is not None
    return str(anna.view.blocks)


class TestOwner:
    def test_the_form_begins_with_the_owner_of_its_customer_and_says_so(
        self, world: World, owned: dict[str, Any]
    ) -> None:
        anna = opened(world, f"{owned['chartmogul-url']} Send the quote")

        assert assignee(anna) == world.ben
        assert f"The task goes to <@{world.ben}>, who owns Cedar Foods" in shown(anna)
        assert anna.submit().closed
        assert world.chartmogul.tasks[0]["assignee"] == "ben@ourcompany.test"

    def test_an_owner_who_is_not_in_slack_leaves_it_to_the_person(self, world: World) -> None:
        customer = world.chartmogul.add_customer("Delta Air", owner="gone@ourcompany.test")
        sync(world)

        anna = opened(world, customer["chartmogul-url"])

        assert assignee(anna) == world.anna
        assert "owns" not in shown(anna)

    def test_choosing_a_customer_tells_its_owner_and_reassigns_nothing(
        self, world: World, owned: dict[str, Any]
    ) -> None:
        anna = opened(world, "Send the quote")
        anna.fill("details", "Send the long quote")

        anna.fill("customer", "Cedar")

        assert f"<@{world.ben}> owns Cedar Foods in ChartMogul." in shown(anna)
        assert assignee(anna) == world.anna
        assert "is chosen because" not in shown(anna)
        assert anna.view is not None
        assert anna.view.state["details"]["details"]["value"] == "Send the long quote"
        anna.fill("assignee", world.ben)
        assert f"The task goes to <@{world.ben}>" in shown(anna)

    def test_an_owner_suggested_for_another_customer_is_told_to_be_left_over(
        self, world: World, owned: dict[str, Any]
    ) -> None:
        anna = opened(world, owned["chartmogul-url"])

        anna.fill("customer", "Acme")

        assert f"The task still goes to <@{world.ben}>, who owns the customer chosen before" in shown(anna)
        assert assignee(anna) == world.ben
        anna.fill("assignee", world.anna)
        assert "still goes to" not in shown(anna)

    def test_nobody_is_told_that_they_own_what_they_ask_for(self, world: World) -> None:
        customer = world.chartmogul.add_customer("Echo", owner="anna@ourcompany.test")
        sync(world)

        anna = opened(world, customer["chartmogul-url"])

        assert assignee(anna) == world.anna
        assert "owns" not in shown(anna)


class TestEmail:
    @pytest.fixture
    def frank(self, world: World) -> str:
        """In ChartMogul by another e-mail than in Slack."""
        world.chartmogul.add_user("frank.miller@ourcompany.test")
        return world.slack.add_person("frank", real_name="Frank", email="frank@ourcompany.test")

    def test_one_that_chartmogul_never_showed_is_asked_about_and_not_refused(
        self, world: World, frank: str
    ) -> None:
        world.chartmogul.add_user("frank@ourcompany.test")
        anna = opened(world, "Send the quote")

        anna.fill("assignee", frank)

        assert "I have not seen frank@ourcompany.test in ChartMogul yet" in shown(anna)
        assert anna.submit().closed
        assert world.chartmogul.tasks[0]["assignee"] == "frank@ourcompany.test"
        eventually(lambda: world.application.rooms.directory.known_email("frank@ourcompany.test"))
        anna = opened(world, "Send another")
        anna.fill("assignee", frank)
        assert "I have not seen" not in shown(anna)

    def test_one_told_of_somebody_else_serves_that_task_alone(self, world: World, frank: str) -> None:
        anna = opened(world, "Send the quote")
        anna.fill("assignee", frank)

        refused = anna.submit()
        anna.fill(f"chartmogul_email.{frank}", "frank.miller@ourcompany.test")
        accepted = anna.submit()

        assert list(refused.errors) == ["assignee"]
        assert accepted.closed
        assert [task["assignee"] for task in world.chartmogul.tasks] == ["frank.miller@ourcompany.test"]
        anna = opened(world, "Send another")
        anna.fill("assignee", frank)
        assert list(anna.submit().errors) == ["assignee"]
        assert world.application.rooms.people.own_email(frank) == ""

    def test_one_told_of_oneself_is_remembered_for_everybody(self, world: World, frank: str) -> None:
        # Nothing is doubted before all customers were read.
        eventually(lambda: world.application.rooms.sync.loading() is None)
        person = world.slack.person(frank)
        person.command(world.channel, "/cm-task", "Send the quote")
        person.fill(f"chartmogul_email.{frank}", "Frank.Miller@ourcompany.test")

        assert person.submit().closed

        anna = opened(world, "Send another")
        anna.fill("assignee", frank)
        assert anna.submit().closed
        assert [task["assignee"] for task in world.chartmogul.tasks] == [
            "frank.miller@ourcompany.test",
            "frank.miller@ourcompany.test",
        ]

    def test_one_typed_for_somebody_else_does_not_count(self, world: World, frank: str) -> None:
        anna = opened(world, "Send the quote")
        anna.fill("assignee", frank)
        anna.fill(f"chartmogul_email.{frank}", "frank.miller@ourcompany.test")

        anna.fill("assignee", world.ben)

        assert anna.submit().closed
        assert world.chartmogul.tasks[0]["assignee"] == "ben@ourcompany.test"

    def test_somebody_without_one_in_slack_is_asked_for_it(self, world: World) -> None:
        world.chartmogul.add_user("hugo@ourcompany.test")
        hugo = world.slack.add_person("hugo", real_name="Hugo Guest", email=None)
        anna = opened(world, "Send the quote")

        anna.fill("assignee", hugo)

        assert "Slack shows none" in shown(anna)
        assert list(anna.submit().errors) == ["assignee"]
        anna.fill(f"chartmogul_email.{hugo}", "hugo@ourcompany.test")
        assert anna.submit().closed
        assert world.chartmogul.tasks[0]["assignee"] == "hugo@ourcompany.test"

    def test_one_that_chartmogul_knew_and_now_refuses_is_asked_about(self, world: World, frank: str) -> None:
        world.application.rooms.directory.remember_email("frank@ourcompany.test")
        anna = opened(world, "Send the quote")
        anna.fill("assignee", frank)
        assert f"chartmogul_email.{frank}" not in shown(anna)

        result = anna.submit()

        assert list(result.errors) == ["assignee"]
        assert "ChartMogul does not know frank@ourcompany.test" in shown(anna)
        anna.fill(f"chartmogul_email.{frank}", "frank.miller@ourcompany.test")
        assert anna.submit().closed

    def test_one_that_is_refused_when_the_form_is_gone_is_asked_about_in_the_next(
        self, world: World, frank: str
    ) -> None:
        world.application.rooms.directory.remember_email("frank@ourcompany.test")
        anna = opened(world, "Send the quote")
        anna.fill("assignee", frank)

        refused_and_reopened(world, world.anna)

        assert "ChartMogul does not know frank@ourcompany.test" in shown(anna)
        anna.fill(f"chartmogul_email.{frank}", "frank.miller@ourcompany.test")
        assert anna.submit().closed
        assert world.chartmogul.tasks[0]["assignee"] == "frank.miller@ourcompany.test"

    def test_nothing_is_doubted_before_all_customers_were_read(
        self, slack: SlackStandIn, chartmogul: ChartMogulStandIn, database_url: str
    ) -> None:
        anna = slack.person(slack.add_person("anna", email="anna@ourcompany.test"))
        channel = slack.add_channel("general", members=[anna.id])
        chartmogul.add_customers({"name": f"Customer {n}"} for n in range(120))
        chartmogul.fault("GET", "/contacts", kind="delay", seconds=3)
        with bot_between(slack, chartmogul, database_url):
            anna.command(channel, "/cm-task", "Send the quote")

        assert "still being loaded from ChartMogul. 120 are here so far" in shown(anna)
        assert "chartmogul_email" not in shown(anna)

    def test_trouble_with_slack_costs_only_the_advice(self, world: World, frank: str) -> None:
        anna = opened(world, "Send the quote")
        world.slack.fail("views.update", error="hash_conflict", times=None)

        anna.fill("assignee", frank)

        assert f"chartmogul_email.{frank}" not in shown(anna)
        assert list(anna.submit().errors) == ["assignee"]


class TestHome:
    def says(self, world: World, who: str, *words: str) -> bool:
        """Whether somebody's App Home, opened now, says all of these in the end; a failure if not."""
        person = world.slack.person(who)
        person.open_home()
        eventually(lambda: person.home and all(word in str(person.home.blocks) for word in words))
        return True

    def test_it_says_how_to_begin_and_which_email_counts(self, world: World) -> None:
        assert self.says(world, world.anna, "/cm-task", "anna@ourcompany.test, the one in Slack")

    def test_its_button_opens_the_form(self, world: World) -> None:
        anna = world.slack.person(world.anna)
        self.says(world, world.anna, "/cm-task")

        anna.click_view("home_create_task", home=True)
        anna.fill("customer", "Acme")
        anna.fill("details", "Send the quote")

        assert anna.submit().closed
        assert len(eventually(lambda: world.slack.dms(world.anna))) == 1

    def test_an_email_is_told_shown_used_and_taken_back(self, world: World) -> None:
        world.chartmogul.add_user("a.berg@ourcompany.test")
        anna = world.slack.person(world.anna)
        self.says(world, world.anna, "/cm-task")

        anna.click_view("change_chartmogul_email", home=True)
        anna.fill("own_email", "A.Berg@ourcompany.test")
        assert anna.submit().closed

        assert self.says(world, world.anna, "A.Berg@ourcompany.test. Tasks for you")
        anna.command(world.channel, "/cm-task", "Send the quote")
        assert anna.submit().closed
        assert world.chartmogul.tasks[0]["assignee"] == "a.berg@ourcompany.test"
        anna.click_view("change_chartmogul_email", home=True)
        anna.fill("own_email", None)
        assert anna.submit().closed
        assert self.says(world, world.anna, "anna@ourcompany.test, the one in Slack")

    def test_it_asks_whoever_slack_shows_no_email_of(self, world: World) -> None:
        hugo = world.slack.add_person("hugo", real_name="Hugo", email=None)

        assert self.says(world, hugo, "Slack shows me none")
