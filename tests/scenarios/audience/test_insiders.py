"""Who is inside, and who is not: an outsider sees no customer, opens no form and reads no summary."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from bot.sandbox.chartmogul import ChartMogulStandIn
from bot.sandbox.slack import SlackStandIn
from bot.sandbox.slack.person import PersonDriver
from tests.scenarios.home.at_home import AS_OF
from tests.scenarios.running import World, bot_between, eventually

OUTSIDERS: dict[str, dict[str, Any]] = {
    "guest of several channels": {"is_restricted": True},
    "guest of one channel": {"is_restricted": True, "is_ultra_restricted": True},
    "guest of one channel only by that word": {"is_ultra_restricted": True},
    "another company": {"team_id": "T0OTHER002"},
    "another company on Grid": {"team_id": "E0OTHER001", "enterprise_id": "E0OTHER001"},
    "another enterprise": {"team_id": "T0OTHER003", "enterprise_id": "E0OTHER001"},
    "guest of a sister workspace": {
        "team_id": "T0SISTER01",
        "enterprise_id": "E0ACME0001",
        "is_restricted": True,
    },
}

INSIDERS: dict[str, dict[str, Any]] = {
    "same workspace": {},
    "sister workspace": {"team_id": "T0SISTER01", "enterprise_id": "E0ACME0001"},
    "listed under the enterprise": {"team_id": "E0ACME0001", "enterprise_id": ""},
}

outsiders = pytest.mark.parametrize("who", OUTSIDERS.values(), ids=OUTSIDERS)
insiders = pytest.mark.parametrize("who", INSIDERS.values(), ids=INSIDERS)


def join(world: World, who: dict[str, Any]) -> PersonDriver:
    """Olga comes to the channel."""
    olga = world.slack.add_person("olga", real_name="Olga", email="olga@elsewhere.test", **who)
    world.slack.workspace.channels[world.channel].members.add(olga)
    return world.slack.person(olga)


def seen(world: World, person: PersonDriver) -> str:
    """All that a person reads of the bot by themselves."""
    views = [*person.views, *([person.home] if person.home else [])]
    messages = [*world.slack.ephemerals(world.channel, person.id), *world.slack.dms(person.id)]
    return str([view.blocks for view in views]) + str([(m.text, m.blocks) for m in messages])


def with_form(world: World, person: PersonDriver) -> PersonDriver:
    """The person with somebody else's form on the screen, as if they had been a full member until now."""
    anna = world.slack.person(world.anna)
    anna.command(world.channel, "/cm-task", "Send the quote")
    assert anna.view is not None
    world.slack.views.open(person.id, anna.view.content, conversation=world.channel)
    return person


STEPS: dict[str, Callable[[World, PersonDriver], object]] = {
    "command": lambda world, olga: olga.command(world.channel, "/cm-task"),
    "command with words": lambda world, olga: olga.command(world.channel, "/cm-task", "call Acme"),
    "link": lambda world, olga: olga.command(world.channel, "/cm-task", "link"),
    "link with a name": lambda world, olga: olga.command(world.channel, "/cm-task", "link Acme Corporation"),
    "link with an address": lambda world, olga: olga.command(
        world.channel, "/cm-task", "link billing@acme.test"
    ),
    "message shortcut": lambda world, olga: olga.message_shortcut(
        "create_task_from_message", world.channel, world.slack.post(world.channel, world.ben, "see acme.test")
    ),
    "global shortcut": lambda world, olga: olga.global_shortcut("create_task"),
    "App Home": lambda world, olga: olga.open_home(),
}


@outsiders
@pytest.mark.parametrize("step", STEPS.values(), ids=STEPS)
def test_an_outsider_is_refused_kindly_and_sees_no_customer(
    standing_world: World, who: dict[str, Any], step: Callable[[World, PersonDriver], object]
) -> None:
    world, olga = standing_world, join(standing_world, who)

    def is_told() -> bool:
        # Again where this machine is too busy to say in time who somebody is.
        while olga.view:
            olga.close()
        step(world, olga)
        return "please ask a full member" in seen(world, olga)

    eventually(is_told)

    told = seen(world, olga)
    assert "Acme" not in told
    assert "acme" not in told.replace(world.channel, "")
    assert all(view.callback_id != "create_task" for view in olga.views)
    assert world.application.rooms.channels.link(world.channel) is None


@outsiders
def test_an_outsider_with_a_form_finds_nothing_and_creates_nothing(world: World, who: dict[str, Any]) -> None:
    olga = with_form(world, join(world, who))

    assert olga.suggest("customer", "") == []
    assert olga.suggest("customer", "acme") == []
    assert olga.suggest("customer", world.acme["uuid"]) == []
    refused = olga.submit()

    assert not refused.closed
    assert olga.view is not None
    assert olga.view.state["details"]["details"]["value"] == "Send the quote"
    assert world.chartmogul.tasks == []


@pytest.mark.parametrize(
    ("words", "whom"),
    [
        ("", "to create it"),
        ("call Acme", "to create it"),
        ("link Acme Corporation", "to do this for you"),
        ("unlink", "to do this for you"),
        ("digest on", "to do this for you"),
        ("list", "about them"),
        ("List acme overdue", "about them"),
    ],
)
def test_what_to_ask_a_full_member_fits_what_was_typed(standing_world: World, words: str, whom: str) -> None:
    olga = join(standing_world, OUTSIDERS["guest of one channel"])

    def is_told() -> bool:
        olga.command(standing_world.channel, "/cm-task", words)
        return f"please ask a full member whom you work with {whom}." in seen(standing_world, olga)

    eventually(is_told)


def test_an_outsider_does_not_unlink_a_channel(world: World) -> None:
    anna = world.slack.person(world.anna)
    anna.command(world.channel, "/cm-task", "link Acme Corporation")
    olga = join(world, OUTSIDERS["guest of one channel"])

    olga.command(world.channel, "/cm-task", "unlink")

    link = world.application.rooms.channels.link(world.channel)
    assert link is not None
    assert link.customer_uuid == world.acme["uuid"]


def test_an_outsider_who_clicks_a_card_is_told_and_shown_nothing_more(world: World) -> None:
    anna = world.slack.person(world.anna)
    anna.command(world.channel, "/cm-task", "Send the quote")
    assert anna.submit().closed
    [card] = eventually(lambda: [m for m in world.slack.messages(world.channel) if m.bot_id])
    olga = join(world, OUTSIDERS["another company"])

    assert olga.click(world.channel, card.ts, "open_customer").status == 200

    [told] = world.slack.ephemerals(world.channel, olga.id)
    assert "please ask a full member" in told.text


def test_what_the_app_home_showed_before_somebody_became_a_guest_is_replaced(world: World) -> None:
    olga = join(world, {})
    olga.open_home()
    # Once it is as it will be: nothing is drawn any more.
    eventually(lambda: olga.home and AS_OF.search(str(olga.home.blocks)))
    person = world.slack.workspace.people[olga.id]
    person.is_restricted = True
    world.application.rooms.people.remember(world.application.services.slack.person(olga.id, timeout=5))

    olga.click_view("home_create_task", home=True)

    assert olga.view is None
    assert olga.home is not None
    assert "please ask a full member" in str(olga.home.blocks)
    assert "elsewhere.test" not in str(olga.home.blocks)


@insiders
def test_an_insider_of_any_workspace_works_as_everybody_does(world: World, who: dict[str, Any]) -> None:
    olga = join(world, who)
    world.chartmogul.add_user("olga@elsewhere.test")

    olga.command(world.channel, "/cm-task", "Send the quote")

    assert olga.view is not None
    assert "Acme Corporation is chosen because" in str(olga.view.blocks)
    assert "will be posted in" in str(olga.view.blocks)
    assert olga.suggest("customer", "acme")[0]["value"] == world.acme["uuid"]
    assert olga.submit().closed
    assert world.chartmogul.tasks[0]["assignee"] == "olga@elsewhere.test"
    assert eventually(lambda: world.cards(world.channel))


class TestSlackDoesNotSayInTimeWhoActs:
    def test_the_form_opens_with_their_own_words_and_no_customer(self, world: World) -> None:
        olga = join(world, {})
        world.slack.fail("users.info", delay=1.5, when=lambda call: call["user"] == olga.id)

        assert olga.command(world.channel, "/cm-task", "Send the quote").acked_in_time

        assert olga.view is not None
        assert olga.view.state["details"]["details"]["value"] == "Send the quote"
        assert "Acme Corporation" not in str(olga.view.blocks)
        assert "so I show no customers yet" in str(olga.view.blocks)
        # The answer came late and was remembered.
        eventually(lambda: world.application.rooms.people.get(olga.id))
        assert olga.suggest("customer", "acme")[0]["value"] == world.acme["uuid"]

    def test_as_long_as_it_does_not_nothing_is_shown_or_created(self, world: World) -> None:
        olga = join(world, {})
        world.slack.fail("users.info", status=500, times=None, when=lambda call: call["user"] == olga.id)
        olga.command(world.channel, "/cm-task", "Send the quote")

        assert olga.suggest("customer", "acme") == []
        refused = olga.submit_raw(copies=1)[0]

        assert "Slack does not tell me just now who you are" in next(iter(refused.errors.values()))
        assert world.chartmogul.tasks == []
        assert "Acme" not in seen(world, olga)
        world.slack.clear_faults()
        world.chartmogul.add_user("olga@elsewhere.test")
        eventually(lambda: olga.suggest("customer", "acme"))
        olga.fill("customer", "Acme")
        assert olga.submit().closed

    def test_what_it_said_before_still_counts(self, world: World) -> None:
        olga = join(world, OUTSIDERS["guest of one channel"])
        olga.command(world.channel, "/cm-task")
        eventually(lambda: world.application.rooms.people.get(olga.id))
        world.slack.fail("users.info", status=500, times=None)

        olga.command(world.channel, "/cm-task", "again")

        assert "please ask a full member" in seen(world, olga)
        assert olga.view is None

    def test_nor_whose_bot_this_is(
        self, slack: SlackStandIn, chartmogul: ChartMogulStandIn, database_url: str
    ) -> None:
        anna = slack.person(slack.add_person("anna", email="anna@ourcompany.test"))
        channel = slack.add_channel("acme", members=[anna.id])
        acme = chartmogul.add_customer("Acme Corporation")
        slack.fail("auth.test", kind="incomplete", times=None)
        with bot_between(slack, chartmogul, database_url):
            anna.command(channel, "/cm-task", "Send the quote")
            assert anna.view is not None
            assert "Acme Corporation" not in str(anna.view.blocks)
            assert "Slack did not tell me in time who is in" in str(anna.view.blocks)
            assert anna.suggest("customer", "acme") == []

            slack.clear_faults()

            [offered] = eventually(lambda: anna.suggest("customer", "acme"))
            assert offered["value"] == acme["uuid"]
