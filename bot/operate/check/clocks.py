"""This machine's clock beside those of Slack and ChartMogul, by the `Date` of their answers."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

from bot.front_door.signature import AGE_MAX
from bot.operate.check.finding import Finding, Verdict

Told = TypeVar("Told")

WARNS = 30.0
"""Seconds by which a clock that is kept right is never off."""

_MIDDLE = 0.5
"""`Date` leaves out parts of a second."""


def timed(ask: Callable[[], Told]) -> tuple[Told, float]:
    """An answer, and what time it was here when it was about given. Raises what the question raises."""
    before = time.time()
    told = ask()
    return told, (before + time.time()) / 2


def compared(whose: str, theirs: float | None, ours: float, *, refuses: bool) -> Finding:
    """How far this machine's clock is from theirs.

    Args:
        theirs: epoch seconds; None where the answer did not say.
        refuses: whether nothing can work where it is more than five minutes.
    """
    key, what = f"clock.{whose.lower()}", f"Clock beside {whose}'s"
    if theirs is None:
        return Finding(key, what, "cannot tell: the answer had no Date", Verdict.UNKNOWN)
    off = ours - theirs - _MIDDLE
    facts = {"seconds_ahead": round(off, 1)}
    if abs(off) < WARNS:
        return Finding(key, what, "right, as far as full seconds tell", facts=facts)
    said = f"this machine's is {abs(off):,.0f} s {'ahead' if off > 0 else 'behind'}"
    do = "Have it set by NTP"
    if not refuses:
        return Finding(key, what, said, Verdict.WARNS, f"{do}: days and times will be wrong", facts)
    do = f"{do}: beyond {AGE_MAX} s none of Slack's requests is taken"
    return Finding(key, what, said, Verdict.FAILS if abs(off) > AGE_MAX else Verdict.WARNS, do, facts)
