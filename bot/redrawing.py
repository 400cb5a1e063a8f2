"""Draws anew in Slack what has fallen behind what is known."""

from __future__ import annotations

from typing import Generic, Protocol, TypeVar

import structlog

from bot.dispatcher import Dispatcher
from bot.outbox.pace import Pace
from bot.runtime import Runtime
from bot.slack.errors import SlackBusy, SlackError, SlackLater, SlackRefused, SlackUncertain, SlackUnknown

log = structlog.get_logger(__name__)

WORKERS = 4
"""Places of one surface in hand at once. Slack takes about fifty updates a minute, and says so if fewer."""

TRIES = 50
"""Times that a place is tried to which Slack says no in a word that we do not know: about 40 minutes."""


GONE = frozenset({"message_not_found", "cant_update_message", "edit_window_closed"})
"""Slack's words for a message that cannot be changed any more, whatever happens."""


class Place(Protocol):
    """Something in Slack that is kept like what it shows."""

    @property
    def attempts(self) -> int:
        """How often it was put off since it was last drawn."""


AnyPlace = TypeVar("AnyPlace", bound=Place)


class Surface(Protocol[AnyPlace]):
    """Where tasks are shown in Slack: cards, or boards."""

    def claim(self) -> AnyPlace | None:
        """Take a place that has fallen behind; None if none has."""

    def label(self, place: AnyPlace) -> str:
        """What it is known by in the log."""

    def limit(self, place: AnyPlace) -> str:
        """Which of Slack's limits it falls under: where one place is too much, all others of these are."""

    def draw(self, place: AnyPlace) -> None:
        """Draw it anew, and note that it was.

        Raises:
            SlackError: it was not put there, or may not have been.
        """

    def leave(self, place: AnyPlace, code: str) -> None:
        """Slack does not take it, and says why in a word: deleted by hand, archived, not ours to change."""

    def put_off(self, place: AnyPlace, seconds: float) -> None:
        """Slack did not take it now: try again after so long."""


class Redrawing(Generic[AnyPlace]):
    """Keeps one surface up, in threads of this process; of several instances, each place is drawn by one."""

    def __init__(self, name: str, surface: Surface[AnyPlace], pace: Pace, runtime: Runtime) -> None:
        self._name = name
        self._surface = surface
        self._pace = pace
        self._runtime = runtime
        self._rest_until: dict[str, float] = {}
        self._dispatcher = Dispatcher(
            name,
            surface.claim,
            self._draw,
            label=surface.label,
            workers=WORKERS,
            poll=pace.poll,
            runtime=runtime,
        )

    def start(self) -> None:
        """Begin to draw what has fallen behind."""
        self._dispatcher.start()

    def stop(self) -> None:
        """Draw nothing new, and end what is in hand."""
        self._dispatcher.stop()

    def wake(self) -> None:
        """Look now: something has changed."""
        self._dispatcher.wake()

    def _draw(self, place: AnyPlace) -> None:
        rest = self._rest_until.get(self._surface.limit(place), 0.0) - self._runtime.monotonic()
        if rest > 0.0:
            self._put_off(place, rest)
            return
        try:
            self._surface.draw(place)
        except SlackRefused as error:
            log.info(f"{self._name}.left_alone", place=self._surface.label(place), code=error.code)
            self._surface.leave(place, error.code)
        except SlackError as error:
            self._not_drawn(place, error)

    def _not_drawn(self, place: AnyPlace, error: SlackError) -> None:
        log.warning(f"{self._name}.not_drawn", place=self._surface.label(place), code=error.code)
        if place.attempts >= TRIES and isinstance(error, SlackUnknown):
            self._surface.leave(place, error.code)
            return
        asked = min(error.retry_after, self._pace.longest) if isinstance(error, SlackLater) else 0.0
        if isinstance(error, SlackUncertain):
            # It may still be put there, and must not come after the next one.
            asked = self._pace.message_settles
        if isinstance(error, SlackBusy):
            self._rest_until[self._surface.limit(place)] = self._runtime.monotonic() + asked
        self._put_off(place, max(self._pace.wait(place.attempts), asked))

    def _put_off(self, place: AnyPlace, seconds: float) -> None:
        self._surface.put_off(place, min(seconds, self._pace.longest))
