"""`cm-task check`, as the engineer runs it who sets the bot up."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from sqlalchemy import Engine

from bot.operate.manifest import SCOPES
from bot.sandbox.chartmogul import ChartMogulStandIn
from bot.sandbox.slack import SlackStandIn
from bot.settings import about
from tests import forking
from tests.postgresql import postgresql_database
from tests.scenarios.running import SECRET, TOKEN
from tests.scenarios.test_operations import environment


def check(
    folder: Path,
    slack: SlackStandIn,
    chartmogul: ChartMogulStandIn,
    *,
    arguments: Sequence[str] = (),
    **changes: str,
) -> tuple[int, str]:
    """Its exit code and all that it says."""
    ended = forking.run(
        ["-m", "bot", "check", *arguments],
        cwd=folder,
        env={
            **environment(f"sqlite:///{folder / 'cm-task.sqlite3'}", chartmogul.url),
            "SLACK_API_URL": slack.api_url,
            **changes,
        },
    )
    return ended.returncode, ended.stdout + ended.stderr


def test_a_good_deployment(tmp_path: Path, slack: SlackStandIn, chartmogul: ChartMogulStandIn) -> None:
    code, said = check(
        tmp_path, slack, chartmogul, SLACK_APP_TOKEN="xapp-sandbox", SLACK_SIGNING_SECRET="0a" * 16
    )

    assert code == 0
    lines = [line.partition(":")[0].split(maxsplit=1) for line in said.splitlines()]
    assert {verdict for verdict, _ in lines} == {"ok"}
    assert [what for _, what in lines if what not in about()] == [
        "Database",
        "Customers",
        "Deliveries",
        "Changes of tasks",
        "Notes",
        "ChartMogul",
        "ChartMogul's key",
        "Clock beside ChartMogul's",
        "Slack",
        "Scopes",
        "Clock beside Slack's",
        "Socket Mode",
    ]
    assert chartmogul.tasks == []


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        (
            {"CHARTMOGUL_API_KEY": "another-very-secret-key"},
            "ChartMogul: it does not accept the key. CHARTMOGUL_API_KEY is from",
        ),
        (
            {"CHARTMOGUL_API_URL": "http://very-secret@127.0.0.1:9/v1"},
            "ChartMogul: it cannot be reached. See that this machine reaches 127.0.0.1, by a proxy",
        ),
        ({"SLACK_BOT_TOKEN": "xoxb-another-very-secret"}, "Slack: invalid_auth. SLACK_BOT_TOKEN"),
        ({"SLACK_APP_TOKEN": "xapp-another-very-secret"}, "Socket Mode: invalid_auth. SLACK_APP_TOKEN"),
        ({"DATABASE_URL": "sqlite:////nowhere/at/all/cm-task.sqlite3"}, "Database: the file of the database"),
        ({"DATABASE_URL": "sqlite:/tmp/cm-task.sqlite3"}, "Database: the URL of a SQLite file has three"),
        (
            {"SLACK_API_URL": "http://127.0.0.1:9/api/"},
            "Slack: not_reached. See that this machine reaches 127.0.0.1",
        ),
    ],
    ids=["key", "chartmogul", "token", "app token", "database", "slashes", "slack"],
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


def test_which_file_is_meant_is_said_where_a_command_is_run_elsewhere(
    tmp_path: Path, slack: SlackStandIn, chartmogul: ChartMogulStandIn
) -> None:
    there, nowhere = tmp_path / "there", tmp_path / "nowhere"
    there.mkdir()

    _, said = check(there, slack, chartmogul, DATABASE_URL="sqlite:///cm-task.sqlite3")
    assert f" in {there / 'cm-task.sqlite3'}, UTF-8" in said
    _, said = check(there, slack, chartmogul, DATABASE_URL="sqlite:///../nowhere/cm-task.sqlite3")
    assert f"Check DATABASE_URL, which means {there / '..' / nowhere.name}" in said


def test_scopes_that_are_missing_are_listed(tmp_path: Path, chartmogul: ChartMogulStandIn) -> None:
    granted = SCOPES.keys() - {"users:read.email", "im:write"}
    with SlackStandIn(bot_token=TOKEN, signing_secret=SECRET, scopes=granted) as slack:
        code, said = check(tmp_path, slack, chartmogul)

    assert code == 1
    assert "FAILS Scopes: missing im:write, users:read.email." in said


def test_a_header_that_a_proxy_took_out_is_no_missing_scope(
    tmp_path: Path, chartmogul: ChartMogulStandIn
) -> None:
    with SlackStandIn(bot_token=TOKEN, signing_secret=SECRET, scopes=()) as slack:
        code, said = check(tmp_path, slack, chartmogul)

    assert code == 0
    assert "?     Scopes: cannot tell" in said


@pytest.mark.parametrize("level", ["DEBUG", "INFO"])
@pytest.mark.parametrize(
    "changes",
    [{}, {"CHARTMOGUL_API_KEY": "another"}, {"CHARTMOGUL_API_URL": "http://127.0.0.1:9"}],
    ids=["good", "wrong key", "away"],
)
def test_findings_stand_alone_whatever_is_logged(
    tmp_path: Path, slack: SlackStandIn, chartmogul: ChartMogulStandIn, level: str, changes: dict[str, str]
) -> None:
    _, said = check(tmp_path, slack, chartmogul, LOG_LEVEL=level, **changes)

    # On a machine that is busy it is slow, and that is said.
    assert re.search(r"^(ok  |warn)  Database: sqlite", said, re.MULTILINE)
    assert [line for line in said.splitlines() if line[:5] not in {"ok   ", "warn ", "FAILS", "?    "}] == []


@pytest.mark.parametrize(
    ("variable", "wrong"),
    [
        (("REQUESTS_CA_BUNDLE", "/nowhere/ca.pem"), "names a file that is not there"),
        (("CURL_CA_BUNDLE", __file__), "names a file that holds no certificates"),
        (("SSL_CERT_FILE", "/nowhere/ca.pem"), "names a file that is not there"),
        (("HTTPS_PROXY", "http://127.0.0.1:9"), "names a proxy that cannot be reached (Connection refused)"),
        (("https_proxy", "127.0.0.1:9"), "names a proxy that cannot be reached (Connection refused)"),
        (
            ("HTTPS_PROXY", "http://user:very-secret@proxy.invalid:3128"),
            "names a proxy that cannot be reached",
        ),
        (("HTTPS_PROXY", "http://user:very-secret@127.0.0.1:port"), "is not the address of a proxy"),
        (("HTTPS_PROXY", "http://"), "is not the address of a proxy"),
        (("HTTPS_PROXY", "ftp://127.0.0.1:9"), "is not the address of a proxy"),
        (("ALL_PROXY", "socks5://127.0.0.1:9"), "is a SOCKS proxy"),
        (("https_proxy", "socks5h://127.0.0.1:9"), "is a SOCKS proxy"),
    ],
)
def test_a_wrong_way_to_the_internet_is_named(
    tmp_path: Path, slack: SlackStandIn, chartmogul: ChartMogulStandIn, variable: tuple[str, str], wrong: str
) -> None:
    name, value = variable
    code, said = check(tmp_path, slack, chartmogul, **{"NO_PROXY": "127.0.0.1", name: value})

    assert code == 1
    assert f"FAILS Network: {name} {wrong}" in said
    assert "very-secret" not in said


@pytest.mark.parametrize("empty_database_url", ["postgresql"], indirect=True)
def test_a_database_url_with_words_for_others_says_which_are_ignored(
    tmp_path: Path, slack: SlackStandIn, chartmogul: ChartMogulStandIn, empty_database_url: str
) -> None:
    url = f"{empty_database_url}&pgbouncer=true&connection_limit=1"
    code, said = check(tmp_path, slack, chartmogul, DATABASE_URL=url)

    assert code == 0
    assert "what its URL says of connection_limit is for others" in said


def test_a_database_in_another_encoding_is_refused(
    tmp_path: Path, slack: SlackStandIn, chartmogul: ChartMogulStandIn, postgresql_server: Engine
) -> None:
    options = "TEMPLATE template0 ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C'"
    with postgresql_database(postgresql_server, options) as url:
        code, said = check(tmp_path, slack, chartmogul, DATABASE_URL=url)

    assert code == 1
    assert "FAILS Database: this database stores text as LATIN1" in said
