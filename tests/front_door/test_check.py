"""`cm-task check`, as the engineer runs it who sets the bot up."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from bot.manifest import SCOPES
from bot.sandbox.chartmogul import ChartMogulStandIn
from bot.sandbox.slack import SlackStandIn
from tests.front_door.running import SECRET, TOKEN
from tests.front_door.test_operations import environment


def check(
    folder: Path, slack: SlackStandIn, chartmogul: ChartMogulStandIn, **changes: str
) -> tuple[int, str]:
    """Its exit code and all that it says."""
    ended = subprocess.run(
        [sys.executable, "-m", "bot", "check"],
        cwd=folder,
        env={
            **environment(f"sqlite:///{folder / 'cm-task.sqlite3'}", chartmogul.url),
            "SLACK_API_URL": slack.api_url,
            **changes,
        },
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    return ended.returncode, ended.stdout + ended.stderr


def test_a_good_deployment(tmp_path: Path, slack: SlackStandIn, chartmogul: ChartMogulStandIn) -> None:
    code, said = check(tmp_path, slack, chartmogul, SLACK_APP_TOKEN="xapp-sandbox")

    assert code == 0
    lines = [line.partition(":")[0].split(maxsplit=1) for line in said.splitlines() if line.startswith("ok")]
    assert [what for _, what in lines] == ["Database", "ChartMogul", "Slack", "Scopes", "Socket Mode"]
    assert "FAILS" not in said


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"CHARTMOGUL_API_KEY": "another-very-secret-key"}, "ChartMogul: ChartMogul does not accept"),
        ({"SLACK_BOT_TOKEN": "xoxb-another-very-secret"}, "Slack: invalid_auth. SLACK_BOT_TOKEN"),
        ({"SLACK_APP_TOKEN": "xapp-another-very-secret"}, "Socket Mode: invalid_auth. SLACK_APP_TOKEN"),
        ({"DATABASE_URL": "sqlite:////nowhere/at/all/cm-task.sqlite3"}, "Database: the file of the database"),
        ({"SLACK_API_URL": "http://127.0.0.1:9/api/"}, "Slack: not_reached"),
    ],
    ids=["key", "token", "app token", "database", "away"],
)
def test_what_is_wrong_is_named_with_where_to_mend_it(
    tmp_path: Path,
    slack: SlackStandIn,
    chartmogul: ChartMogulStandIn,
    changes: dict[str, str],
    named: str,
) -> None:
    code, said = check(tmp_path, slack, chartmogul, **changes)

    assert code == 1
    assert f"FAILS {named}" in said
    assert said.count("FAILS") == 1
    assert "very-secret" not in said


def test_scopes_that_are_missing_are_listed(tmp_path: Path, chartmogul: ChartMogulStandIn) -> None:
    granted = SCOPES.keys() - {"users:read.email", "im:write"}
    with SlackStandIn(bot_token=TOKEN, signing_secret=SECRET, scopes=granted) as slack:
        code, said = check(tmp_path, slack, chartmogul)

    assert code == 1
    assert "FAILS Scopes: missing im:write, users:read.email." in said
