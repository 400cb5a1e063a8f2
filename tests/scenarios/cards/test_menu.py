"""The menu of a card: snooze, take, delete."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.resolve.days import coming
from bot.views.mrkdwn import day
from tests.scenarios.cards.on_card import OnCard, card_for
from tests.scenarios.running import World, eventually

FAR_APART = ["Pacific/Kiritimati", "Pacific/Midway"]
"""Where it is never the same day."""

LATER = "2099-12-24"
"""Due when no snooze leads to, whatever the day on which this runs."""


def today(zone: str) -> date:
    """The day that it is there."""
    return datetime.now(UTC).astimezone(ZoneInfo(zone)).date()


def due(card: OnCard) -> str:
    """When ChartMogul says that it is due."""
    return str(card.task["due_date"])[:10]


def joined(world: World, name: str, *, tz: str = "Europe/Berlin") -> str:
    """Somebody else inside, whom ChartMogul knows too."""
    email = f"{name}@ourcompany.test"
    if email not in world.chartmogul.users:
        world.chartmogul.add_user(email)
    return world.slack.add_person(name, email=email, tz=tz)


class TestSnooze:
    @pytest.mark.parametrize("zone", FAR_APART)
    def test_to_tomorrow_where_the_person_is(self, standing_world: World, zone: str) -> None:
        card = card_for(standing_world, due_date=LATER)
        carla = joined(standing_world, "carla", tz=zone)
        wanted = today(zone) + timedelta(days=1)

        assert card.choose(carla, "snooze_tomorrow") == 200

        eventually(lambda: due(card) == wanted.isoformat())
        card.says(day(wanted))
        assert card.sent == [{"due_date": wanted.isoformat()}]

    @pytest.mark.parametrize("zone", FAR_APART)
    def test_to_the_next_monday(self, standing_world: World, zone: str) -> None:
        card = card_for(standing_world, due_date=LATER)
        carla = joined(standing_world, "carla", tz=zone)
        wanted = coming(0, today(zone))

        card.choose(carla, "snooze_monday")

        eventually(lambda: due(card) == wanted.isoformat())
        assert wanted > today(zone)
        card.says(day(wanted))

    def test_to_a_date(self, standing_world: World) -> None:
        card = card_for(standing_world)
        ben = standing_world.slack.person(standing_world.ben)
        wanted = today("America/New_York") + timedelta(days=40)

        card.choose(ben.id, "snooze_date")
        assert ben.view is not None
        assert ben.view.content["callback_id"] == "snooze_task"
        assert "Send the quote" in str(ben.view.blocks)
        ben.fill("due_date", wanted.isoformat())
        assert ben.submit().closed

        card.says(day(wanted))
        assert due(card) == wanted.isoformat()
        assert card.sent == [{"due_date": wanted.isoformat()}]

    def test_not_to_a_day_that_has_passed(self, standing_world: World) -> None:
        card = card_for(standing_world)
        anna = standing_world.slack.person(standing_world.anna)
        card.choose(anna.id, "snooze_date")
        anna.fill("due_date", (today("Europe/Berlin") - timedelta(days=1)).isoformat())

        [error] = anna.submit().errors.items()

        assert error[0] == "due_date"
        assert "has passed" in error[1]
        assert card.sent == []
        anna.close()

    def test_to_the_same_day_changes_nothing(self, standing_world: World) -> None:
        card = card_for(standing_world)
        anna = standing_world.slack.person(standing_world.anna)

        card.choose(anna.id, "snooze_date")

        assert anna.submit().closed
        assert card.sent == []

    def test_what_others_changed_meanwhile_is_said_and_a_second_time_it_is_done(
        self, standing_world: World
    ) -> None:
        card = card_for(standing_world)
        anna = standing_world.slack.person(standing_world.anna)
        theirs, wanted = (today("Europe/Berlin") + timedelta(days=days) for days in (50, 60))
        card.choose(anna.id, "snooze_date")
        standing_world.chartmogul.change_task(card.uuid, due_date=theirs.isoformat())
        anna.fill("due_date", wanted.isoformat())

        result = anna.submit()

        assert not result.closed
        assert result.errors == {}
        assert anna.view is not None
        assert f"The due date is now *{day(theirs)}*" in str(anna.view.blocks)
        assert anna.view.state["due_date"]["due_date"]["selected_date"] == wanted.isoformat()
        assert due(card) == theirs.isoformat()
        assert anna.submit().closed
        assert due(card) == wanted.isoformat()


class TestTake:
    def test_gives_it_to_who_clicks(self, standing_world: World) -> None:
        card = card_for(standing_world)

        assert card.choose(standing_world.ben, "take") == 200

        eventually(lambda: card.task["assignee"] == "ben@ourcompany.test")
        card.says(f"*Assignee*\\n<@{standing_world.ben}>")
        assert card.sent == [{"assignee": "ben@ourcompany.test"}]

    def test_what_is_ones_own_changes_nothing(self, standing_world: World) -> None:
        card = card_for(standing_world)

        card.choose(standing_world.anna, "take")

        live = standing_world.application.rooms.live
        eventually(lambda: not live.changes.under_way([card.uuid]))
        assert card.sent == []
        assert card.told(standing_world.anna) == []

    def test_who_has_no_email_learns_why_not(self, standing_world: World) -> None:
        card = card_for(standing_world)
        nora = standing_world.slack.add_person("nora")

        assert card.choose(nora, "take") == 200

        view = standing_world.slack.person(nora).view
        assert view is not None
        assert "Slack shows me no e-mail of yours. Open my Home and tell me" in str(view.blocks)
        assert card.sent == []

    def test_somebody_whom_chartmogul_does_not_know_learns_that_and_the_card_stays_true(
        self, standing_world: World
    ) -> None:
        card = card_for(standing_world)
        nora = standing_world.slack.add_person("nora", email="nora@ourcompany.test")

        card.choose(nora, "take")

        [told] = eventually(lambda: card.told(nora))
        assert "I did not give you this task" in told
        assert "ChartMogul did not take nora@ourcompany.test as an assignee" in told
        assert "open my Home and tell me it under “Your e-mail in ChartMogul”" in told
        card.says(f"*Assignee*\\n<@{standing_world.anna}>")
        assert card.told(standing_world.anna) == []


class TestDelete:
    def ask(self, card: OnCard, who: str) -> str:
        """Choose it; what the modal says."""
        assert card.choose(who, "delete") == 200
        view = card.world.slack.person(who).view
        assert view is not None
        return str(view.content)

    @pytest.mark.parametrize("who", ["asker", "assignee"])
    def test_asks_first_and_then_does_it(self, standing_world: World, who: str) -> None:
        card = card_for(standing_world, assignee=standing_world.ben)
        person = standing_world.anna if who == "asker" else standing_world.ben

        assert "Delete this task?" in self.ask(card, person)
        assert card.is_in_chartmogul
        assert standing_world.slack.person(person).submit().closed

        eventually(lambda: not card.is_in_chartmogul)
        card.says("Deleted task for", f"Deleted by <@{person}>", "~Send the quote~")
        assert card.buttons == []

    def test_not_when_one_thinks_better_of_it(self, standing_world: World) -> None:
        card = card_for(standing_world)

        self.ask(card, standing_world.anna)
        standing_world.slack.person(standing_world.anna).close()

        assert card.requests("DELETE") == 0

    def test_others_may_not(self, standing_world: World) -> None:
        card = card_for(standing_world, assignee=standing_world.ben)
        carla = joined(standing_world, "carla")

        words = self.ask(card, carla)

        assert f"Only <@{standing_world.anna}> or <@{standing_world.ben}> can delete this task." in words
        assert "submit" not in words
        assert card.is_in_chartmogul

    def test_nor_who_sends_the_form_all_the_same(self, standing_world: World) -> None:
        card = card_for(standing_world)
        self.ask(card, standing_world.anna)
        anna, ben = (standing_world.slack.person(who) for who in (standing_world.anna, standing_world.ben))
        assert anna.view is not None
        standing_world.slack.views.open(ben.id, anna.view.content, conversation=card.channel)

        assert not ben.submit().closed

        assert ben.view is not None
        assert "Only who asked for this task and who has it" in str(ben.view.blocks)
        assert card.is_in_chartmogul
        anna.close()

    def test_what_is_gone_already_is_deleted(self, standing_world: World) -> None:
        card = card_for(standing_world)
        self.ask(card, standing_world.anna)
        standing_world.chartmogul.delete_task(card.uuid)

        assert standing_world.slack.person(standing_world.anna).submit().closed

        card.says("Deleted in ChartMogul")
        assert card.told(standing_world.anna) == []
        assert standing_world.slack.dms(standing_world.anna) == []
