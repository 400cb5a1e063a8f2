"""The shortcut on a message proposes who is asked in it and until when, and says by which words."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from bot.sandbox.slack import SlackStandIn
from bot.sandbox.slack.person import PersonDriver
from tests.scenarios.form import initial, opened_knowing
from tests.scenarios.requests_from_slack import payload, send
from tests.scenarios.running import World, next_working_day_in
from tests.scenarios.test_assignee import assignee, shown, sync

FAR = "24 December 2099"
"""A day to come on every day on which this runs."""

Json = dict[str, Any]


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """One kind of database: nothing here depends on which."""
    return sqlite_url


def opened_on(world: World, text: str, author: str = "", channel: str = "", **message: Any) -> PersonDriver:
    """Anna, with the form open that the shortcut on this message opens."""
    anna = world.slack.person(world.anna)
    where = channel or world.channel
    ts = world.slack.post(where, author or world.ben, text, **message)

    return opened_knowing(anna, lambda: anna.message_shortcut("create_task_from_message", where, ts))


def line(anna: PersonDriver, block_id: str) -> str:
    """A line of the open form; empty where it has none of this name."""
    assert anna.view is not None
    found = [block for block in anna.view.blocks if block.get("block_id") == block_id]
    return str(found[0]["elements"][0]["text"]) if found else ""


def due(world: World) -> object:
    return initial(world, world.anna, "due_date")


def test_assignee_and_due_date_come_from_the_message_with_their_reasons(world: World) -> None:
    words = f"Acme wants 40 more seats. <@{world.ben}> could you send the quote by {FAR}?"

    anna = opened_on(world, words, author=world.anna)

    assert assignee(anna) == world.ben
    assert line(anna, "assignee_hint").startswith(
        f"The task goes to <@{world.ben}>, from \u201c@ben could you send the quote"
    )
    assert due(world) == "2099-12-24"
    assert line(anna, "due_hint") == f"Due Thursday 24 December 2099, from \u201cby {FAR}\u201d."
    details = f"Acme wants 40 more seats. @ben could you send the quote by {FAR}?"
    assert initial(world, world.anna, "details") == details
    assert world.posts == 0


def test_submit_creates_what_the_form_proposes(world: World) -> None:
    anna = opened_on(world, f"<@{world.ben}> please call Acme by {FAR}", author=world.anna)
    assert world.posts == 0
    anna.fill("customer", "Acme")

    assert anna.submit().closed

    [task] = world.chartmogul.tasks
    assert (task["assignee"], task["due_date"][:10]) == ("ben@ourcompany.test", "2099-12-24")
    assert task["task_details"].splitlines()[0] == f"@ben please call Acme by {FAR}"


def test_whoever_asks_for_the_form_may_be_the_one_who_is_asked(world: World) -> None:
    anna = opened_on(world, f"<@{world.anna}> could you send the quote?")

    assert assignee(anna) == world.anna
    assert "from \u201c@anna could you send the quote\u201d" in line(anna, "assignee_hint")


def test_the_reason_goes_as_soon_as_somebody_else_is_chosen(world: World) -> None:
    anna = opened_on(world, f"<@{world.ben}> please call them by {FAR}", author=world.anna)
    anna.fill("customer", "Bluebird")
    assert line(anna, "assignee_hint")

    anna.fill("assignee", world.anna)

    assert not line(anna, "assignee_hint")
    assert line(anna, "due_hint")


def test_a_message_that_asks_nobody_for_no_day_proposes_nothing(world: World) -> None:
    anna = opened_on(world, f"I spoke with <@{world.ben}>, they called last Friday :tada:")

    assert assignee(anna) == world.anna
    assert due(world) == next_working_day_in("Europe/Berlin").isoformat()
    assert not line(anna, "assignee_hint")
    assert not line(anna, "due_hint")


class TestOwner:
    @pytest.fixture
    def owned(self, world: World) -> Json:
        """A customer that Ben owns, known to the bot, and Chloé, who is asked for something."""
        owned = world.chartmogul.add_customer(
            "Cedar Foods", email="a@cedar.test", owner="ben@ourcompany.test"
        )
        world.chartmogul.add_user("chloe@ourcompany.test")
        sync(world)
        return owned

    def test_who_is_asked_goes_before_the_owner_of_whom_the_form_still_tells(
        self, world: World, owned: Json
    ) -> None:
        chloe = world.slack.add_person("chloe", real_name="Chloé", email="chloe@ourcompany.test")

        anna = opened_on(world, f"<@{chloe}> could you call {owned['chartmogul-url']} please?")

        assert assignee(anna) == chloe
        assert f"The task goes to <@{chloe}>, from" in line(anna, "assignee_hint")
        assert f"<@{world.ben}> owns Cedar Foods in ChartMogul." in shown(anna)

    def test_where_nobody_is_asked_the_owner_is_proposed(self, world: World, owned: Json) -> None:
        anna = opened_on(world, f"{owned['chartmogul-url']} wants a call, cc <@{world.anna}>")

        assert assignee(anna) == world.ben
        assert not line(anna, "assignee_hint")


@pytest.mark.parametrize(
    "who",
    [
        {"is_restricted": True},
        {"is_stranger": True, "team_id": "T0ELSEWHERE"},
        {"deleted": True},
        {"is_bot": True},
    ],
    ids=["a guest", "another company", "deactivated", "an app"],
)
def test_who_cannot_be_given_a_task_is_not_proposed(world: World, who: Json) -> None:
    email = None if "is_bot" in who else "olga@elsewhere.test"
    olga = world.slack.add_person("olga", real_name="Olga", **{"email": email, **who})

    anna = opened_on(world, f"<@{olga}> could you send the logo?")

    assert assignee(anna) == world.anna
    assert not line(anna, "assignee_hint")


def test_words_that_are_quoted_or_forwarded_propose_nothing(world: World) -> None:
    ask = f"<@{world.ben}> could you send it by {FAR}?"
    for message in (
        {"text": f"Seen?\n&gt; {ask}"},
        {"text": f"Seen? `{ask}`"},
        {"text": "Seen?", "attachments": [{"is_share": True, "text": ask}]},
    ):
        anna = opened_on(world, author=world.anna, **message)
        assert not line(anna, "assignee_hint") + line(anna, "due_hint")
        assert f"by {FAR}" in str(initial(world, world.anna, "details"))
        anna.close()


def opened_on_old(world: World, text: str, ts: object = "1700000000.000100") -> PersonDriver:
    """Anna, with the form open on a message of November 2023, or of when `ts` says."""
    body = payload(
        "message_action",
        callback_id="create_task_from_message",
        trigger_id=world.slack.trigger(world.anna, world.channel),
        user={"id": world.anna, "team_id": world.slack.team_id},
        message={"type": "message", "user": world.ben, "ts": ts, "text": text},
        team={"id": world.slack.team_id, "domain": "sandbox"},
        channel={"id": world.channel, "name": "acme"},
    )
    assert send(world, body).status_code == 200
    return world.slack.person(world.anna)


def test_days_count_from_when_the_message_was_written(world: World) -> None:
    anna = opened_on_old(world, "Please call them tomorrow")
    assert due(world) == next_working_day_in("Europe/Berlin").isoformat()
    assert not line(anna, "due_hint")
    anna.close()

    anna = opened_on_old(world, f"Please call them by {FAR}")
    assert due(world) == "2099-12-24"


@pytest.mark.parametrize("ts", ["", None, "yesterday", "99999999999999999999.0", 1700000000.0, []])
def test_a_message_of_which_it_is_not_known_when_it_was_written_is_of_today(world: World, ts: object) -> None:
    anna = opened_on_old(world, "Please call them in a week", ts)

    today = next_working_day_in("Europe/Berlin")
    assert today < date.fromisoformat(str(due(world))) <= today + timedelta(days=7)
    assert line(anna, "due_hint").endswith("from \u201cin a week\u201d.")


class TestUnknown:
    def test_as_long_as_slack_does_not_say_who_somebody_is_nothing_breaks(
        self, world: World, slack: SlackStandIn
    ) -> None:
        slack.fail("users.info", error="fatal_error", times=None)
        anna = slack.person(world.anna)
        ts = slack.post(world.channel, world.anna, f"<@{world.ben}> could you send it by {FAR}?")

        anna.message_shortcut("create_task_from_message", world.channel, ts)

        assert "no customers yet" in shown(anna)
        assert assignee(anna) == world.anna
        assert due(world) == "2099-12-24"
