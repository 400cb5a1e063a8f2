"""What the operator is told of refused requests, however many there are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from prometheus_client import CollectorRegistry, Counter
from structlog.testing import capture_logs

from bot.front_door.refusals import HINTS, Refusals
from bot.front_door.refused import Reason, Refused
from tests.still_clock import StillClock


@pytest.fixture
def written() -> Iterator[list[Any]]:
    """The lines of the log."""
    with capture_logs() as lines:
        yield lines


def test_the_first_of_each_reason_is_written_and_then_one_a_minute_with_the_count(written: list[Any]) -> None:
    clock, registry = StillClock(100.0), CollectorRegistry()
    refusals = Refusals(Counter("refused", "Refused.", ["reason"], registry=registry), clock=clock.monotonic)

    for second in range(150):
        clock.seconds = 100.0 + second
        for _ in range(10):
            refusals.note(Refused(Reason.BAD_SIGNATURE))
    refusals.note(Refused(Reason.STALE_TIMESTAMP, skew=-4000))

    assert [(line["reason"], line["count"]) for line in written] == [
        ("bad_signature", 1),
        ("bad_signature", 601),
        ("bad_signature", 1201),
        ("stale_timestamp", 1),
    ]
    assert ["hint" in line for line in written] == [True, False, False, True]
    assert written[-1]["skew_seconds"] == -4000
    assert registry.get_sample_value("refused_total", {"reason": "bad_signature"}) == 1500.0


@pytest.mark.parametrize("reason", [*HINTS])
def test_whatever_is_refused_first_the_hint_names_the_signing_secret(
    written: list[Any], reason: Reason
) -> None:
    refusals = Refusals(Counter("refused", "Refused.", ["reason"], registry=CollectorRegistry()))

    refusals.note(Refused(reason))

    assert "SLACK_SIGNING_SECRET" in written[0]["hint"]


def test_every_reason_is_a_metric_from_the_start() -> None:
    registry = CollectorRegistry()
    Refusals(Counter("refused", "Refused.", ["reason"], registry=registry))

    assert {registry.get_sample_value("refused_total", {"reason": reason}) for reason in Reason} == {0.0}
