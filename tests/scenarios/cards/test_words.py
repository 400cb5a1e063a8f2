"""What a card says, and what can be clicked on it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.sandbox.slack import Message
from bot.views.mrkdwn import day
from tests.scenarios.cards.on_card import OnCard, card_for, uuid_of
from tests.scenarios.form import fill
from tests.scenarios.running import World, eventually

EVERYTHING = ["snooze_tomorrow", "snooze_monday", "snooze_date", "take", "delete"]


def today(zone: str = "Europe/Berlin") -> date:
    """The day that it is there."""
    return datetime.now(UTC).astimezone(ZoneInfo(zone)).date()


def read_again(card: OnCard) -> None:
    """Have somebody look closely, so that the bot reads the task."""
    card.click(card.world.anna, "edit_task")
    card.world.slack.person(card.world.anna).close()


class TestOpen:
    def test_it_says_what_who_when_and_who_asked(self, standing_world: World) -> None:
        due = today() + timedelta(days=9)
        card = card_for(standing_world, assignee=standing_world.ben, due_date=due.isoformat())

        assert card.says(
            "Acme Corporation",
            standing_world.acme["chartmogul-url"].replace("&", "&amp;"),
            "Send the quote",
            f"<@{standing_world.ben}>",
            f"Asked by <@{standing_world.anna}>",
            day(due),
        )
        assert card.buttons == ["complete_task", "edit_task", "open_customer", "task_menu"]

    def test_its_identifiers_stay(self, standing_world: World) -> None:
        card = card_for(standing_world)

        assert card.message.blocks[0]["block_id"] == f"card_{card.uuid}"
        [row] = [block for block in card.message.blocks if block["type"] == "actions"]
        *buttons, menu = row["elements"]
        assert all(button["value"].startswith(card.uuid) for button in buttons)
        assert [option["value"] for option in menu["options"]] == EVERYTHING
        assert card.uuid in row["block_id"]

    def test_no_entry_of_the_menu_asks_whether_it_is_meant(self, standing_world: World) -> None:
        card = card_for(standing_world)

        [row] = [block for block in card.message.blocks if block["type"] == "actions"]
        assert "confirm" not in row["elements"][-1]

    @pytest.mark.parametrize(
        ("days", "words"),
        [
            (0, "(today)"),
            (1, "(tomorrow)"),
            (-1, "(overdue 1 day)"),
            (-2, "(overdue 2 days)"),
            (-30, "(overdue 30 days)"),
            (-31, "(overdue more than 30 days)"),
        ],
    )
    def test_how_near_it_is(self, standing_world: World, days: int, words: str) -> None:
        card = card_for(standing_world)
        due = today() + timedelta(days=days)
        standing_world.chartmogul.change_task(card.uuid, due_date=due.isoformat())

        read_again(card)

        card.says(f"{day(due)} {words}")

    def test_that_is_counted_where_the_assignee_is(self, standing_world: World) -> None:
        zone = "Pacific/Kiritimati" if today("Pacific/Kiritimati") != today("UTC") else "Pacific/Midway"
        carla = standing_world.slack.add_person("carla", email="carla@ourcompany.test", tz=zone)
        standing_world.chartmogul.add_user("carla@ourcompany.test")
        card = card_for(standing_world, assignee=carla)
        due = today(zone)
        standing_world.chartmogul.change_task(card.uuid, due_date=due.isoformat())

        read_again(card)

        card.says(f"{day(due)} (today)")

    def test_nothing_in_it_notifies_or_links(self, standing_world: World) -> None:
        card = card_for(standing_world, details="<!channel> & <@U9> *now*")

        assert "&lt;!channel&gt; &amp; &lt;@U9&gt;" in card.text
        assert "&lt;!channel&gt; &amp; &lt;@U9&gt;" in card.message.blocks[0]["text"]["text"]

    def test_the_message_that_it_came_from(self, standing_world: World) -> None:
        slack = standing_world.slack
        lobby = slack.add_channel("lobby", members=[standing_world.anna])
        ts = slack.person(standing_world.ben).say(standing_world.channel, "Kim asks for a quote")
        anna = slack.person(standing_world.anna)
        anna.message_shortcut("create_task_from_message", standing_world.channel, ts)
        fill(standing_world, standing_world.anna)
        anna.fill("announce", "me")
        assert anna.submit().closed

        [message] = eventually(lambda: [m for m in slack.dms(standing_world.anna) if "the message" in m.text])
        assert slack.workspace.permalink(slack.messages(standing_world.channel, ts)[0]) in message.text
        assert lobby not in message.text

    def test_beside_that_message_no_link_to_it(self, standing_world: World) -> None:
        slack = standing_world.slack
        ts = slack.person(standing_world.ben).say(standing_world.channel, "Kim asks for a quote")
        anna = slack.person(standing_world.anna)
        anna.message_shortcut("create_task_from_message", standing_world.channel, ts)
        fill(standing_world, standing_world.anna)
        assert anna.submit().closed

        def replies() -> list[Message]:
            return slack.messages(standing_world.channel, ts)[1:]

        [reply] = eventually(replies)
        card = OnCard(standing_world, standing_world.channel, reply.ts, uuid_of(reply), thread_ts=ts)
        card.click(standing_world.anna, "complete_task")
        card.says("Completed by")
        assert "the message" not in card.text
        assert len(replies()) == 1


class TestCompleted:
    def test_struck_through_by_whom_and_when(self, standing_world: World) -> None:
        card = card_for(standing_world, assignee=standing_world.ben)

        card.click(standing_world.ben, "complete_task")

        on = day(today("America/New_York"))
        assert card.says(":white_check_mark:", "~Send the quote~")
        assert f"Completed by <@{standing_world.ben}> on {on}" in card.text
        assert card.buttons == ["reopen_task", "open_customer"]
        assert "(tomorrow)" not in card.text

    def test_in_chartmogul_on_a_day_that_no_zone_shifts(self, standing_world: World) -> None:
        card = card_for(standing_world, assignee=standing_world.ben)
        standing_world.chartmogul.change_task(card.uuid, completed_at="2025-04-19T00:00:00Z")

        read_again(card)

        card.says("Completed in ChartMogul on Sat 19 Apr 2025")


class TestGone:
    def test_it_says_so_and_keeps_no_button(self, standing_world: World) -> None:
        card = card_for(standing_world)
        standing_world.chartmogul.delete_task(card.uuid)

        read_again(card)

        card.says("Deleted task for", "~Send the quote~", "Deleted in ChartMogul")
        assert card.buttons == []
