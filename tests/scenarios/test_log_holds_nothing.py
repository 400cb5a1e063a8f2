"""Nothing of what people write and are called is logged: after every scenario that is looked for.

Here is that the look finds what it is to find, and what only goes wrong when others quote people's words.
"""

from __future__ import annotations

import sys
from typing import Any

import pytest
import structlog

from bot.sandbox.chartmogul import ChartMogulStandIn
from bot.sandbox.slack import SlackStandIn
from tests.scenarios.requests_from_slack import command, payload, send
from tests.scenarios.running import API_KEY, SECRET, TOKEN, World, eventually
from tests.scenarios.written import Written

ONE_DATABASE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

WORDS = "Zebulon Quaid wants his 4711 seats"


@pytest.mark.parametrize(
    "logged",
    [
        TOKEN,
        SECRET,
        API_KEY,
        "v0=" + "0" * 64,
        "Basic dmVyeS1zZWNyZXQ6",
        "anna@ourcompany.test",
        "https://hooks.slack.test/commands/1",
        "wss://wss-primary.slack.test/?ticket=1",
        "Anna Berg",
        "Acme Corporation",
        "We want a quote, please.",
        "Send the quote",
    ],
)
def test_the_look_finds_it(
    slack: SlackStandIn, chartmogul: ChartMogulStandIn, written: Written, logged: str
) -> None:
    anna = slack.add_person("anna", real_name="Anna Berg", email="anna@ourcompany.test")
    channel = slack.add_channel("acme", members=[anna])
    slack.post(channel, anna, "We want a quote, please.")
    acme = chartmogul.add_customer("Acme Corporation")
    chartmogul.add_user("anna@ourcompany.test")
    given = {"assignee": "anna@ourcompany.test", "due_date": "2026-12-01"}
    chartmogul.add_task(acme["uuid"], "Send the quote", **given)
    beside = Written(sys.stderr)
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(beside))

    structlog.get_logger().info("some.event", said=f"He said: {logged}!")

    assert beside.leaks(slack, chartmogul)
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(written))


def told_by_chartmogul() -> list[str | dict[str, Any]]:
    """Errors that quote what was sent, where nobody would expect it."""
    return [
        {"code": 422, "message": f"'{WORDS}' is no good", "param": WORDS},
        {"errors": {WORDS: [f"{WORDS} is odd"], "assignee": "zebulon@quaid.test is not a user"}},
        {WORDS: [WORDS]},
        {"error": WORDS, "error_details": [{"param": "zebulon@quaid.test", "message": WORDS}]},
        f"<h1>{WORDS}</h1>",
        WORDS,
    ]


@ONE_DATABASE
@pytest.mark.parametrize("body", told_by_chartmogul(), ids=range(6))
def test_when_chartmogul_quotes_it(world: World, written: Written, body: str | dict[str, Any]) -> None:
    world.chartmogul.fault("POST", "/tasks", kind="status", status=422, body=body, times=None)
    anna = world.slack.person(world.anna)
    anna.command(world.channel, "/cm-task", WORDS)
    anna.fill("customer", "Acme")

    assert not anna.submit().closed

    assert "zebulon" not in written.getvalue().casefold()
    assert any(line.get("status") == 422 for line in written.lines)


@ONE_DATABASE
def test_when_chartmogul_quotes_it_of_a_change_and_of_a_note(world: World, written: Written) -> None:
    ts = world.slack.post(world.channel, world.anna, WORDS)
    world.chartmogul.fault("POST", "/notes", kind="status", status=422, body={"error": WORDS}, times=None)
    world.chartmogul.fault("PATCH", "/tasks/*", kind="status", status=422, body={WORDS: [WORDS]}, times=None)
    anna = world.slack.person(world.anna)
    anna.message_shortcut("create_task_from_message", world.channel, ts)
    anna.fill("customer", "Acme")
    anna.fill("save_note", ["message"])
    assert anna.submit().closed
    [card] = eventually(lambda: [m for m in world.slack.messages(world.channel, ts) if m.bot_id])
    eventually(lambda: any(line["event"] == "note.failed" for line in written.lines))

    anna.click(world.channel, card.ts, "complete_task")

    eventually(lambda: any(line["event"] == "change.refused" for line in written.lines))
    assert "zebulon" not in written.getvalue().casefold()


@ONE_DATABASE
def test_when_slack_quotes_it(world: World, written: Written) -> None:
    world.slack.fail("views.open", error=f"no_such_{WORDS}", times=None)
    world.slack.fail("users.info", error="zebulon@quaid.test", times=None)
    anna = world.slack.person(world.anna)

    anna.command(world.channel, "/cm-task", WORDS)

    assert any(line["event"] == "listener.failed" for line in written.lines)
    assert "zebulon" not in written.getvalue().casefold()


@ONE_DATABASE
def test_when_it_stands_where_slack_never_writes_it(world: World, written: Written) -> None:
    who = {"user": {"id": world.anna}, "trigger_id": "1.2.3"}
    send(world, command(world, "help", command=f"/{WORDS}"))
    send(world, payload(WORDS, **who))
    send(world, payload("shortcut", callback_id=WORDS, **who))
    send(world, payload("block_actions", actions=[{"action_id": WORDS, "value": WORDS}], **who))
    send(world, payload("view_submission", view={"id": WORDS, "callback_id": WORDS, "type": WORDS}, **who))
    send(world, payload("event_callback", event={"type": WORDS, "user": WORDS}))
    send(world, payload("view_submission", view={"state": {"values": {WORDS: 1}}, "id": "V1"}, **who))
    send(world, command(world, "help", user_id=WORDS))
    send(world, command(world, "help"), signed_as=WORDS)

    assert len(written.lines) > 5
    assert "zebulon" not in written.getvalue().casefold()
