"""A form that changes a task while ChartMogul or the database is slow or away."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.sandbox.slack.person import PersonDriver
from bot.views.mrkdwn import day
from tests.scenarios.cards.on_card import OnCard, card_for, on_both
from tests.scenarios.form import initial
from tests.scenarios.running import World, eventually
from tests.store.trouble import away, locked

Away = Callable[[], AbstractContextManager[None]]

DUE = datetime.now(UTC).astimezone(ZoneInfo("Europe/Berlin")).date() + timedelta(days=30)


@pytest.fixture
def database_away(database_url: str, request: pytest.FixtureRequest) -> Away:
    """The database takes nothing for a while."""
    if database_url.startswith("sqlite"):
        return lambda: locked(database_url)
    return lambda: away(database_url, request.getfixturevalue("postgresql_server"))


def filled(card: OnCard) -> PersonDriver:
    """Anna's form, with another word in each field."""
    anna = card.world.slack.person(card.world.anna)
    card.click(anna.id, "edit_task")
    anna.fill("details", "Call Kim")
    anna.fill("assignee", card.world.ben)
    anna.fill("due_date", DUE.isoformat())
    return anna


def assert_saved(person: PersonDriver) -> None:
    """The person submits, and reads that it will be done."""
    result = person.submit()
    assert result.errors == {}
    assert person.view is not None
    assert "Saved. It will be done when ChartMogul answers." in str(person.view.blocks)
    person.close()


@pytest.mark.late
class TestSaved:
    def test_and_done_when_chartmogul_answers(self, world: World) -> None:
        card = card_for(world)
        anna = filled(card)
        world.chartmogul.down()

        assert_saved(anna)

        card.says("changing…")
        world.chartmogul.up()
        card.says("Call Kim", f"<@{world.ben}>", day(DUE))
        assert card.told(anna.id) == []

    def test_and_refused_after_all_with_what_was_typed(self, world: World) -> None:
        card = card_for(world)
        anna = filled(card)
        path = f"/tasks/{card.uuid}"
        world.chartmogul.fault("GET", path, kind="delay", seconds=1)
        world.chartmogul.fault("PATCH", path, kind="status", status=422, body={"error": "It is locked"})

        assert_saved(anna)

        [told] = eventually(lambda: world.slack.ephemerals(world.channel, anna.id))
        assert "I did not change this task" in told.text
        for words in ("It is locked", "Call Kim", f"Assignee: <@{world.ben}>", f"Due: {day(DUE)}"):
            assert words in told.text
            assert words in str(told.blocks)
        eventually(lambda: "changing" not in card.shown)
        assert "Send the quote" in card.text
        # It can be opened again from there.
        anna.click(world.channel, told.ts, "edit_task")
        assert initial(world, anna.id, "details") == "Send the quote"

    def test_and_in_the_way_of_what_others_changed(self, world: World) -> None:
        card = card_for(world)
        anna = filled(card)
        world.chartmogul.change_task(card.uuid, task_details="Call Lee")
        world.chartmogul.fault("GET", f"/tasks/{card.uuid}", kind="delay", seconds=1)

        assert_saved(anna)

        [told] = eventually(lambda: card.told(anna.id))
        assert "Somebody changed what is to be done meanwhile" in told
        assert "Call Kim" in told
        card.says("Call Lee")
        assert card.sent == []

    def test_and_gone_by_then(self, world: World) -> None:
        card = card_for(world)
        anna = filled(card)
        world.chartmogul.delete_task(card.uuid)
        world.chartmogul.fault("GET", f"/tasks/{card.uuid}", kind="delay", seconds=1)

        assert_saved(anna)

        [told] = eventually(lambda: card.told(anna.id))
        assert "was deleted in ChartMogul" in told
        assert "Call Kim" in told
        assert "Open it again" not in told
        card.says("Deleted in ChartMogul")
        assert card.buttons == []

    def test_a_snooze(self, world: World) -> None:
        card = card_for(world)
        anna = world.slack.person(world.anna)
        card.choose(anna.id, "snooze_date")
        anna.fill("due_date", DUE.isoformat())
        world.chartmogul.down()

        assert_saved(anna)

        card.says("snoozing…")
        world.chartmogul.up()
        card.says(day(DUE))


class TestChartMogulIsAway:
    def test_the_form_opens_with_what_is_known(self, world: World) -> None:
        card = card_for(world)
        world.chartmogul.down()

        assert card.click(world.anna, "edit_task") == 200

        assert initial(world, world.anna, "details") == "Send the quote"
        assert initial(world, world.anna, "assignee") == world.anna

    def test_what_was_known_late_is_said_when_it_is_saved(self, world: World) -> None:
        card = card_for(world)
        world.chartmogul.change_task(card.uuid, task_details="Call Lee")
        world.chartmogul.down()
        anna = filled(card)
        world.chartmogul.up()

        assert not anna.submit().closed

        assert anna.view is not None
        assert "What is to be done is now *Call Lee*." in str(anna.view.blocks)
        assert card.sent == []


@on_both
class TestDatabaseIsAway:
    def test_a_click_is_answered_with_words(self, world: World, database_away: Away) -> None:
        card = card_for(world)
        eventually(lambda: card.is_settled)

        with database_away():
            assert card.click(world.anna, "complete_task") == 200

        [told] = eventually(lambda: card.told(world.anna))
        assert "nothing was saved" in told or "who you are" in told
        assert card.sent == []

    def test_a_form_keeps_what_was_typed(self, world: World, database_away: Away) -> None:
        card = card_for(world)
        anna = filled(card)

        with database_away():
            kept = anna.submit()

        assert list(kept.errors) == ["details"]
        assert initial(world, anna.id, "details") == "Call Kim"
        assert eventually(anna.submit).closed
        card.says("Call Kim")
