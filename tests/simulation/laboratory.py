"""Where worlds are run one after the other, with all that is slow to make made once."""

from __future__ import annotations

import gc
import logging
from collections.abc import Iterator, MutableMapping
from contextlib import contextmanager
from typing import Any

import structlog

from tests.simulation.chartmogul import CUSTOMERS
from tests.simulation.database import WorldDatabase
from tests.simulation.options import Options
from tests.simulation.world import NONE, Mistake, World

CLEANED_AFTER = 50
"""Worlds, after which what they left behind is cleared away."""


class Laboratory:
    """Runs worlds."""

    def __init__(self) -> None:
        self.database = WorldDatabase(CUSTOMERS)
        self._world: World | None = None
        self._worlds = 0

    def run(self, options: Options, mistake: Mistake = NONE) -> World:
        """One world, to its end. What the simulation itself did not expect is raised, with the seed."""
        self._worlds += 1
        if self._worlds % CLEANED_AFTER == 0:
            gc.collect()
        self._world = World(options, self.database, mistake)
        try:
            self._world.run()
        except BaseException as error:
            error.add_note(str(options))
            raise
        return self._world

    def hear(self, logger: Any, method: str, entry: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
        """Take the bot's log: what it did not expect is told, and nothing is printed."""
        error = entry.get("exc_info")
        if error and self._world:
            said = type(error).__name__ if isinstance(error, BaseException) else "an error"
            self._world.broke(f"{entry['event']}: {said} {error if said != 'an error' else ''}".rstrip())
        raise structlog.DropEvent


@contextmanager
def laboratory() -> Iterator[Laboratory]:
    """One to work in. Logs and the collection of garbage are as before afterwards."""
    made = Laboratory()
    logs, collects, disabled = structlog.get_config(), gc.isenabled(), logging.root.manager.disable
    structlog.configure(
        processors=[made.hear], wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR)
    )
    logging.disable(logging.CRITICAL)
    # A world is short: to look through all that the bot is made of, again and again, would take long.
    gc.collect()
    gc.freeze()
    gc.disable()
    try:
        yield made
    finally:
        made.database.close()
        gc.unfreeze()
        if collects:
            gc.enable()
        logging.disable(disabled)
        structlog.configure(**logs)
