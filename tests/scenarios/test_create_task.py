"""From the command or shortcut through the form to the task and its card."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Any

import pytest

from bot.resolve.days import next_working_day
from tests.scenarios.form import fill, initial
from tests.scenarios.running import World, eventually, next_working_day_in


class TestCommand:
    def test_opens_the_form_at_once_with_sensible_defaults(self, world: World) -> None:
        anna = world.slack.person(world.anna)

        delivery = anna.command(world.channel, "/cm-task")

        assert delivery.status == 200
        assert anna.view is not None
        assert anna.view.callback_id == "create_task"
        assert initial(world, world.anna, "assignee") == world.anna
        assert initial(world, world.anna, "due_date") == next_working_day_in("Europe/Berlin").isoformat()
        assert initial(world, world.anna, "details") is None

    @pytest.mark.parametrize("hours", [14, -12, 5.5])
    def test_without_a_named_zone_the_offset_says_which_day_it_is(self, world: World, hours: float) -> None:
        dora = world.slack.add_person(
            "dora", email="dora@ourcompany.test", tz="", tz_offset=int(hours * 3600)
        )
        there = timezone(timedelta(hours=hours))
        before = datetime.now(there).date()

        world.slack.person(dora).command(world.channel, "/cm-task")

        # The day may change in between.
        days = {next_working_day(day).isoformat() for day in (before, datetime.now(there).date())}
        assert initial(world, dora, "due_date") in days

    def test_words_become_the_details(self, world: World) -> None:
        world.slack.person(world.anna).command(world.channel, "/cm-task", "send “the quote” to @ben & smile")

        assert initial(world, world.anna, "details") == 'send "the quote" to @ben & smile'

    def test_too_many_words_are_cut_visibly(self, world: World) -> None:
        world.slack.person(world.anna).command(world.channel, "/cm-task", "word " * 100)

        details = initial(world, world.anna, "details")
        view = world.slack.person(world.anna).view
        assert isinstance(details, str)
        assert len(details) <= 255
        assert details.endswith("word…")
        assert view is not None
        assert "255 characters" in str(view.blocks)

    @pytest.mark.parametrize("word", ["help", " HELP ", "?"])
    def test_help_answers_with_usage_for_this_person_only(self, world: World, word: str) -> None:
        anna = world.slack.person(world.anna)

        anna.command(world.channel, "/cm-task", word)

        assert anna.view is None
        usage = world.slack.ephemerals(world.channel, world.anna)
        assert len(usage) == 1
        assert "/cm-task acme: send the renewal quote @anna next friday" in usage[0].text
        assert "My *Home* has your tasks" in usage[0].text
        assert world.slack.ephemerals(world.channel, world.ben) == []

    def test_creates_the_task_and_answers_in_the_channel(self, world: World) -> None:
        anna = world.slack.person(world.anna)
        anna.command(world.channel, "/cm-task", "Send the quote")
        anna.fill("customer", "Acme")
        anna.fill("assignee", world.ben)

        result = anna.submit()

        assert result.closed
        assert anna.view is None
        [task] = world.chartmogul.tasks
        assert task["customer_uuid"] == world.acme["uuid"]
        assert task["task_details"] == "Send the quote"
        assert task["assignee"] == "ben@ourcompany.test"
        assert task["due_date"].startswith(next_working_day_in("Europe/Berlin").isoformat())
        [card] = eventually(lambda: world.cards(world.channel))
        assert "Acme Corporation" in card
        assert world.acme["chartmogul-url"] in card
        assert "Send the quote" in card
        assert f"<@{world.ben}>" in card
        assert f"Asked by <@{world.anna}>" in card
        due = next_working_day_in("Europe/Berlin")
        assert f"{due.day} {due:%b} {due.year}" in card

    def test_only_to_me_stays_out_of_the_channel(self, world: World) -> None:
        anna = world.slack.person(world.anna)
        anna.command(world.channel, "/cm-task")
        fill(world, world.anna)
        anna.fill("announce", "me")

        assert anna.submit().closed

        [message] = eventually(lambda: world.slack.dms(world.anna))
        assert "New task for" in message.text
        assert world.texts(world.channel) == []

    def test_what_people_wrote_is_escaped(self, world: World) -> None:
        anna = world.slack.person(world.anna)
        anna.command(world.channel, "/cm-task")
        fill(world, world.anna, details="<!channel> & <https://evil.test|click>")

        assert anna.submit().closed

        assert world.chartmogul.tasks[0]["task_details"] == "<!channel> & <https://evil.test|click>"
        [message] = eventually(lambda: [m for m in world.slack.messages(world.channel) if m.bot_id])
        assert "&lt;!channel&gt; &amp; &lt;https://evil.test|click&gt;" in message.text
        assert "<!channel>" not in message.text
        assert "<!channel>" not in str(message.blocks)


class TestMessageShortcut:
    def open_on(self, world: World, text: str = "", **message: Any) -> str:
        user = message.pop("user", world.ben)
        ts = world.slack.post(world.channel, user, text, **message)
        world.slack.person(world.anna).message_shortcut("create_task_from_message", world.channel, ts)
        return ts

    def test_the_message_becomes_the_details_in_plain_text(self, world: World) -> None:
        self.open_on(world, f"*Hi* <@{world.ben}>, see <https://acme.test/x|the offer> &amp; call _today_")

        assert initial(world, world.anna, "details") == "Hi @ben, see the offer & call today"

    @pytest.mark.parametrize(
        ("message", "expected"),
        [
            ({"text": "from a bot", "user": None, "bot_id": "B1"}, "from a bot"),
            (
                {"blocks": [{"type": "section", "text": {"type": "mrkdwn", "text": "*in* a block"}}]},
                "in a block",
            ),
            ({"attachments": [{"fallback": "an alert", "text": "disk is full"}]}, "disk is full"),
            ({"files": [{"id": "F1", "name": "invoice.pdf", "title": "invoice.pdf"}]}, "File: invoice.pdf"),
        ],
        ids=["bot", "blocks", "attachment", "file"],
    )
    def test_every_kind_of_message_works(self, world: World, message: dict[str, Any], expected: str) -> None:
        self.open_on(world, **message)

        assert initial(world, world.anna, "details") == expected

    def test_the_card_answers_in_the_thread(self, world: World) -> None:
        ts = self.open_on(world, "Please call us back")
        anna = world.slack.person(world.anna)
        anna.fill("customer", "Acme")

        assert anna.submit().closed

        assert eventually(lambda: world.cards(world.channel, ts))
        assert [m.thread_ts for m in world.slack.messages(world.channel, ts) if m.bot_id] == [ts]

    def test_a_reply_keeps_to_its_thread(self, world: World) -> None:
        first = world.slack.post(world.channel, world.ben, "First")
        self.open_on(world, "A reply", thread_ts=first)
        anna = world.slack.person(world.anna)
        anna.fill("customer", "Acme")

        assert anna.submit().closed

        assert eventually(lambda: world.cards(world.channel, first))


class TestGlobalShortcut:
    def test_asks_for_a_channel_and_posts_there(self, world: World) -> None:
        anna = world.slack.person(world.anna)
        anna.global_shortcut("create_task", current_channel=world.channel)
        fill(world, world.anna)

        assert initial(world, world.anna, "announce") == world.channel
        assert anna.submit().closed

        assert eventually(lambda: world.cards(world.channel))

    def test_without_a_channel_the_summary_is_a_direct_message(self, world: World) -> None:
        anna = world.slack.person(world.anna)
        anna.global_shortcut("create_task")
        fill(world, world.anna)

        assert anna.submit().closed

        assert eventually(lambda: world.slack.dms(world.anna))
