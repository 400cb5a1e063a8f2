"""Changes made in ChartMogul itself reach the open cards, and nothing that is not true does."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from bot.cards.card_surface import AGAIN
from bot.outbox.delivery import State
from bot.outbox.pace import Pace
from bot.sandbox.chartmogul import ChartMogulStandIn
from bot.sandbox.chartmogul.traffic import RecordedRequest
from bot.sandbox.slack import SlackStandIn
from bot.tasks.tasks import REOPENED
from tests.scenarios.cards.on_card import OnCard, card_for, on_both
from tests.scenarios.running import World, eventually, peopled
from tests.store.clock import ClockMovedOn

pytestmark = pytest.mark.follows

LISTS = "/task[s]"
"""The list alone, and no single task."""

A_WHILE = 300.0
"""Seconds after which no list lags behind what was changed."""


@pytest.fixture
def world(
    slack: SlackStandIn, chartmogul: ChartMogulStandIn, database_url: str, pace: Pace
) -> Iterator[World]:
    """The same, with a clock of the database that a test moves on."""
    with peopled(slack, chartmogul, database_url, pace, open_database=ClockMovedOn.open) as made:
        yield made


def a_while_later(world: World, *, seconds: float = A_WHILE) -> None:
    """Let so much time pass by the database's clock, once all is known of the tasks there are."""
    deliveries = world.application.rooms.deliveries
    eventually(lambda: not deliveries.counts()[State.WAITING])
    database = world.application.rooms.database
    assert isinstance(database, ClockMovedOn)
    database.ahead += seconds


def lists(world: World, assignee: str = "anna@ourcompany.test") -> list[RecordedRequest]:
    """The lists of somebody's tasks that were read, page by page."""
    sent = (r for r in world.chartmogul.requests if (r.method, r.path) == ("GET", "/tasks"))
    return [request for request in sent if request.query.get("assignee") == assignee]


def read_again(world: World, *, times: int = 2) -> None:
    """Wait until Anna's tasks were read so many times more, and nothing of it is under way."""
    before = len(lists(world))
    eventually(lambda: len(lists(world)) > before + times)


@on_both
class TestReaches:
    def test_what_others_changed(self, world: World) -> None:
        card = card_for(world)

        world.chartmogul.change_task(card.uuid, task_details="Call Kim", due_date="2037-03-03")

        card.says("Call Kim", "Tue 3 Mar 2037")
        assert card.sent == []

    def test_a_completion(self, world: World) -> None:
        card = card_for(world)
        a_while_later(world)

        world.chartmogul.complete_task(card.uuid)

        card.says("~Send the quote~", "Completed in ChartMogul")
        assert card.buttons == ["reopen_task", "open_customer"]

    def test_a_task_that_is_reopened_there(self, world: World) -> None:
        card = card_for(world)
        card.click(world.anna, "complete_task")
        card.says("Completed by")
        a_while_later(world)

        world.chartmogul.reopen_task(card.uuid)

        eventually(lambda: "complete_task" in card.buttons)
        assert "Completed" not in card.text

    def test_a_card_in_a_channel_that_was_archived_for_a_while(self, world: World) -> None:
        card = card_for(world)
        a_while_later(world)
        world.slack.archive(world.channel)
        world.chartmogul.change_task(card.uuid, task_details="Call Kim")
        places = world.application.rooms.live.places
        eventually(lambda: places.of_task(card.uuid)[0].attempts)
        world.slack.archive(world.channel, archived=False)
        assert "Call Kim" not in card.shown

        a_while_later(world, seconds=AGAIN)

        card.says("Call Kim")

    def test_a_deletion(self, world: World) -> None:
        card = card_for(world)
        a_while_later(world)

        world.chartmogul.delete_task(card.uuid)

        card.says("Deleted in ChartMogul")
        assert card.buttons == []

    def test_who_has_it_now(self, world: World) -> None:
        card = card_for(world)
        a_while_later(world)

        world.chartmogul.change_task(card.uuid, assignee="ben@ourcompany.test")
        card.says(f"*Assignee*\\n<@{world.ben}>")
        world.chartmogul.change_task(card.uuid, task_details="Call Kim")

        card.says("Call Kim")

    def test_all_of_it_without_a_word_more(self, world: World) -> None:
        card = card_for(world)

        world.chartmogul.change_task(card.uuid, assignee="ben@ourcompany.test")
        card.says(f"*Assignee*\\n<@{world.ben}>")
        world.chartmogul.complete_task(card.uuid)
        card.says("Completed in ChartMogul")

        assert len(world.texts(world.channel)) == 1
        assert world.slack.dms(world.ben) == []


class TestOldNews:
    def test_a_list_that_lags_never_shows_an_old_state_again(self, world: World) -> None:
        card, _ = card_for(world, due_date="2037-03-03"), card_for(world)
        a_while_later(world)
        old = {"due_date": "2037-03-03", "completed_at": None}
        world.chartmogul.fault("GET", LISTS, kind="altered", times=None, body=old)

        card.choose(world.anna, "snooze_tomorrow")
        card.says("(tomorrow)")
        read_again(world)
        assert "(tomorrow)" in card.text
        card.click(world.anna, "complete_task")
        card.says("Completed by")
        read_again(world)

        assert "Completed by" in card.text

    def test_nor_a_task_that_was_deleted(self, world: World) -> None:
        card, other = card_for(world), card_for(world)
        a_while_later(world)
        shown = next(task for task in world.chartmogul.tasks if task["task_uuid"] == card.uuid)
        anna = world.slack.person(world.anna)
        card.choose(world.anna, "delete")
        world.chartmogul.fault(
            "GET",
            LISTS,
            kind="altered",
            times=None,
            body={"task_uuid": card.uuid, "due_date": shown["due_date"]},
        )
        assert anna.submit().closed
        card.says("Deleted by")

        read_again(world)

        assert "Deleted by" in card.text
        assert card.buttons == []
        assert other.uuid != card.uuid

    def test_a_new_task_that_no_list_shows_yet_is_there(self, world: World) -> None:
        world.chartmogul.list_lag = 60.0
        card = card_for(world)

        read_again(world)

        assert "complete_task" in card.buttons


class TestOddLists:
    @pytest.mark.parametrize(
        "fault",
        [
            {"kind": "altered", "body": {"entries": []}},
            {"kind": "altered", "body": {"assignee": "zoe@ourcompany.test"}},
            {"kind": "altered", "body": {"completed_at": "2025-04-19"}},
            {"kind": "altered", "body": {"task_uuid": "of-another-one"}},
            {"kind": "altered", "body": {"task_uuid": None}},
            {"kind": "malformed"},
            {"kind": "status", "status": 403, "body": {"error": "no right"}},
            {"kind": "status", "status": 404, "body": {"error": "no such thing"}},
            {"kind": "status", "status": 400, "body": {"errors": {"assignee": "is not known"}}},
        ],
        ids=["empty", "others'", "completed", "strange", "nameless", "broken", "403", "404", "400"],
    )
    def test_call_no_task_gone(self, world: World, fault: dict[str, Any]) -> None:
        card = card_for(world)
        a_while_later(world)
        before = card.shown
        world.chartmogul.fault("GET", LISTS, times=None, **fault)

        read_again(world, times=1)

        assert card.shown == before

    @pytest.mark.parametrize(
        "fault",
        [
            {"kind": "status", "status": 401, "body": {"code": 401, "message": "No valid API key provided"}},
            {"kind": "status", "status": 404, "body": "<html>", "content_type": "text/html"},
            {"kind": "empty"},
        ],
        ids=["401", "404 of a gateway", "no body"],
    )
    def test_nor_do_single_answers_but_one(self, world: World, fault: dict[str, Any]) -> None:
        card = card_for(world)
        before = card.shown
        gets = card.requests("GET")
        world.chartmogul.fault("GET", f"/tasks/{card.uuid}", times=None, **fault)

        eventually(lambda: card.requests("GET") > gets + 2)

        assert card.shown == before

    def test_what_is_wrong_with_one_task_keeps_no_others_back(self, world: World) -> None:
        first, second = card_for(world), card_for(world, details="Call Kim")
        odd, other = sorted((first, second), key=lambda card: card.uuid)
        body = {"error": "of some kind"}
        world.chartmogul.fault("GET", f"/tasks/{odd.uuid}", kind="status", status=422, body=body, times=None)

        world.chartmogul.complete_task(other.uuid)

        other.says("Completed in ChartMogul")


class TestPolitely:
    def test_one_list_for_each_who_has_an_open_card(self, world: World) -> None:
        mine = [card_for(world, details=f"Mine {number}") for number in range(3)]
        his = [card_for(world, assignee=world.ben, details=f"His {number}") for number in range(3)]
        a_while_later(world)
        read_again(world)
        alone = [card.requests("GET") for card in (*mine, *his)]
        anna, ben = len(lists(world)), len(lists(world, "ben@ourcompany.test"))

        read_again(world, times=3)

        assert [card.requests("GET") for card in (*mine, *his)] == alone
        assert abs((len(lists(world)) - anna) - (len(lists(world, "ben@ourcompany.test")) - ben)) <= 1
        assert all(request.query["completed"] == "false" for request in lists(world))

    def test_nothing_for_cards_of_what_was_done_a_week_ago(self, world: World) -> None:
        card = card_for(world)
        other = card_for(world, assignee=world.ben)
        card.click(world.anna, "complete_task")
        card.says("Completed by")
        a_while_later(world, seconds=REOPENED + A_WHILE)
        before, others = len(lists(world)), len(lists(world, "ben@ourcompany.test"))

        eventually(lambda: len(lists(world, "ben@ourcompany.test")) > others + 3)

        assert len(lists(world)) <= before + 1
        assert "complete_task" in other.buttons


def test_it_goes_on_after_a_restart(
    slack: SlackStandIn, chartmogul: ChartMogulStandIn, database_url: str, pace: Pace
) -> None:
    with peopled(slack, chartmogul, database_url, pace) as before:
        card = card_for(before)
    chartmogul.complete_task(card.uuid)

    with peopled(slack, chartmogul, database_url, pace):
        OnCard(before, card.channel, card.ts, card.uuid).says("Completed in ChartMogul")
