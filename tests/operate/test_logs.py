"""Logs are for people on a terminal and for machines elsewhere, and libraries print nothing of their own."""

from __future__ import annotations

import io
import json
import logging
import os
import pty
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import structlog

from bot.operate import logs
from bot.reference import join_story, own_reference, reference_here, referring
from bot.runtime import REAL
from tests import forking
from tests.forking import ROOT

LIBRARIES = (
    "urllib3.connectionpool",
    "slack_sdk.web.base_client",
    "slack_bolt.App",
    "bot.slack.sdk",
    "sqlalchemy.engine.Engine",
    "alembic.runtime.migration",
    "websockets.client",
    "waitress",
    "waitress.queue",
    "psycopg.pool",
    "asyncio",
    "requests",
)


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    """Leaves the loggers of libraries as they were."""
    loggers = [logging.getLogger(), *(logging.getLogger(name) for name in LIBRARIES)]
    levels = [logger.level for logger in loggers]
    yield
    for logger, level in zip(loggers, levels, strict=True):
        logger.setLevel(level)


def written(level: str = "DEBUG") -> io.StringIO:
    stream = io.StringIO()
    logs.configure(level, stream)
    return stream


def test_elsewhere_each_line_is_an_object_in_ascii() -> None:
    stream = written()

    structlog.get_logger().info("bot.started", where="Zürich\x9b31m\u202e\ud800")

    text = stream.getvalue()
    assert text.isascii()
    assert "\x1b" not in text
    line = json.loads(text)
    assert (line["event"], line["level"]) == ("bot.started", "info")
    assert line["where"] == "Zürich\x9b31m\u202e\ud800"
    assert line["timestamp"].endswith("Z")


def test_on_a_terminal_they_are_lines_to_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    ours, theirs = pty.openpty()
    with os.fdopen(theirs, "w") as terminal:
        logs.configure("INFO", terminal)
        structlog.get_logger().debug("not.shown")
        structlog.get_logger().warning("socket.lost", reason="Slack says \x1b[2Jbye")
        terminal.flush()

    shown = os.read(ours, 1000).decode()
    os.close(ours)
    assert r'warning  socket.lost                    reason="Slack says \x1b[2Jbye"' in shown
    assert "\x1b" not in shown
    assert "{" not in shown


def test_a_line_belongs_to_the_story_that_is_told() -> None:
    stream = written()

    with referring("cm-000001"):
        structlog.get_logger().info("one")
        structlog.get_logger().info("two", reference="cm-other")
    structlog.get_logger().info("three")

    lines = [json.loads(line) for line in stream.getvalue().splitlines()]
    assert [line.get("reference") for line in lines] == ["cm-000001", "cm-other", None]


def test_a_story_goes_on_in_the_threads_that_help_and_in_no_others() -> None:
    pool = REAL.pool(1, "helping")
    with referring("cm-000001"):
        first = pool.submit(own_reference).result()
    with referring("cm-000002"):
        second = pool.submit(own_reference).result()
    beside = pool.submit(reference_here).result()
    pool.shutdown()

    assert (first, second, beside) == ("cm-000001", "cm-000002", "")
    with ThreadPoolExecutor(1) as other, referring("cm-000003"):
        assert other.submit(reference_here).result() == ""


def test_a_story_that_is_joined_ends_where_the_one_before_would_have() -> None:
    with referring("cm-000001"):
        join_story("cm-000002")
        join_story("")
        assert reference_here() == "cm-000002"
    assert reference_here() == ""


@pytest.mark.parametrize("name", LIBRARIES)
def test_a_library_prints_nothing_of_what_it_was_given(name: str, capfd: pytest.CaptureFixture[str]) -> None:
    logging.getLogger().setLevel(logging.DEBUG)
    stream = written()
    library = logging.getLogger(name)
    library.setLevel(logging.DEBUG)

    for level in (logging.DEBUG, logging.INFO, logging.ERROR):
        library.log(level, "POST https://slack.com/api?token=%s", "xoxb-very-secret-token")
    library.error("broken format %d", "xoxb-very-secret-token")
    library.error("xoxb-very-secret-token")

    everything = stream.getvalue() + "".join(capfd.readouterr())
    if name != "waitress":
        assert "secret" not in everything


def test_that_an_unknown_library_warned_is_told() -> None:
    stream = written()

    logging.getLogger("websockets.client").error("closing with %s", "very-secret words")

    line = json.loads(stream.getvalue())
    assert (line["event"], line["level"], line["library"]) == ("library.warned", "error", "websockets.client")


@pytest.mark.parametrize(
    ("where", "event", "code"),
    [
        ("threading.Thread(target=stumble).start()", "thread.broke", 0),
        ("stumble()", "process.broke", 1),
    ],
)
def test_what_nobody_catches_is_a_line_too(tmp_path: Path, where: str, event: str, code: int) -> None:
    program = f"""
import threading
from bot.operate import logs
logs.configure("INFO")
logs.catch_strays()
def stumble():
    {{"anna": 1}}["very-" + "secret-words"]
{where}
"""
    ended = forking.run(["-c", program], cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT)})

    line = json.loads(ended.stderr)
    assert (line["event"], line["level"], ended.returncode) == (event, "critical", code)
    assert line["exception"].endswith("KeyError")
    assert "very-secret-words" not in ended.stderr


def test_to_configure_twice_tells_nothing_twice() -> None:
    written()
    stream = written()

    logging.getLogger("websockets.client").error("closing")

    assert len(stream.getvalue().splitlines()) == 1
