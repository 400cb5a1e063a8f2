"""Clicks on what has changed in ChartMogul since: nobody's change is overwritten unseen."""

from __future__ import annotations

from typing import Any

import pytest

from bot.sandbox.slack.ids import BOT_USER_ID
from tests.scenarios.cards.on_card import OnCard, card_for
from tests.scenarios.running import World, eventually

LATER, LATEST = "2037-03-03", "2038-04-04"


def known(world: World, name: str) -> str:
    """The e-mail of somebody whom ChartMogul knows."""
    email = f"{name}@ourcompany.test"
    if email not in world.chartmogul.users:
        world.chartmogul.add_user(email)
    return email


class TestRefusedWithWords:
    def test_a_snooze_of_what_was_put_off_already(self, standing_world: World) -> None:
        card = card_for(standing_world, due_date=LATER)
        standing_world.chartmogul.change_task(card.uuid, due_date=LATEST)
        before = len(card.told(standing_world.ben))

        assert card.choose(standing_world.ben, "snooze_tomorrow") == 200

        [told] = eventually(lambda: card.told(standing_world.ben)[before:])
        assert "I did not snooze this task" in told
        assert "Somebody changed the due date meanwhile" in told
        card.says("Sun 4 Apr 2038")
        assert card.sent == []

    def test_taking_what_somebody_else_has_by_now(self, standing_world: World) -> None:
        card = card_for(standing_world)
        zoe = known(standing_world, "zoe")
        standing_world.chartmogul.change_task(card.uuid, assignee=zoe)
        before = len(card.told(standing_world.ben))

        card.choose(standing_world.ben, "take")

        [told] = eventually(lambda: card.told(standing_world.ben)[before:])
        assert "I did not give you this task" in told
        assert "Somebody changed the assignee meanwhile" in told
        card.says(zoe)
        assert card.sent == []

    @pytest.mark.parametrize("value", ["snooze_tomorrow", "snooze_monday", "take"])
    def test_whatever_of_what_was_completed(self, standing_world: World, value: str) -> None:
        card = card_for(standing_world, due_date=LATER)
        standing_world.chartmogul.complete_task(card.uuid)
        before = len(card.told(standing_world.ben))

        card.choose(standing_world.ben, value)

        [told] = eventually(lambda: card.told(standing_world.ben)[before:])
        assert "This task was completed meanwhile" in told
        card.says("Completed in ChartMogul")
        assert card.sent == []

    @pytest.mark.parametrize(
        ("action_id", "value"),
        [("complete_task", None), ("task_menu", "snooze_tomorrow"), ("task_menu", "take")],
        ids=["complete", "snooze", "take"],
    )
    def test_whatever_of_what_is_gone(self, standing_world: World, action_id: str, value: str | None) -> None:
        card = card_for(standing_world)
        standing_world.chartmogul.delete_task(card.uuid)
        before = len(card.told(standing_world.ben))

        card.click(standing_world.ben, action_id, value)

        [told] = eventually(lambda: card.told(standing_world.ben)[before:])
        assert "was deleted in ChartMogul" in told
        card.says("Deleted in ChartMogul")
        assert card.buttons == []

    def test_the_menu_of_what_is_gone(self, standing_world: World) -> None:
        card = card_for(standing_world)
        standing_world.chartmogul.delete_task(card.uuid)

        card.choose(standing_world.anna, "delete")

        view = standing_world.slack.person(standing_world.anna).view
        assert view is not None
        assert "nothing left to change" in str(view.blocks)
        card.says("Deleted in ChartMogul")
        standing_world.slack.person(standing_world.anna).close()


class TestAsWanted:
    def test_completed_already(self, standing_world: World) -> None:
        card = card_for(standing_world)
        standing_world.chartmogul.complete_task(card.uuid)
        before = len(card.told(standing_world.ben))

        card.click(standing_world.ben, "complete_task")

        card.says("Completed in ChartMogul")
        eventually(lambda: card.is_settled)
        assert len(card.told(standing_world.ben)) == before
        assert card.sent == []

    def test_reopened_already(self, standing_world: World) -> None:
        card = card_for(standing_world)
        card.click(standing_world.anna, "complete_task")
        card.says("Completed by")
        standing_world.chartmogul.reopen_task(card.uuid)

        card.click(standing_world.anna, "reopen_task")

        eventually(lambda: "complete_task" in card.buttons)
        assert len(card.sent) == 1

    def test_reopened_already_and_given_to_somebody_else_it_shows_that(self, standing_world: World) -> None:
        card = card_for(standing_world)
        card.click(standing_world.anna, "complete_task")
        card.says("Completed by")
        zoe = known(standing_world, "zoe")
        standing_world.chartmogul.reopen_task(card.uuid)
        standing_world.chartmogul.change_task(card.uuid, assignee=zoe, due_date=LATER)
        before = len(card.told(standing_world.anna))

        card.click(standing_world.anna, "reopen_task")

        card.says(zoe, "Tue 3 Mar 2037")
        eventually(lambda: card.is_settled)
        assert "complete_task" in card.buttons
        assert len(card.sent) == 1
        assert len(card.told(standing_world.anna)) == before

    def test_reopened_and_completed_again_it_is_reopened(self, standing_world: World) -> None:
        card = card_for(standing_world)
        card.click(standing_world.anna, "complete_task")
        card.says("Completed by")
        standing_world.chartmogul.reopen_task(card.uuid)
        standing_world.chartmogul.complete_task(card.uuid)

        card.click(standing_world.ben, "reopen_task")

        eventually(lambda: "complete_task" in card.buttons)
        assert card.task["completed_at"] is None

    def test_reopening_what_was_deleted_shows_that(self, standing_world: World) -> None:
        card = card_for(standing_world)
        card.click(standing_world.anna, "complete_task")
        card.says("Completed by")
        standing_world.chartmogul.delete_task(card.uuid)

        card.click(standing_world.anna, "reopen_task")

        card.says("Deleted in ChartMogul")
        assert card.buttons == []

    def test_completing_what_others_changed_in_another_way(self, standing_world: World) -> None:
        card = card_for(standing_world)
        standing_world.chartmogul.change_task(card.uuid, task_details="Call Kim", due_date=LATEST)

        card.click(standing_world.ben, "complete_task")

        card.says(f"Completed by <@{standing_world.ben}>", "~Call Kim~")
        assert [list(sent) for sent in card.sent] == [["completed_at"]]

    def test_snoozing_what_others_gave_to_somebody_else(self, standing_world: World) -> None:
        card = card_for(standing_world, due_date=LATER)
        standing_world.chartmogul.change_task(card.uuid, assignee=known(standing_world, "zoe"))

        card.choose(standing_world.anna, "snooze_tomorrow")

        card.says("(tomorrow)", "zoe@ourcompany.test")
        assert [list(sent) for sent in card.sent] == [["due_date"]]

    def test_deleting_what_others_changed(self, standing_world: World) -> None:
        card = card_for(standing_world)
        card.choose(standing_world.anna, "delete")
        standing_world.chartmogul.change_task(card.uuid, task_details="Call Kim")

        assert standing_world.slack.person(standing_world.anna).submit().closed

        card.says("Deleted by")
        assert not card.is_in_chartmogul


class TestFromLongAgo:
    """Cards live for months: what is on them may come from another version, or from nowhere."""

    def posted(self, world: World, block_id: str, elements: list[dict[str, Any]]) -> str:
        blocks = [{"type": "actions", "block_id": block_id, "elements": elements}]
        return world.slack.post(world.channel, BOT_USER_ID, "A task", blocks=blocks)

    def test_a_value_that_is_only_the_task(self, standing_world: World) -> None:
        card = card_for(standing_world)
        button = {
            "type": "button",
            "action_id": "complete_task",
            "text": {"type": "plain_text", "text": "Complete"},
            "value": card.uuid,
        }
        ts = self.posted(standing_world, f"task_{card.uuid}", [button])

        assert OnCard(standing_world, card.channel, ts, card.uuid).click(standing_world.ben, "complete_task")

        # Both follow from then on.
        for at in (ts, card.ts):
            OnCard(standing_world, card.channel, at, card.uuid).says(f"Completed by <@{standing_world.ben}>")

    @pytest.mark.parametrize("block_id", ["Xq3", "task_", ""])
    def test_a_menu_that_does_not_say_whose_it_is(self, standing_world: World, block_id: str) -> None:
        option = {"text": {"type": "plain_text", "text": "Snooze"}, "value": "snooze_tomorrow"}
        menu = {"type": "overflow", "action_id": "task_menu", "options": [option]}
        ts = self.posted(standing_world, block_id, [menu])
        anna = standing_world.slack.person(standing_world.anna)

        assert anna.click(standing_world.channel, ts, "task_menu", "snooze_tomorrow").status == 200

        assert anna.view is not None
        assert "I do not know any more which task this is about" in str(anna.view.blocks)
        anna.close()

    @pytest.mark.parametrize("action_id", ["complete_task", "reopen_task", "edit_task"])
    def test_a_button_without_a_value(self, standing_world: World, action_id: str) -> None:
        button = {"type": "button", "action_id": action_id, "text": {"type": "plain_text", "text": "Do"}}
        ts = self.posted(standing_world, "b", [button])
        anna = standing_world.slack.person(standing_world.anna)

        assert anna.click(standing_world.channel, ts, action_id).status == 200

        assert anna.view is not None
        assert "I do not know any more which task this is about" in str(anna.view.blocks)
        anna.close()
