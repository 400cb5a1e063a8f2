"""From the command or shortcut through the form to the task and its card."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from bot.resolve.due_date import next_working_day
from tests.scenarios.running import World, eventually, next_working_day_in


def fill(world: World, who: str, *, customer: str = "Acme", details: str = "Send the quote") -> None:
    """Fill in what the form does not know by itself."""
    person = world.slack.person(who)
    person.fill("customer", customer)
    person.fill("details", details)


def initial(world: World, who: str, field: str) -> object:
    """What a field of the open form holds."""
    view = world.slack.person(who).view
    assert view is not None
    state = view.state[field][field]
    return next((state[key] for key in state if key not in {"type"} and state[key] is not None), None)


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
        assert "/cm-task" in usage[0].text
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


class TestCustomerField:
    @pytest.mark.parametrize(
        "typed", ["Acme", "acme corp", "ACM", "billing@acme.test", "kim@acme.test", "acme.test"]
    )
    def test_finds_the_customer(self, world: World, typed: str) -> None:
        anna = world.slack.person(world.anna)
        anna.command(world.channel, "/cm-task")

        # The contacts come after the customers.
        found = eventually(lambda: anna.suggest("customer", typed))

        assert found[0]["value"] == world.acme["uuid"]
        assert "Acme Corporation" in found[0]["text"]["text"]

    def test_takes_an_id_and_a_link(self, world: World) -> None:
        anna = world.slack.person(world.anna)
        anna.command(world.channel, "/cm-task")

        page = world.acme["chartmogul-url"]
        for typed in (world.acme["uuid"], page, page.replace("#/", "#"), f"{page}/edit?tab=1"):
            assert [option["value"] for option in anna.suggest("customer", typed)] == [world.acme["uuid"]]

    def test_asks_chartmogul_for_one_that_is_not_in_the_directory_yet(self, world: World) -> None:
        new = world.chartmogul.add_customer("Brand New", email="hello@brandnew.test")
        anna = world.slack.person(world.anna)
        anna.command(world.channel, "/cm-task")

        for typed in (new["uuid"], "hello@brandnew.test"):
            assert [option["value"] for option in anna.suggest("customer", typed)] == [new["uuid"]]

    def test_one_that_chartmogul_was_asked_for_is_asked_for_once(self, world: World) -> None:
        new = world.chartmogul.add_customer("Brand New", email="hello@brandnew.test")
        anna = world.slack.person(world.anna)
        anna.command(world.channel, "/cm-task", "Send the quote")
        anna.fill("customer", new["uuid"])
        world.chartmogul.fault("GET", "/customers", kind="status", status=500, times=None)

        assert anna.submit().closed

        [card] = eventually(lambda: world.cards(world.channel))
        assert "Brand New" in card
        assert new["chartmogul-url"] in card

    def test_a_slow_chartmogul_answers_no_letter_too_late(self, world: World) -> None:
        world.chartmogul.fault("GET", "/customers", kind="delay", seconds=4, times=None)
        anna = world.slack.person(world.anna)
        anna.command(world.channel, "/cm-task")

        typed = "somebody@unknown.test cus_00000000-0000-4000-8000-000000000000"

        assert anna.suggest("customer", typed) == []

        assert world.slack.problems == []

    def test_nothing_found_is_an_empty_list(self, world: World) -> None:
        anna = world.slack.person(world.anna)
        anna.command(world.channel, "/cm-task")

        assert anna.suggest("customer", "zzzzzzzz") == []


class TestWrongInput:
    def submit(self, world: World, **fields: str) -> dict[str, str]:
        anna = world.slack.person(world.anna)
        anna.command(world.channel, "/cm-task")
        fill(world, world.anna)
        for field, value in fields.items():
            anna.fill(field, value)
        result = anna.submit()
        assert not result.closed
        assert anna.view is not None
        assert anna.view.state["details"]["details"]["value"] == "Send the quote"
        assert world.chartmogul.tasks == []
        return result.errors

    def test_a_past_due_date(self, world: World) -> None:
        yesterday = (datetime.now(UTC) - timedelta(days=2)).date().isoformat()

        errors = self.submit(world, due_date=yesterday)

        assert list(errors) == ["due_date"]
        assert "has passed" in errors["due_date"]

    def test_an_assignee_without_an_email(self, world: World) -> None:
        guest = world.slack.add_person("hugo", real_name="Hugo Guest", email=None)

        errors = self.submit(world, assignee=guest)

        assert list(errors) == ["assignee"]
        assert "no e-mail" in errors["assignee"]

    def test_an_app_as_assignee(self, world: World) -> None:
        robot = world.slack.add_person("robot", real_name="Robot", is_bot=True)

        assert "is an app" in self.submit(world, assignee=robot)["assignee"]

    def test_a_deactivated_assignee(self, world: World) -> None:
        gone = world.slack.add_person("gina", real_name="Gina", email="gina@ourcompany.test", deleted=True)

        assert "deactivated" in self.submit(world, assignee=gone)["assignee"]

    def test_a_correction_creates_one_task(self, world: World) -> None:
        self.submit(world, due_date=(datetime.now(UTC) - timedelta(days=2)).date().isoformat())
        anna = world.slack.person(world.anna)
        anna.fill("due_date", next_working_day_in("Europe/Berlin").isoformat())

        assert anna.submit().closed

        assert len(world.chartmogul.tasks) == 1

    @pytest.mark.parametrize(
        ("details", "said"),
        [
            ("call\ud83d Kim", "One character in this is broken"),
            ("\ude00", "One character in this is broken"),
            ("\u200b\u200d \u2060\ufeff", "characters that nobody can see"),
            ("\u00ad\u3164\u2800\ufe0f", "characters that nobody can see"),
        ],
    )
    def test_details_that_nobody_can_read(self, world: World, details: str, said: str) -> None:
        anna = world.slack.person(world.anna)
        anna.command(world.channel, "/cm-task")
        fill(world, world.anna, details=details)

        result = anna.submit()

        assert list(result.errors) == ["details"]
        assert said in result.errors["details"]
        assert initial(world, world.anna, "details") == details
        assert world.chartmogul.tasks == []
