"""`cm-task serve` with all waits scaled down: what takes a minute in production takes two seconds here."""

from __future__ import annotations

from bot import logs, settings
from bot.app import build
from bot.outbox.pace import Pace
from bot.server import Server

PACE = Pace(
    call=0.75,
    lease=6.0,
    form=1.0,
    poll=0.1,
    first_wait=0.1,
    longest_wait=0.8,
    settles=2.0,
    timed_out_settles=4.0,
    list_settles=4.0,
    message_settles=1.0,
)
"""See `faults.py` for the faults that this stands."""


def main() -> None:
    """Serve until it is told to stop, or killed."""
    loaded = settings.load()
    logs.configure(loaded.log_level)
    Server(lambda: build(loaded, pace=PACE), host="127.0.0.1", port=loaded.port).run()


if __name__ == "__main__":
    main()
