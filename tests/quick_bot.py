"""`cm-task serve` with short waits, for tests that kill it: `python -m tests.quick_bot`.

The lease is still longer than any call that these tests let go on.
"""

from __future__ import annotations

from bot import settings
from bot.app import build
from bot.operate import logs
from bot.outbox.pace import Pace
from bot.server import Server

PACE = Pace(
    lease=4.0,
    form=1.0,
    poll=0.1,
    first_wait=0.1,
    longest_wait=0.5,
    settles=0.5,
    timed_out_settles=1.0,
    list_settles=1.0,
    message_settles=0.5,
)


def serve(pace: Pace) -> None:
    """Serve at this pace until it is told to stop, or killed."""
    loaded = settings.load()
    logs.configure(loaded.log_level)
    Server(lambda: build(loaded, pace=pace), host="127.0.0.1", port=loaded.port).run()


if __name__ == "__main__":
    serve(PACE)
