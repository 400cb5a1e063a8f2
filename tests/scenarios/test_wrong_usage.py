"""Commands that are not used as they should be: one look at what is printed, and nothing has happened."""

from __future__ import annotations

import socket
from contextlib import chdir
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.__main__ import cli
from tests.scenarios.running import API_KEY, SECRET, TOKEN

NOWHERE = {
    "SLACK_BOT_TOKEN": TOKEN,
    "SLACK_SIGNING_SECRET": SECRET,
    "CHARTMOGUL_API_KEY": API_KEY,
    "SLACK_API_URL": "http://127.0.0.1:9/api/",
    "CHARTMOGUL_API_URL": "http://127.0.0.1:9/v1",
    "DATABASE_URL": "sqlite:///cm-task.sqlite3",
    "COLUMNS": "200",
    "TERM": "dumb",
}


def run(folder: Path, words: str) -> tuple[int, str]:
    """How a command ends, and all that it says."""
    with chdir(folder):
        ended = CliRunner().invoke(cli, words.split(), env=NOWHERE)
    return ended.exit_code, ended.output


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("start", "No such command"),
        ("serve --hots ::", "No such option"),
        ("serve --host", "requires an argument"),
        ("serve now", "unexpected extra argument"),
        ("serve --follow 0", "greater than or equal to 1"),
        ("demo --port 99999", "less than or equal to 65535"),
        ("demo --port none", "valid integer"),
        ("check it", "unexpected extra argument"),
        ("sync --frget", "No such option"),
        ("forget", "Missing argument 'USER'"),
        ("backup", "Missing argument 'FILE'"),
        ("manifest --url http://bot.example", "Slack sends to https:// only"),
        ("manifest --url bot.example", "begin the address with https://"),
        ("monitoring", "Missing argument"),
        ("monitoring grafana", "not one of"),
        ("deliveries --only stuck", "not one of"),
        ("deliveries --limit 0", "greater than or equal to 1"),
        ("deliveries retry", "Missing argument 'ID'"),
    ],
)
def test_it_is_said_and_nothing_done(tmp_path: Path, words: str, said: str) -> None:
    code, printed = run(tmp_path, words)

    assert code == 2
    assert said in printed
    assert "Traceback" not in printed
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "command",
    ["", "serve", "demo", "check", "sync", "forget", "backup", "manifest", "monitoring", "deliveries"],
)
def test_help_needs_nothing(tmp_path: Path, command: str) -> None:
    code, printed = run(tmp_path, f"{command} --help")

    assert code == 0
    assert f"Usage: root {command}".rstrip() in printed
    assert list(tmp_path.iterdir()) == []


def test_the_demo_at_a_port_that_somebody_has(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        code, printed = run(tmp_path, f"demo --port {port}")

    assert code == 1
    assert printed.startswith(f"The demo cannot use port {port}: Address already in use")
    assert len(printed.splitlines()) == 1
