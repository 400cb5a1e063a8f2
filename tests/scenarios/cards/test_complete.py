"""Completing and reopening a task from its card."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from tests.scenarios.cards.on_card import card_for, on_both
from tests.scenarios.running import World, eventually


class TestComplete:
    @on_both
    def test_is_done_in_chartmogul_and_shown_on_the_card(self, world: World) -> None:
        card = card_for(world, assignee=world.ben)

        assert card.click(world.ben, "complete_task") == 200

        eventually(lambda: card.task["completed_at"])
        assert card.says("Completed task for", f"Completed by <@{world.ben}>", "~Send the quote~")
        assert card.buttons == ["reopen_task", "open_customer"]
        assert len(world.texts(world.channel)) == 1

    def test_and_reopened(self, standing_world: World) -> None:
        card = card_for(standing_world)
        card.click(standing_world.anna, "complete_task")
        card.says("Completed task for")

        card.click(standing_world.ben, "reopen_task")

        eventually(lambda: card.task["completed_at"] is None)
        eventually(lambda: "complete_task" in card.buttons)
        assert card.sent[-1] == {"completed_at": None}
        assert "Completed" not in card.text

    def test_anybody_inside_may(self, standing_world: World) -> None:
        card = card_for(standing_world, assignee=standing_world.anna)

        card.click(standing_world.ben, "complete_task")

        card.says(f"Completed by <@{standing_world.ben}>")

    def test_says_nothing_more_in_the_channel(self, standing_world: World) -> None:
        card = card_for(standing_world)
        before = len(standing_world.texts(standing_world.channel))

        card.click(standing_world.anna, "complete_task")
        card.says("Completed by")

        assert len(standing_world.texts(standing_world.channel)) == before
        assert not card.message.edited
        assert card.told(standing_world.anna) == []


@on_both
class TestDoubleClicks:
    def test_of_one_person_complete_once(self, world: World) -> None:
        card = card_for(world)

        card.click(world.anna, "complete_task")
        card.click(world.anna, "complete_task")

        card.says(f"Completed by <@{world.anna}>")
        eventually(lambda: card.is_settled)
        assert card.requests("PATCH") == 1
        assert card.told(world.anna) == []
        assert world.slack.dms(world.anna) == []

    def test_of_two_people_at_the_same_moment(self, world: World) -> None:
        card = card_for(world)

        with ThreadPoolExecutor(2) as pool:
            statuses = list(pool.map(lambda who: card.click(who, "complete_task"), [world.anna, world.ben]))

        assert statuses == [200, 200]
        card.says("Completed by <@")
        eventually(lambda: card.is_settled)
        assert card.requests("PATCH") == 1
        assert [card.told(who) for who in (world.anna, world.ben)] == [[], []]


@on_both
class TestOrder:
    def test_clicks_on_one_task_are_done_in_their_order(self, world: World) -> None:
        card = card_for(world)
        card.click(world.anna, "complete_task")
        card.says("Completed by")
        world.chartmogul.fault("GET", f"/tasks/{card.uuid}", kind="status", status=503, times=2)

        # The card shows "Reopen" until the first of them is done, so that each can be clicked again.
        for action_id in ("reopen_task", "reopen_task"):
            card.click(world.anna, action_id)
        eventually(lambda: "complete_task" in card.buttons)
        card.click(world.ben, "complete_task")

        card.says(f"Completed by <@{world.ben}>")
        assert [bool(sent["completed_at"]) for sent in card.sent] == [True, False, True]
