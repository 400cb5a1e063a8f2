"""What is run side by side."""

from __future__ import annotations

import threading

import pytest

from bot.runtime import all_at_once


def test_all_at_once_waits_for_none_before_it_begins_the_next() -> None:
    everybody = threading.Barrier(3)
    came: list[int] = []

    def come() -> None:
        came.append(everybody.wait(10))

    all_at_once(come, come, come)

    assert sorted(came) == [0, 1, 2]


def test_an_error_of_one_is_raised_once_all_have_ended() -> None:
    failed, ended = threading.Event(), threading.Event()

    def fail() -> None:
        failed.set()
        raise RuntimeError("no")

    def end() -> None:
        assert failed.wait(10)
        ended.set()

    with pytest.raises(RuntimeError, match="no"):
        all_at_once(fail, end)
    assert ended.is_set()
