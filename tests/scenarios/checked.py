"""A deployment that is right, and what `cm-task check --json` says of it."""

from __future__ import annotations

import json
from contextlib import chdir
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from typer.testing import CliRunner

from bot.__main__ import cli
from bot.sandbox.chartmogul import ChartMogulStandIn
from bot.sandbox.slack import SlackStandIn
from tests.scenarios.test_operations import environment

DIGITS = "0a" * 16
"""A signing secret as Slack makes them."""


@dataclass(frozen=True)
class Deployment:
    """What is looked at."""

    folder: Path
    slack: SlackStandIn
    chartmogul: ChartMogulStandIn

    def check(self, **changes: str) -> tuple[int, dict[str, dict[str, Any]], str]:
        """`in_json` of it."""
        return in_json(self.folder, self.slack, self.chartmogul, **changes)


def in_json(
    folder: Path, slack: SlackStandIn, chartmogul: ChartMogulStandIn, **changes: str
) -> tuple[int, dict[str, dict[str, Any]], str]:
    """The exit status, the findings by their names, and what else was said."""
    environ = {
        **environment(database_at(folder), chartmogul.url),
        "SLACK_API_URL": slack.api_url,
        "SLACK_SIGNING_SECRET": DIGITS,
        **changes,
    }
    with chdir(folder):
        ended = CliRunner().invoke(cli, ["check", "--json"], env=environ)
    report = json.loads(ended.stdout)
    assert report.keys() == {"ok", "findings"}
    assert report["ok"] is (ended.exit_code == 0)
    for finding in report["findings"]:
        assert finding.keys() == {"check", "verdict", "said", "do", "facts"}
        assert finding["verdict"] in {"ok", "warns", "fails", "unknown"}
        # What cannot be used says so in one piece, the setting's name before it.
        assert finding["do"] or finding["verdict"] != "fails" or ended.exit_code == 2
    return ended.exit_code, {each["check"]: each for each in report["findings"]}, ended.stderr


def database_at(folder: Path) -> str:
    """The one that is looked at."""
    return f"sqlite:///{folder / 'cm-task.sqlite3'}"


def not_ok(found: dict[str, dict[str, Any]]) -> dict[str, str]:
    """Those that somebody should look at, and how they are."""
    return {key: each["verdict"] for key, each in found.items() if each["verdict"] != "ok"}
