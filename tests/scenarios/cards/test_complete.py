"""Completing and reopening a task from its card."""

from __future__ import annotations

from tests.scenarios.cards.on_card import card_for
from tests.scenarios.running import World, eventually


class TestComplete:
    def test_is_done_in_chartmogul_and_shown_on_the_card(self, world: World) -> None:
        card = card_for(world, assignee=world.ben)

        assert card.click(world.ben, "complete_task") == 200

        eventually(lambda: card.task["completed_at"])
        assert card.says("Completed task for", f"Completed by <@{world.ben}>", "~Send the quote~")
        assert card.buttons == ["reopen_task", "open_customer"]
        assert len(world.texts(world.channel)) == 1

    def test_and_reopened(self, world: World) -> None:
        card = card_for(world)
        card.click(world.anna, "complete_task")
        card.says("Completed task for")

        card.click(world.ben, "reopen_task")

        eventually(lambda: card.task["completed_at"] is None)
        eventually(lambda: "complete_task" in card.buttons)
        assert "Completed" not in card.text
