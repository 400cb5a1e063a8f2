"""How long the bot waits between two tries to connect."""

from __future__ import annotations

from bot.socket_mode.backoff import ASKED_MAX, Backoff


def test_failures_in_a_row_wait_longer_each_up_to_a_bound_and_never_in_step() -> None:
    waits = [[backoff.seconds() for _ in range(12)] for backoff in (Backoff() for _ in range(50))]

    assert all(0.5 <= wait[0] <= 1.0 for wait in waits)
    assert all(5.0 <= seconds <= 10.0 for wait in waits for seconds in wait[5:])
    assert len({wait[0] for wait in waits}) > 1


def test_what_slack_asks_for_is_kept_but_not_a_slip_that_names_a_day() -> None:
    assert Backoff().seconds(asked=30) == 30
    assert Backoff().seconds(asked=86_400) == ASKED_MAX
    assert Backoff().seconds(asked=0) <= 1.0


def test_after_a_steady_link_it_begins_anew() -> None:
    backoff = Backoff()
    for _ in range(10):
        backoff.seconds()

    backoff.reset()

    assert backoff.seconds() <= 1.0
