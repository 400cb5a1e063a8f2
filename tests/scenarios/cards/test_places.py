"""All cards of one task follow, wherever they stand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.outbox.pace import Pace
from bot.sandbox.slack import Message
from tests.scenarios.cards.on_card import OnCard, card_for, on_both, uuid_of
from tests.scenarios.form import fill
from tests.scenarios.running import QUICK, World, eventually


def cards_for(world: World, who: str) -> list[OnCard]:
    """The cards in somebody's conversation with the bot."""
    channel = world.slack.workspace.direct_channel(who).id
    shown = [m for m in world.slack.dms(who) if any("card_" in str(b["block_id"]) for b in m.blocks)]
    return [OnCard(world, channel, message.ts, uuid_of(message)) for message in shown]


def asked_alone(world: World, channel: str) -> None:
    """Anna asks for a task for Ben, and for its summary for herself."""
    anna = world.slack.person(world.anna)
    anna.command(channel, "/cm-task")
    fill(world, world.anna)
    anna.fill("assignee", world.ben)
    anna.fill("announce", "me")
    assert anna.submit().closed


def posted_where_the_bot_is_not(world: World, channel: str) -> OnCard:
    """The card of a task that Anna has the bot create and post in this channel."""
    anna = world.slack.person(world.anna)
    anna.command(channel, "/cm-task", "Send the quote")
    anna.fill("customer", "Acme")
    anna.fill("announce", "channel")
    assert anna.submit().closed
    [message] = eventually(lambda: [m for m in world.slack.messages(channel) if m.bot_id])
    return OnCard(world, channel, message.ts, uuid_of(message))


def is_left_alone(world: World, card: OnCard) -> bool:
    """Whether Slack has refused what the card is to show, and it is not tried any more for now."""
    places = world.application.rooms.live.places
    return all(place.attempts for place in places.of_task(card.uuid))


class TestFollow:
    def test_in_two_direct_messages(self, standing_world: World) -> None:
        asked_alone(standing_world, standing_world.channel)
        [hers] = eventually(lambda: cards_for(standing_world, standing_world.anna))
        [his] = eventually(lambda: cards_for(standing_world, standing_world.ben))

        his.click(standing_world.ben, "complete_task")

        for card in (hers, his):
            card.says(f"Completed by <@{standing_world.ben}>")
            assert card.buttons == ["reopen_task", "open_customer"]

    def test_in_a_channel_that_the_bot_is_not_in(self, standing_world: World) -> None:
        slack = standing_world.slack
        private = slack.add_channel(
            "leadership", kind="private", members=[standing_world.anna], bot_is_member=False
        )
        card = posted_where_the_bot_is_not(standing_world, private)

        assert card.click(standing_world.anna, "complete_task") == 200

        card.says("Completed by")
        card.click(standing_world.anna, "reopen_task")
        eventually(lambda: "complete_task" in card.buttons)
        assert len([m for m in slack.messages(private) if m.bot_id]) == 1

    @pytest.mark.parametrize(
        ("choice", "fields", "shown"),
        [
            (None, {"details": "Send two quotes"}, "Send two quotes"),
            ("snooze_date", {"due_date": "2037-03-03"}, "Tue 3 Mar 2037"),
            ("delete", {}, "Deleted by"),
        ],
        ids=["edited", "snoozed", "deleted"],
    )
    def test_there_by_a_form_too(
        self, standing_world: World, choice: str | None, fields: dict[str, str], shown: str
    ) -> None:
        private = standing_world.slack.add_channel(
            "leadership", kind="private", members=[standing_world.anna], bot_is_member=False
        )
        card = posted_where_the_bot_is_not(standing_world, private)
        anna = standing_world.slack.person(standing_world.anna)

        card.click(standing_world.anna, "task_menu" if choice else "edit_task", choice)
        for block_id, value in fields.items():
            anna.fill(block_id, value)
        assert anna.submit().closed

        card.says(shown)

    def test_what_only_one_person_sees(self, world: World) -> None:
        direct = world.slack.workspace.direct_channel(world.anna).id
        world.slack.fail(
            "chat.postMessage",
            error="messages_tab_disabled",
            times=None,
            when=lambda call: call["channel"] == direct,
        )
        anna = world.slack.person(world.anna)
        anna.command(world.channel, "/cm-task", "Send the quote")
        anna.fill("customer", "Acme")
        anna.fill("announce", "me")
        assert anna.submit().closed
        [seen] = eventually(lambda: world.slack.ephemerals(world.channel, world.anna))

        anna.click(world.channel, seen.ts, "complete_task")

        def completed() -> list[Message]:
            shown = world.slack.ephemerals(world.channel, world.anna)
            return [message for message in shown if "Completed by" in message.text]

        eventually(completed)
        assert len(world.slack.ephemerals(world.channel, world.anna)) == 1
        assert world.texts(world.channel) == []

    def test_fifty_cards_of_one_person(self, world: World) -> None:
        task = card_for(world).uuid
        places = world.application.rooms.live.places
        others = [world.slack.post(world.channel, world.slack.bot_user_id, "Task") for _ in range(49)]
        for ts in others:
            places.add(world.channel, ts, task, shown=0)
        card = OnCard(world, world.channel, others[0], task)
        eventually(lambda: "Send the quote" in card.shown)

        card.click(world.anna, "complete_task")

        for ts in others:
            OnCard(world, world.channel, ts, task).says("Completed by")


class TestQuietly:
    @pytest.fixture
    def pace(self) -> Pace:
        """A card rests as long as in production."""
        return replace(QUICK, rest=1.0)

    def test_ten_quick_changes_are_not_ten_updates(self, world: World) -> None:
        card = card_for(world)

        for _ in range(5):
            card.click(world.anna, "task_menu", "snooze_tomorrow")
            card.click(world.anna, "task_menu", "snooze_monday")
        eventually(lambda: card.is_settled)
        card.click(world.ben, "complete_task")

        card.says("Completed by")
        assert card.updates <= 5
        assert not card.message.edited
        assert len(world.texts(world.channel)) == 1


class TestSlackSaysNo:
    @on_both
    def test_too_many_updates(self, world: World) -> None:
        card = card_for(world)
        world.slack.fail("chat.update", status=429, error="ratelimited", retry_after=1, times=2)

        card.click(world.anna, "complete_task")

        card.says("Completed by")
        assert len(world.slack.calls("chat.update")) <= 4

    @pytest.mark.parametrize("word", ["internal_error", "fatal_error", "service_unavailable", "of_next_year"])
    def test_what_passes(self, world: World, word: str) -> None:
        card = card_for(world)
        world.slack.fail("chat.update", error=word, times=3)

        card.click(world.anna, "complete_task")

        card.says("Completed by")

    @pytest.mark.parametrize(
        "word",
        [
            "message_not_found",
            "channel_not_found",
            "cant_update_message",
            "edit_window_closed",
            "is_inactive",
            "no_permission",
            "block_mismatch",
            "posting_to_channel_denied",
        ],
    )
    def test_what_does_not_is_left_alone_and_never_posted_anew(self, world: World, word: str) -> None:
        card = card_for(world)
        world.slack.fail("chat.update", error=word, times=None)
        world.slack.fail("response_url", status=404, error="used_url", times=None)

        card.click(world.anna, "complete_task")

        eventually(lambda: card.task["completed_at"])
        eventually(lambda: is_left_alone(world, card))
        assert len(world.texts(world.channel)) == 1
        assert world.slack.dms(world.anna) == []
        # A click proves that it lives.
        world.slack.clear_faults()
        card.click(world.ben, "edit_task")
        card.says("Completed by")

    def test_blocks_that_it_does_not_take_become_words(self, world: World) -> None:
        card = card_for(world)
        world.slack.fail(
            "chat.update", error="invalid_blocks", times=None, when=lambda call: bool(call.get("blocks"))
        )

        card.click(world.anna, "complete_task")

        eventually(lambda: "Completed by" in card.text)
        assert card.buttons == []

    @on_both
    def test_a_card_that_was_deleted_by_hand(self, world: World) -> None:
        card = card_for(world)
        world.chartmogul.down()
        card.click(world.anna, "complete_task")
        world.slack.delete_message(world.channel, card.ts)

        world.chartmogul.up()

        eventually(lambda: card.task["completed_at"])
        eventually(lambda: not world.application.rooms.live.places.of_task(card.uuid))
        assert world.texts(world.channel) == []

    @on_both
    def test_an_archived_channel_that_lives_again(self, world: World) -> None:
        card = card_for(world)
        world.slack.archive(world.channel)
        world.chartmogul.complete_task(card.uuid)
        card.click(world.anna, "edit_task")
        eventually(lambda: is_left_alone(world, card))
        world.slack.archive(world.channel, archived=False)
        assert "complete_task" in card.buttons

        card.click(world.ben, "edit_task")

        card.says("Completed in ChartMogul")
        # The first click's response URL is tried as well, if the card is drawn after it has come.
        world.slack.workspace.problems.clear()

    def test_the_bot_thrown_out_of_the_channel(self, world: World) -> None:
        card = card_for(world)
        world.slack.remove_member(world.channel, world.slack.bot_user_id)

        card.click(world.anna, "complete_task")

        card.says("Completed by")
