"""What a deployment sets, as people paste it and as files hold it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox.chartmogul import ChartMogulStandIn
from bot.sandbox.slack import SlackStandIn
from bot.settings import as_meant, load
from tests import forking
from tests.scenarios.running import API_KEY, SECRET, TOKEN
from tests.scenarios.test_check import check
from tests.scenarios.test_operations import environment

ROOT = Path(__file__).parents[2]
AROUND = [
    " {} ",
    "{}\n",
    "\r\n{}\r\n",
    '"{}"',
    "'{}'",
    "“{}”",
    "\ufeff{}",
    "\u200b{}\u200b",
    "\u00a0{}\t",
    "' {} '",
]


def said(variables: dict[str, str], folder: Path) -> tuple[int, str]:
    ended = forking.run(["-m", "bot", "check"], cwd=folder, env=variables)
    return ended.returncode, ended.stdout + ended.stderr


def bare(**more: str) -> dict[str, str]:
    """An environment without any of the bot's variables."""
    return {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), **more}


@pytest.mark.parametrize("around", [" {}\n", "\ufeff“{}”", '" {}\u200b"'])
def test_what_comes_along_in_pasting_does_no_harm(
    tmp_path: Path, slack: SlackStandIn, chartmogul: ChartMogulStandIn, around: str
) -> None:
    code, printed = check(
        tmp_path,
        slack,
        chartmogul,
        SLACK_BOT_TOKEN=around.format(TOKEN),
        SLACK_SIGNING_SECRET=around.format(SECRET),
        CHARTMOGUL_API_KEY=around.format(API_KEY),
        CHARTMOGUL_API_URL=around.format(chartmogul.url),
        SLACK_API_URL=around.format(slack.api_url.rstrip("/")),
        DATABASE_URL=around.format("sqlite:///pasted.sqlite3"),
        SLACK_APP_TOKEN=around.format(""),
        PORT=around.format("3001"),
        LOG_LEVEL=around.format("info"),
    )
    assert "FAILS" not in printed
    assert code == 0
    assert (tmp_path / "pasted.sqlite3").exists()


@pytest.mark.parametrize("around", AROUND)
def test_a_value_is_what_was_meant(around: str) -> None:
    assert as_meant(around.format("xoxb-1")) == "xoxb-1"
    assert as_meant(around.format("")) == ""


@given(st.text(st.characters(codec="ascii", min_codepoint=33, exclude_characters="\"'`"), min_size=1))
def test_a_value_that_nothing_came_along_with_stays_as_it_is(value: str) -> None:
    assert as_meant(value) == value


@pytest.mark.parametrize(
    ("level", "meant"),
    [
        ("info", "INFO"),
        ("Info", "INFO"),
        ("warn", "WARNING"),
        ("WARNING", "WARNING"),
        ("critical", "ERROR"),
        ("10", "DEBUG"),
        ("trace", "DEBUG"),
        ("error", "ERROR"),
        ("", "INFO"),
    ],
)
def test_the_level_of_logs_in_any_spelling(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, level: str, meant: str
) -> None:
    monkeypatch.chdir(tmp_path)
    for name, value in {**environment("sqlite:///x", "http://localhost"), "LOG_LEVEL": level}.items():
        monkeypatch.setenv(name, value)
    assert load().log_level == meant


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        ({"SLACK_BOT_TOKEN": "xoxb-very secret"}, "SLACK_BOT_TOKEN: has a space, a line break or a special"),
        ({"SLACK_SIGNING_SECRET": "very\nsecret"}, "SLACK_SIGNING_SECRET: has a space, a line break"),
        ({"CHARTMOGUL_API_KEY": "very-secret-\u2026"}, "CHARTMOGUL_API_KEY: has a space, a line break"),
        ({"CHARTMOGUL_API_KEY": " \n"}, "CHARTMOGUL_API_KEY: is missing"),
        ({"SLACK_API_URL": "https://"}, "SLACK_API_URL: is not an http(s) address"),
        ({"CHARTMOGUL_API_URL": "https://host:port/v1"}, "CHARTMOGUL_API_URL: is not an http(s) address"),
        ({"CHARTMOGUL_API_URL": "https://[::1/v1"}, "CHARTMOGUL_API_URL: is not an http(s) address"),
        ({"LOG_LEVEL": "loud"}, "LOG_LEVEL: "),
        ({"PORT": "tcp://10.0.0.1:3000"}, "PORT: "),
        ({"KEEP_WORDS_DAYS": "0"}, "KEEP_WORDS_DAYS: "),
        ({"KEEP_WORDS_DAYS": "a month"}, "KEEP_WORDS_DAYS: "),
        ({"KEEP_REQUESTS_DAYS": "6"}, "KEEP_REQUESTS_DAYS: "),
        ({"KEEP_WORDS_DAYS": "60", "KEEP_REQUESTS_DAYS": "59"}, "KEEP_REQUESTS_DAYS: is less than"),
        ({"KEEP_WORDS_DAYS": "200"}, "KEEP_REQUESTS_DAYS: is less than KEEP_WORDS_DAYS"),
        ({"DATABASE_URL": "jdbc:postgresql://h/very-secret"}, "DATABASE_URL: is neither sqlite:"),
    ],
)
def test_what_cannot_be_used_is_one_line(
    tmp_path: Path, slack: SlackStandIn, chartmogul: ChartMogulStandIn, changes: dict[str, str], line: str
) -> None:
    code, printed = check(tmp_path, slack, chartmogul, **changes)
    assert code == 2
    assert printed.startswith(line)
    assert len(printed.splitlines()) == 1
    assert "secret" not in printed


ENV = f"SLACK_BOT_TOKEN={TOKEN}\nSLACK_SIGNING_SECRET={SECRET}\nCHARTMOGUL_API_KEY={API_KEY}\n# größer\n"


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (ENV.encode("utf-16"), ".env: is not UTF-8 (it is UTF-16"),
        (ENV.encode("utf-16-le"), ".env: is not UTF-8 (it is UTF-16"),
        (ENV.encode("utf-16-be"), ".env: is not UTF-8 (it is UTF-16"),
        (ENV.encode("utf-32"), ".env: is not UTF-8 (it is UTF-16"),
        (ENV.encode("latin-1"), ".env: is not UTF-8 (it has other bytes in it)"),
        (None, ".env: cannot be read (Is a directory)"),
        (f"{ENV}\n\nPORT='8080\n".encode(), ".env: line 7 is not NAME=value, or a quote in it has no other"),
        (f'PORT="80"80\n{ENV}'.encode(), ".env: line 1 is not NAME=value"),
        (f"{ENV}PORT: 8080\n".encode(), ".env: line 5 is not NAME=value"),
        (f"set PORT=8080\r\n{ENV}".encode(), ".env: line 1 is not NAME=value"),
    ],
    ids=[
        "utf-16",
        "utf-16-le",
        "utf-16-be",
        "utf-32",
        "latin-1",
        "directory",
        "quote",
        "around",
        "yaml",
        "cmd",
    ],
)
def test_an_env_file_that_cannot_be_read_is_one_line(
    tmp_path: Path, content: bytes | None, line: str
) -> None:
    if content is None:
        (tmp_path / ".env").mkdir()
    else:
        (tmp_path / ".env").write_bytes(content)
    code, printed = said(bare(), tmp_path)
    assert code == 2
    assert printed.startswith(line)
    assert len(printed.splitlines()) == 1


def test_an_env_file_is_read_as_people_write_it(
    tmp_path: Path, slack: SlackStandIn, chartmogul: ChartMogulStandIn
) -> None:
    (tmp_path / ".env").write_text(
        f'# for the bot\r\n\r\nexport SLACK_BOT_TOKEN = "{TOKEN}"  # its token\r\n'
        f"SLACK_SIGNING_SECRET='{SECRET}'\r\nCHARTMOGUL_API_KEY={API_KEY} \r\nSLACK_APP_TOKEN=\r\n"
        f"SLACK_API_URL={slack.api_url}\r\nCHARTMOGUL_API_URL={chartmogul.url}\r\nNOTHING",
        newline="",
    )
    code, printed = said(bare(), tmp_path)
    assert code == 0
    assert "FAILS" not in printed


@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf", b"# nothing yet\n"])
def test_an_env_file_without_variables_is_none(tmp_path: Path, content: bytes) -> None:
    (tmp_path / ".env").write_bytes(content)
    code, printed = said(bare(), tmp_path)
    assert code == 2
    assert printed.count(": is missing.") == 3


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_an_env_file_with_and_without_a_byte_order_mark(
    tmp_path: Path, slack: SlackStandIn, chartmogul: ChartMogulStandIn, encoding: str
) -> None:
    (tmp_path / ".env").write_bytes(ENV.encode(encoding))
    code, printed = said(
        bare(CHARTMOGUL_API_URL=chartmogul.url, SLACK_API_URL=slack.api_url, LOG_LEVEL="debug"), tmp_path
    )
    assert code == 0
    assert "FAILS" not in printed
