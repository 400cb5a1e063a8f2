"""A line on a terminal shows what others wrote, and does nothing else with it."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.operate.console_line import ConsoleLine

COLOR = re.compile(r"\x1b\[[0-9;]*m")


def line(**event: object) -> str:
    whole = {"timestamp": "14:02:11", "level": "info", "event": "bot.started", **event}
    return ConsoleLine()(None, "", whole)


@pytest.fixture(autouse=True)
def on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """One that shows colours."""
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)


def test_time_level_event_facts_and_at_the_end_the_reference() -> None:
    shown = COLOR.sub("", line(reference="cm-7f3a9c", delivery="d1", status=None, reason="No such user."))

    assert shown.split() == [
        "14:02:11",
        "info",
        "bot.started",
        "delivery=d1",
        'reason="No',
        "such",
        'user."',
        "reference=cm-7f3a9c",
    ]


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("\x1b]0;owned\x07", r"\x1b]0;owned\x07"),
        ("\x1b[2J\x1b[H", r"\x1b[2J\x1b[H"),
        ("\x9b31mred", r"\x9b31mred"),
        ("a\rb", "a b"),
        ("a\x0cb", "a b"),
        ("a\nlevel=error", "a level=error"),
        ("a\x08\x08b", r"a\x08\x08b"),
        ("\u202eevil", r"\u202eevil"),
        ("\x7f", r"\x7f"),
        ("\ud800", r"\ud800"),
    ],
)
def test_what_a_terminal_would_obey_is_shown_as_a_code(written: str, shown: str) -> None:
    for place in ("said", "event", "reference"):
        whole = COLOR.sub("", line(**{place: written}))

        assert shown in whole
        assert written not in whole


@given(st.text(st.characters(codec=None), max_size=40))
@example("\x1b")
@example("x\x85y")
def test_whatever_is_written_is_one_line_without_controls(said: str) -> None:
    shown = COLOR.sub("", line(said=said, level=said))

    assert len(shown.splitlines()) == 1
    assert not re.search(r"[\x00-\x1f\x7f-\x9f]", shown)
    shown.encode()


def test_a_traceback_keeps_its_lines() -> None:
    assert line(exception="Traceback:\n  one\n  two\x1b[2J").splitlines()[1:] == [
        "Traceback:",
        "  one",
        r"  two\x1b[2J",
    ]


@pytest.mark.parametrize(("name", "value"), [("NO_COLOR", "1"), ("TERM", "dumb")])
def test_without_colours_where_somebody_wants_none(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)

    assert "\x1b" not in line()
