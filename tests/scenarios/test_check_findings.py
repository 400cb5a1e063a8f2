"""What `cm-task check` finds out about a deployment that is nearly right."""

from __future__ import annotations

import json
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from bot.directory.seen import SeenRows
from bot.directory.sync_progress import Progress, SyncProgress
from bot.operate.manifest import OPTIONAL, SCOPES
from bot.outbox.deliveries import Deliveries
from bot.outbox.delivery import State
from bot.request import Letter
from bot.retention.removal import Removal
from bot.sandbox.chartmogul import ChartMogulStandIn
from bot.sandbox.slack import SlackStandIn
from bot.settings import about
from bot.store.database import Database
from tests.scenarios.checked import Deployment, database_at, in_json, not_ok
from tests.scenarios.running import API_KEY, SECRET, TOKEN, World
from tests.scenarios.test_check import check


def test_programs_are_told_by_names_that_stay(
    tmp_path: Path, slack: SlackStandIn, chartmogul: ChartMogulStandIn
) -> None:
    code, found, beside = in_json(tmp_path, slack, chartmogul)

    assert (code, beside) == (0, "")
    assert found.keys() == {
        *(f"setting.{name}" for name in about()),
        "database",
        "directory",
        "deliveries",
        "changes",
        "notes",
        "chartmogul",
        "chartmogul.writing",
        "clock.chartmogul",
        "slack",
        "scopes",
        "clock.slack",
        "request_url",
    }
    assert not_ok(found) == {"request_url": "unknown"}
    assert found["setting.LOG_LEVEL"]["said"] == "default"
    assert found["setting.SLACK_APP_TOKEN"]["said"] == "not set"
    assert found["setting.SLACK_BOT_TOKEN"]["said"] == "set"
    database = found["database"]["facts"]
    assert (database["kind"], database["encoding"], database["pooler"]) == ("sqlite", "UTF-8", False)
    assert database["reading_ms"] > 0
    assert database["writing_ms"] > 0


def test_no_secret_is_ever_shown(tmp_path: Path, slack: SlackStandIn, chartmogul: ChartMogulStandIn) -> None:
    _, found, _ = in_json(tmp_path, slack, chartmogul, SLACK_SIGNING_SECRET=f" '{SECRET}' ")
    _, said = check(tmp_path, slack, chartmogul)

    for secret in (TOKEN, SECRET, API_KEY):
        assert secret not in json.dumps(found) + said
    assert found["setting.SLACK_SIGNING_SECRET"]["verdict"] == "warns"


@pytest.mark.parametrize(
    ("ahead", "app_token", "verdict"),
    [
        (0.0, "", "ok"),
        (20.0, "", "ok"),
        (100.0, "", "warns"),
        (-100.0, "", "warns"),
        (400.0, "", "fails"),
        (-400.0, "", "fails"),
        (400.0, "xapp-sandbox", "warns"),
    ],
)
def test_the_clock_beside_slacks(
    deployment: Deployment,
    ahead: float,
    app_token: str,
    verdict: str,
) -> None:
    deployment.slack.clock_ahead = ahead

    code, found, _ = deployment.check(SLACK_APP_TOKEN=app_token)

    assert found["clock.slack"]["verdict"] == verdict
    assert found["clock.slack"]["facts"]["seconds_ahead"] == pytest.approx(-ahead, abs=5)
    assert code == (1 if verdict == "fails" else 0)


def test_the_clock_beside_chartmoguls(
    tmp_path: Path, slack: SlackStandIn, chartmogul: ChartMogulStandIn
) -> None:
    chartmogul.clock_ahead = 400.0

    code, found, _ = in_json(tmp_path, slack, chartmogul)

    assert code == 0
    assert not_ok(found) == {"clock.chartmogul": "warns", "request_url": "unknown"}
    assert "behind" in found["clock.chartmogul"]["said"]


@pytest.mark.parametrize("shape", ["param", "error", "errors", "details", "text", "empty"])
def test_a_key_that_may_write(tmp_path: Path, slack: SlackStandIn, shape: Any) -> None:
    with ChartMogulStandIn(API_KEY, error_shape=shape) as chartmogul:
        chartmogul.add_customer("Acme")
        _, found, _ = in_json(tmp_path, slack, chartmogul)

        assert found["chartmogul.writing"]["verdict"] == "ok"
        assert chartmogul.tasks == []


def test_a_key_that_may_only_read(tmp_path: Path, slack: SlackStandIn) -> None:
    with ChartMogulStandIn(API_KEY, read_only=True) as chartmogul:
        code, found, _ = in_json(tmp_path, slack, chartmogul)

    assert code == 1
    assert not_ok(found) == {"chartmogul.writing": "fails", "request_url": "unknown"}
    assert "read & write" in found["chartmogul.writing"]["do"]


@pytest.mark.parametrize(
    ("status", "body"), [(500, None), (404, {"error": "no"}), (402, None), (201, {}), (403, "<html>")]
)
def test_an_answer_that_tells_nothing_of_writing(
    tmp_path: Path, slack: SlackStandIn, chartmogul: ChartMogulStandIn, status: int, body: Any
) -> None:
    chartmogul.fault("POST", "/tasks", kind="status", status=status, body=body)

    code, found, _ = in_json(tmp_path, slack, chartmogul)

    assert code == 0
    assert found["chartmogul.writing"]["verdict"] == "unknown"


def test_a_scope_that_was_declined_says_what_is_missing(
    tmp_path: Path, slack: SlackStandIn, chartmogul: ChartMogulStandIn
) -> None:
    slack.scopes = SCOPES.keys() - {"groups:history"}

    code, found, _ = in_json(tmp_path, slack, chartmogul)

    assert code == 0
    assert found["scopes"]["facts"] == {"missing": [], "declined": ["groups:history"], "superfluous": []}
    declined = found["scopes.groups:history"]
    assert declined["verdict"] == "warns"
    assert OPTIONAL["groups:history"] in declined["said"]


def test_a_scope_that_nobody_needs_is_worth_a_word(
    tmp_path: Path, slack: SlackStandIn, chartmogul: ChartMogulStandIn
) -> None:
    slack.scopes = {*SCOPES, "files:write", "admin"}

    code, found, _ = in_json(tmp_path, slack, chartmogul)

    assert code == 0
    assert found["scopes"]["verdict"] == "ok"
    assert "admin, files:write are granted and not used" in found["scopes.superfluous"]["said"]


def test_work_that_waits_or_that_nobody_was_told_of(
    tmp_path: Path, slack: SlackStandIn, chartmogul: ChartMogulStandIn
) -> None:
    with closing(Database.open(database_at(tmp_path))) as database:
        database.migrate()
        outbox = Deliveries(database)
        for number, state in enumerate([State.UNTOLD, State.UNSURE, State.DONE, State.WAITING]):
            letter = Letter(to="U1", message={"text": "Hello"}, mark="x")
            stored = outbox.add(f"{number}", letter.model_dump_json(), form_seconds=0)
            if state is not State.WAITING:
                outbox.release(outbox.claim(lease=60) or stored, state=state)
        SyncProgress(database).finish(Progress(customers=5))

    code, found, _ = in_json(tmp_path, slack, chartmogul)

    assert code == 0
    assert found["deliveries.untold"]["verdict"] == "warns"
    assert found["deliveries.unsure"]["verdict"] == "warns"
    assert found["deliveries"]["facts"]["waiting"] == 1
    assert found["directory"]["verdict"] == "ok"


def test_an_app_that_was_removed(deployment: Deployment) -> None:
    with closing(Database.open(database_at(deployment.folder))) as database:
        database.migrate()
        removal = Removal(database)
        removal.said("T1")
        assert "is asked whether it was" in deployment.check()[1]["removal"]["said"]
        removal.asked(is_taken=False)

        code, found, _ = deployment.check()

    assert code == 0
    assert found["removal"]["verdict"] == "warns"
    assert "its data are deleted in 6 days" in found["removal"]["said"]


def test_customers_that_were_last_read_long_ago(
    tmp_path: Path, slack: SlackStandIn, chartmogul: ChartMogulStandIn
) -> None:
    with closing(Database.open(database_at(tmp_path))) as database:
        database.migrate()
        long_ago = Progress(started_at=1.0, finished_at=time.time() - 100_000)
        SyncProgress(database).save(long_ago, SeenRows())

    _, found, _ = in_json(tmp_path, slack, chartmogul)

    assert found["directory"]["verdict"] == "warns"
    assert "read 1 day ago" in found["directory"]["said"]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_form_that_came_in_says_that_slack_reaches_the_bot(world: World, database_url: str) -> None:
    anna = world.slack.person(world.anna)
    anna.command(world.channel, "/cm-task", "Send the quote")
    anna.fill("customer", "Acme")
    assert anna.submit().closed
    folder = Path(database_url.partition("///")[2]).parent

    _, found, _ = in_json(folder, world.slack, world.chartmogul, DATABASE_URL=database_url)

    assert found["request_url"]["verdict"] == "ok"
    assert found["request_url"]["facts"]["seconds_since_a_form"] < 600


@pytest.mark.parametrize("empty_database_url", ["pgbouncer", "postgresql"], indirect=True)
def test_a_pooler_shows(
    tmp_path: Path, slack: SlackStandIn, chartmogul: ChartMogulStandIn, empty_database_url: str
) -> None:
    _, found, _ = in_json(tmp_path, slack, chartmogul, DATABASE_URL=empty_database_url)

    database = found["database"]["facts"]
    assert database["kind"] == "postgresql"
    assert database["encoding"] == "UTF8"
    assert database["version"]
    assert database["pooler"] is ("127.0.0.1" in empty_database_url)
