"""Nights that come every minute, in which all that is over goes while others are at work."""

from __future__ import annotations

from bot.app import Application
from bot.retention.ages import Ages
from bot.retention.sweep import Sweeping
from bot.store.database import DatabaseUnavailable

EVERY = 60.0
"""Seconds from one night to the next."""

SHORT = Ages(words=20.0, requests=600.0)
"""In which nobody sends a form again, and nobody is unsure any more of a task that says the same."""


def sleepless(application: Application) -> None:
    """Have one night after the other."""
    rooms = application.rooms
    rooms.nights.ages = SHORT
    sweeping = Sweeping(rooms.database, rooms.runtime, lambda: True)
    while True:
        rooms.runtime.sleep(EVERY)
        try:
            for sweep in rooms.nights.sweeps():
                sweeping.run(sweep)
        except DatabaseUnavailable:
            # The next night goes on from there.
            continue
