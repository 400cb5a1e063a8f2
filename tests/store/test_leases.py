"""Work that only one instance does at a time."""

from __future__ import annotations

from bot.store.leases import Leases
from tests.store.clock import StoppedClock


def test_one_holder_at_a_time(clock: StoppedClock) -> None:
    first, second = Leases(clock), Leases(clock)
    held = first.acquire("sync", seconds=60)
    assert held
    assert second.acquire("sync", seconds=60) is None
    assert second.acquire("another name", seconds=60) is not None
    assert first.release(held)
    assert second.acquire("sync", seconds=60) is not None


def test_who_looked_at_the_clock_before_the_holder_did_has_to_wait(clock: StoppedClock) -> None:
    assert Leases(clock).acquire("sync", seconds=60)
    # On PostgreSQL, it may have been kept waiting by just the transaction in which the name was taken.
    clock.seconds -= 10
    assert Leases(clock).acquire("sync", seconds=60) is None


def test_a_dead_holder_is_followed_by_another_and_cannot_come_back(clock: StoppedClock) -> None:
    leases = Leases(clock)
    dead = leases.acquire("sync", seconds=60)
    assert dead
    clock.seconds += 61
    heir = leases.acquire("sync", seconds=60)
    assert heir
    assert heir.token > dead.token
    assert not leases.renew(dead, seconds=60)
    assert not leases.release(dead)
    assert leases.acquire("sync", seconds=60) is None


def test_renewing_keeps_the_lease(clock: StoppedClock) -> None:
    leases = Leases(clock)
    held = leases.acquire("sync", seconds=60)
    assert held
    for _ in range(5):
        clock.seconds += 59
        assert leases.renew(held, seconds=60)
        assert leases.acquire("sync", seconds=60) is None
