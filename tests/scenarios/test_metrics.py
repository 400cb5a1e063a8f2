"""What a running bot counts of what it does."""

from __future__ import annotations

import re

import pytest

from bot.outbox.delivery import State
from tests.scenarios.measured import Measured
from tests.scenarios.requests_from_slack import command, payload, send
from tests.scenarios.running import World, eventually

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

BUTTON = {"type": "button", "action_id": "archive_task", "text": {"type": "plain_text", "text": "Archive"}}


def submitted(world: World, words: str = "Send the quote") -> None:
    anna = world.slack.person(world.anna)
    anna.command(world.channel, "/cm-task", words)
    anna.fill("customer", "Acme")
    anna.submit()


def test_answers_to_slack_by_kind_and_outcome(world: World) -> None:
    submitted(world)
    guest = world.slack.add_person("guest", is_restricted=True)
    shared = world.slack.add_channel("shared", members=[world.anna, guest])
    world.slack.person(guest).command(shared, "/cm-task", "Send the quote")
    send(world, payload("shortcut", callback_id="unknown", user={"id": world.anna}))
    send(world, payload("shortcut", callback_id="create_task", user={"id": world.anna}))
    world.slack.fail("views.open", error="internal_error", times=None)
    world.slack.person(world.anna).command(world.channel, "/cm-task", "Send the quote")

    now = Measured(world.url)
    answers = "cm_task_acknowledgements_total"
    assert now(answers, kind="command", outcome="ok") == 1
    assert now(answers, kind="command", outcome="outsider") == 1
    assert now(answers, kind="command", outcome="failed") == 1
    assert now(answers, kind="submission", outcome="ok") == 1
    assert now(answers, kind="options") >= 1
    assert now(answers, kind="shortcut", outcome="unknown") == 1
    assert now(answers, kind="shortcut", outcome="malformed") == 1
    assert now("cm_task_acknowledgement_seconds_count", kind="command") == 3
    assert now("cm_task_acknowledgement_seconds_bucket", kind="command", le="+Inf") == 3


def test_an_answer_after_three_seconds_is_late(world: World) -> None:
    assert Measured(world.url)("cm_task_acknowledgements_total", outcome="late") == 0

    world.application.metrics.answered("command", "late", 3.2)

    now = Measured(world.url)
    assert now("cm_task_acknowledgements_total", kind="command", outcome="late") == 1
    assert now("cm_task_acknowledgement_seconds_bucket", kind="command", le="3.0") == 0


def test_calls_to_slack_and_chartmogul_by_method_and_outcome(world: World) -> None:
    world.chartmogul.fault("POST", "/tasks", kind="status", status=503)
    world.slack.fail("chat.postMessage", error="ratelimited", status=429, retry_after=0.1)
    submitted(world)
    eventually(lambda: world.cards(world.channel))

    now = Measured(world.url)
    assert now("cm_task_slack_calls_total", method="views.open", outcome="ok") == 1
    assert now("cm_task_slack_calls_total", method="chat.postMessage", outcome="SlackBusy") == 1
    assert now("cm_task_slack_calls_total", method="chat.postMessage", outcome="ok") == 1
    assert now("cm_task_slack_call_seconds_count", method="chat.postMessage") == 2
    created = {"method": "POST", "path": "/tasks"}
    assert now("cm_task_chartmogul_calls_total", **created, outcome="ServerError") == 1
    assert now("cm_task_chartmogul_calls_total", **created, outcome="ok") == 1
    assert now("cm_task_chartmogul_call_seconds_count", **created) == 2
    assert now("cm_task_chartmogul_call_seconds_sum") > 0


def test_a_response_url_is_a_method_too(world: World) -> None:
    anna = world.slack.person(world.anna)
    world.slack.fail("views.open", error="internal_error", times=None)
    anna.command(world.channel, "/cm-task", "Send the quote")
    blocks = [{"type": "actions", "block_id": "old", "elements": [BUTTON]}]
    ts = world.slack.post(world.channel, world.slack.bot_user_id, "An old card", blocks=blocks)
    anna.click(world.channel, ts, "archive_task")

    assert Measured(world.url)("cm_task_slack_calls_total", method="response_url", outcome="ok") == 1


def test_what_waits_and_for_how_long(world: World) -> None:
    assert Measured(world.url)("cm_task_oldest_delivery_seconds") == 0

    world.chartmogul.down()
    submitted(world)

    waiting = eventually(lambda: Measured(world.url)("cm_task_oldest_delivery_seconds", state="waiting"))
    assert 0 < waiting < 60
    assert Measured(world.url)("cm_task_deliveries", state="waiting") == 1
    world.chartmogul.up()
    eventually(lambda: Measured(world.url)("cm_task_deliveries", state="done") == 1)
    assert Measured(world.url)("cm_task_oldest_delivery_seconds") == 0


def test_every_state_is_a_series_from_the_start(world: World) -> None:
    now = Measured(world.url)

    states = {s.labels["state"] for s in now.samples if s.name == "cm_task_deliveries"}
    assert states == set(State)
    assert now("cm_task_acknowledgements_total", outcome="failed") == 0
    assert now("cm_task_acknowledgements_total", outcome="late") == 0


@pytest.mark.first_sync
def test_the_directory_and_its_last_sync(world: World) -> None:
    now = eventually(lambda: (found := Measured(world.url)).has("cm_task_directory_age_seconds") and found)

    assert isinstance(now, Measured)
    assert now("cm_task_directory_customers") == 2
    assert 0 <= now("cm_task_directory_age_seconds") < 60
    at = now("cm_task_sync_last_success_timestamp_seconds")
    assert at == pytest.approx(world.application.rooms.deliveries.now(), abs=60)


def test_no_label_holds_an_id_or_what_somebody_wrote(world: World) -> None:
    submitted(world, "very-secret-words for Acme")
    send(world, command(world, "list", command="/very-secret-command"))
    send(world, payload("very-secret-type", user={"id": world.anna}))
    eventually(lambda: world.cards(world.channel))

    now = Measured(world.url)
    values = set().union(*(now.values_of(label) for s in now.samples for label in s.labels))
    assert not [value for value in values if "secret" in value or "Acme" in value]
    assert not [value for value in values if re.search(r"[UCDT]0[A-Z0-9]{5}|cus_|[0-9a-f]{8}-", value)]
    assert {"/tasks", "views.open", "command", "other"} <= values
