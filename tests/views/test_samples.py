"""Whatever words come, Slack takes every view; and no view is missing among the samples."""

from __future__ import annotations

import inspect
import pkgutil
import re
import sys
from importlib import import_module
from types import FrameType, ModuleType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import bot.views
from bot.operate.sample_views.every import SAMPLES
from bot.operate.sample_views.sample import Sample, Surface
from bot.operate.sample_views.words import EACH, Words
from tests.views.taking import faults_of_message, faults_of_view

PARTS = {"bot.views.drawn.beginning_with", "bot.views.drawn.line", "bot.views.customer_option.customer_input"}
"""What draws a part of a view and says by its type that it draws a dictionary."""

odd = st.text(max_size=400) | st.sampled_from(["", "<!channel>", "<@U9>", "a|b>c&d", "&" * 400, "<" * 400])
words = st.builds(
    Words,
    name=odd,
    details=odd,
    reason=odd,
    slug=st.text(max_size=300),
    email=st.just("") | st.from_regex(r"[a-z]{1,60}@[a-z]{1,60}\.test", fullmatch=True),
    amount=st.integers(0, 10**17),
)


def modules() -> list[ModuleType]:
    """Those that hold views, and parts of them."""
    return [import_module(found.name) for found in pkgutil.iter_modules(bot.views.__path__, "bot.views.")]


def drawn_by_type() -> set[str]:
    """The functions whose type says that they draw a whole view."""
    found = set()
    for module in modules():
        for name, function in inspect.getmembers(module, inspect.isfunction):
            is_own = function.__module__ == module.__name__ and not name.startswith("_")
            if is_own and re.match(
                r"(Drawn|dict\[str, Any\])\b", str(function.__annotations__.get("return"))
            ):
                found.add(f"{module.__name__}.{name}")
    return found - PARTS


def called_while_drawing() -> set[str]:
    """The functions of views that were called, all samples being drawn."""
    called: set[str] = set()

    def note(frame: FrameType, event: str, argument: Any) -> None:
        if event == "call" and str(frame.f_globals.get("__name__", "")).startswith("bot.views."):
            called.add(f"{frame.f_globals['__name__']}.{frame.f_code.co_name}")

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        for sample in SAMPLES:
            for each in EACH.values():
                sample.draw(each)
    finally:
        sys.setprofile(before)
    return called


def faults(sample: Sample, drawn: dict[str, Any]) -> list[Any]:
    """What Slack would find wrong with it."""
    if sample.surface is Surface.MESSAGE:
        return faults_of_message(drawn)
    return faults_of_view(drawn, "home" if sample.surface is Surface.HOME else "modal")


def test_every_view_is_among_the_samples() -> None:
    called = called_while_drawing()

    assert drawn_by_type() - called == set()
    assert {module.__name__ for module in modules()} == {name.rpartition(".")[0] for name in called}


def test_their_names_tell_them_apart() -> None:
    assert len({sample.name for sample in SAMPLES}) == len(SAMPLES) > 50


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
@pytest.mark.parametrize("kind", EACH)
def test_slack_takes_each(sample: Sample, kind: str) -> None:
    drawn = sample.draw(EACH[kind])

    assert faults(sample, drawn) == []


@given(st.sampled_from(SAMPLES), words)
def test_slack_takes_them_whatever_people_write(sample: Sample, said: Words) -> None:
    drawn = sample.draw(said)

    assert faults(sample, drawn) == []
