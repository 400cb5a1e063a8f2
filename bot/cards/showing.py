"""Draws cards anew that have fallen behind."""

from __future__ import annotations

import structlog

from bot.changes.changes import Changes
from bot.changes.under_way import under_way_words
from bot.dispatcher import Dispatcher
from bot.outbox.pace import Pace
from bot.runtime import Runtime
from bot.slack.errors import (
    SlackBusy,
    SlackError,
    SlackLater,
    SlackMalformed,
    SlackRefused,
    SlackUncertain,
    SlackUnknown,
)
from bot.slack.web_api import Slack
from bot.store.database import DatabaseUnavailable
from bot.tasks.drawing import CardDrawer, Drawn
from bot.tasks.places import CardPlace, CardPlaces
from bot.tasks.tasks import Tasks

log = structlog.get_logger(__name__)

WORKERS = 4
"""Cards in hand at once. Slack takes about fifty updates a minute, and says so where it takes fewer."""

TRIES = 50
"""Times that a card is tried to which Slack says no in a word that we do not know: about 40 minutes."""


class Showing:
    """Draws them, in threads of this process; of several instances, each card is drawn by one."""

    def __init__(
        self,
        *,
        slack: Slack,
        tasks: Tasks,
        places: CardPlaces,
        changes: Changes,
        drawer: CardDrawer,
        pace: Pace,
        runtime: Runtime,
    ) -> None:
        self._slack = slack
        self._tasks = tasks
        self._places = places
        self._changes = changes
        self._drawer = drawer
        self._pace = pace
        self._runtime = runtime
        self._quiet_until = 0.0
        self._dispatcher = Dispatcher(
            "card", self._claim, self._work, workers=WORKERS, poll=pace.poll, runtime=runtime
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

    def _claim(self) -> CardPlace | None:
        if self._runtime.monotonic() < self._quiet_until:
            # Slack limits its methods for all cards together.
            return None
        return self._places.claim(lease=self._pace.lease, longest=self._pace.longest)

    def _work(self, place: CardPlace) -> None:
        try:
            self._draw(place)
        except DatabaseUnavailable:
            log.warning("card.database_away")
        except Exception:
            # A mistake of ours: the lease keeps it from spinning.
            log.exception("card.broke", task=place.task_uuid)

    def _draw(self, place: CardPlace) -> None:
        task = self._tasks.get(place.task_uuid)
        if task is None:
            self._places.forget(place)
            return
        under_way = under_way_words(self._changes.under_way([task.uuid]).get(task.uuid, []))
        as_of = self._tasks.now()
        drawn = self._drawer.draw(task, under_way=under_way, is_beside=place.is_beside, intro=place.intro)
        try:
            self._put(place, drawn)
        except SlackRefused as error:
            # Deleted by hand, archived, not ours to change: it stays as it is, and nothing it offers is lost.
            log.info("card.left_alone", task=task.uuid, code=error.code)
            self._places.forget(place)
        except SlackError as error:
            self._put_off(place, error)
        else:
            turns_at = as_of + drawn.holds_for if drawn.holds_for else 0.0
            self._places.shown(place, drawn.version, rest=self._pace.rest, turns_at=turns_at)

    def _put(self, place: CardPlace, drawn: Drawn) -> None:
        """By the Web API, or where the bot may not do that, by the URL that came with somebody's click.

        Raises:
            SlackError: it was not put there, or may not have been.
        """
        in_channel = not place.is_ephemeral
        try:
            if in_channel:
                self._update(place, drawn)
                return
        except SlackMalformed:
            raise
        except SlackRefused as error:
            if not place.response_url or error.code == "message_not_found":
                raise
        if self._tasks.now() > place.response_until:
            raise SlackRefused("expired_url")
        self._slack.respond(place.response_url, drawn.message, in_channel=in_channel, replace=True)

    def _update(self, place: CardPlace, drawn: Drawn) -> None:
        """The card, or where Slack does not take it, its words alone: then nothing false stays."""
        try:
            self._slack.update(place.channel, place.ts, drawn.message)
        except SlackMalformed as error:
            log.error("card.malformed", task=place.task_uuid, code=error.code)
            self._slack.update(place.channel, place.ts, {"text": drawn.message["text"]})

    def _put_off(self, place: CardPlace, error: SlackError) -> None:
        log.warning("card.not_drawn", task=place.task_uuid, code=error.code)
        if place.attempts >= TRIES and isinstance(error, SlackUnknown):
            self._places.forget(place)
            return
        asked = error.retry_after if isinstance(error, SlackLater) else 0.0
        if isinstance(error, SlackUncertain):
            # It may still be put there, and must not come after the next one.
            asked = self._pace.message_settles
        if isinstance(error, SlackBusy):
            self._quiet_until = self._runtime.monotonic() + min(asked, self._pace.longest)
        wait = max(self._pace.wait(place.attempts), asked)
        self._places.put_off(place, min(wait, self._pace.longest))
