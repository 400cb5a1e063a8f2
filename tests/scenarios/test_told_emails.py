"""The e-mail that somebody tells: of themselves for good, of somebody else for one task, where asked."""

from __future__ import annotations

from typing import Any

import pytest

from bot.sandbox.slack import payloads
from bot.sandbox.slack.dispatch import Delivery
from bot.sandbox.slack.person import PersonDriver
from tests.scenarios.running import World, eventually


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """One kind of database: nothing here depends on which."""
    return sqlite_url


def opened(world: World, who: str, assignee: str) -> PersonDriver:
    """Somebody with the form open for an assignee; before all customers were read nothing is doubted."""
    eventually(lambda: world.application.rooms.sync.loading() is None)
    person = world.slack.person(who)
    person.command(world.channel, "/cm-task", "Send the quote")
    person.fill("assignee", assignee)
    return person


def submit_with(world: World, person: PersonDriver, forged: dict[str, str], *, shown: Any = None) -> Delivery:
    """Submit the open form along with inputs that it may not have, and what it is said to show."""
    view = person.view
    assert view is not None
    sent = view.to_slack()
    for user, email in forged.items():
        block_id = f"chartmogul_email.{user}"
        sent["state"]["values"][block_id] = {block_id: {"type": "email_text_input", "value": email}}
    sent["blocks"] += shown or []
    return world.slack._dispatcher.interaction(
        payloads.interaction(
            world.slack.workspace, person.who, "view_submission", trigger_id="", view=sent, response_urls=[]
        )
    )


def sent_to(world: World) -> list[str]:
    """The assignees of the tasks, as they were sent."""
    posted = [r for r in world.chartmogul.requests if (r.method, r.path) == ("POST", "/tasks")]
    return [request.json["assignee"] for request in posted]


class TestAnInputThatTheFormNeverShowed:
    @pytest.fixture(autouse=True)
    def no_doubt(self, world: World) -> None:
        """ChartMogul has shown Ben's e-mail, so that nobody is asked for another."""
        world.application.rooms.directory.remember_email("ben@ourcompany.test")

    def test_changes_nobodys_email(self, world: World) -> None:
        anna = opened(world, world.anna, world.ben)

        submit_with(world, anna, {world.ben: "evil@elsewhere.test", world.anna: "evil@elsewhere.test"})

        eventually(lambda: world.chartmogul.tasks)
        assert sent_to(world) == ["ben@ourcompany.test"]
        people = world.application.rooms.people
        assert (people.own_email(world.ben), people.own_email(world.anna)) == ("", "")

    def test_nor_one_that_the_person_themselves_told(self, world: World) -> None:
        world.chartmogul.add_user("b.okafor@ourcompany.test")
        world.application.rooms.people.set_own_email(world.ben, "b.okafor@ourcompany.test")
        anna = opened(world, world.anna, world.ben)

        submit_with(world, anna, {world.ben: "evil@elsewhere.test"})

        eventually(lambda: world.chartmogul.tasks)
        assert sent_to(world) == ["b.okafor@ourcompany.test"]
        assert world.application.rooms.people.own_email(world.ben) == "b.okafor@ourcompany.test"

    def test_nor_as_a_line_that_is_no_input(self, world: World) -> None:
        anna = opened(world, world.anna, world.ben)
        line = {"type": "context", "block_id": f"chartmogul_email.{world.ben}", "elements": []}

        submit_with(world, anna, {world.ben: "evil@elsewhere.test"}, shown=[line])

        eventually(lambda: world.chartmogul.tasks)
        assert sent_to(world) == ["ben@ourcompany.test"]

    def test_and_one_that_an_old_form_shows_serves_its_task_alone(self, world: World) -> None:
        world.chartmogul.add_user("ben.o@ourcompany.test")
        anna = opened(world, world.anna, world.ben)
        question = {
            "type": "input",
            "block_id": f"chartmogul_email.{world.ben}",
            "label": {"type": "plain_text", "text": "E-mail"},
            "element": {"type": "email_text_input", "action_id": f"chartmogul_email.{world.ben}"},
        }

        submit_with(world, anna, {world.ben: "ben.o@ourcompany.test"}, shown=[question])

        eventually(lambda: world.chartmogul.tasks)
        assert sent_to(world) == ["ben.o@ourcompany.test"]
        assert world.application.rooms.people.own_email(world.ben) == ""


class TestWhatOneTellsOfAnother:
    @pytest.fixture
    def frank(self, world: World) -> str:
        """In ChartMogul by another e-mail than in Slack."""
        world.chartmogul.add_user("frank.miller@ourcompany.test")
        return world.slack.add_person("frank", real_name="Frank", email="frank@ourcompany.test")

    def test_is_no_concern_of_anybody_else(self, world: World, frank: str) -> None:
        anna = opened(world, world.anna, frank)
        anna.fill(f"chartmogul_email.{frank}", "frank.miller@ourcompany.test")
        assert anna.submit().closed

        ben = opened(world, world.ben, frank)

        assert list(ben.submit().errors) == ["assignee"]
        person = world.slack.person(frank)
        person.open_home()
        assert "frank@ourcompany.test, the one in Slack" in str(eventually(lambda: person.home).blocks)  # type: ignore[union-attr]

    def test_is_not_asked_for_where_the_person_has_told_it(self, world: World, frank: str) -> None:
        world.application.rooms.people.set_own_email(frank, "frank.miller@ourcompany.test")

        anna = opened(world, world.anna, frank)

        assert anna.view is not None
        assert f"chartmogul_email.{frank}" not in str(anna.view.blocks)
        assert anna.submit().closed
        assert sent_to(world) == ["frank.miller@ourcompany.test"]

    def test_is_asked_for_once_chartmogul_has_refused_what_the_person_told(
        self, world: World, frank: str
    ) -> None:
        world.application.rooms.people.set_own_email(frank, "wrong@ourcompany.test")
        anna = opened(world, world.anna, frank)

        assert list(anna.submit().errors) == ["assignee"]
        anna.fill(f"chartmogul_email.{frank}", "frank.miller@ourcompany.test")
        assert anna.submit().closed

        assert sent_to(world)[-1] == "frank.miller@ourcompany.test"
        assert world.application.rooms.people.own_email(frank) == "wrong@ourcompany.test"

    def test_is_in_the_form_again_that_is_opened_after_a_refusal(self, world: World, frank: str) -> None:
        world.chartmogul.fault("POST", "/tasks", kind="status", status=429, times=None)
        anna = opened(world, world.anna, frank)
        anna.fill(f"chartmogul_email.{frank}", "frank.miller@ourcompany.test")
        assert anna.submit().errors == {}
        anna.close()
        world.chartmogul.clear_faults()
        world.chartmogul.fault(
            "POST", "/tasks", kind="status", status=422, body={"error": "due_date is odd"}, times=None
        )
        [message] = eventually(lambda: world.slack.dms(world.anna))
        world.chartmogul.clear_faults()

        anna.click(message.channel, message.ts, "reopen_form")

        block = f"chartmogul_email.{frank}"
        assert anna.view is not None
        assert anna.view.state[block][block]["value"] == "frank.miller@ourcompany.test"
        assert anna.submit().closed
        assert sent_to(world)[-1] == "frank.miller@ourcompany.test"


@pytest.mark.parametrize("email", ["juergen.groß@ourcompany.test", "Mixed.Case@OurCompany.test"])
def test_an_email_is_sent_as_slack_has_it_also_the_second_time(world: World, email: str) -> None:
    world.chartmogul.add_user(email)
    juergen = world.slack.add_person("juergen", email=email)

    for _ in range(2):
        assert opened(world, world.anna, juergen).submit().closed

    assert sent_to(world) == [email, email]


def test_an_email_that_people_told_is_sent_as_they_wrote_it(world: World) -> None:
    world.chartmogul.add_user("juergen.groß@ourcompany.test")
    anna = world.slack.person(world.anna)
    anna.open_home()
    eventually(lambda: anna.home)
    anna.click_view("change_chartmogul_email", home=True)
    anna.fill("own_email", "juergen.groß@ourcompany.test")
    assert anna.submit().closed

    for _ in range(2):
        assert opened(world, world.anna, world.anna).submit().closed

    assert sent_to(world) == ["juergen.groß@ourcompany.test"] * 2
