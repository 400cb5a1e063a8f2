"""When a quiet connection counts as late, and as dead."""

from __future__ import annotations

import threading

from bot.socket_mode.pulse import Pulse


class Other:
    """The other end, which answers pings when it is told to."""

    def __init__(self) -> None:
        self.pings: list[threading.Event] = []

    def ping(self) -> threading.Event:
        self.pings.append(threading.Event())
        return self.pings[-1]


def test_a_quiet_connection_that_answers_lives_on() -> None:
    other = Other()
    pulse = Pulse(other.ping)

    for _ in range(100):
        pulse.tick()
        for ping in other.pings:
            ping.set()
        assert not pulse.late

    assert len(other.pings) > 10


def test_silence_is_late_first_and_dead_at_last() -> None:
    pulse = Pulse(Other().ping)
    seen = []

    while not pulse.dead:
        pulse.tick()
        seen.append(pulse.late)

    assert seen.index(True) <= 5
    assert len(seen) <= 8
    assert seen == sorted(seen)


def test_a_late_pong_or_any_message_makes_good() -> None:
    other = Other()
    pulse = Pulse(other.ping)
    while not pulse.late:
        pulse.tick()

    other.pings[-1].set()
    pulse.tick()

    assert not pulse.late
    while not pulse.late:
        pulse.tick()

    pulse.heard()

    assert not pulse.late
    assert not pulse.dead


def test_a_busy_connection_is_not_asked() -> None:
    other = Other()
    pulse = Pulse(other.ping)

    for _ in range(50):
        pulse.tick()
        pulse.heard()

    assert other.pings == []
