"""Cards, as a surface that is kept like the tasks."""

from __future__ import annotations

import structlog

from bot.changes.changes import Changes
from bot.changes.under_way import under_way_words
from bot.outbox.pace import Pace
from bot.redrawing import GONE
from bot.slack.errors import SlackMalformed, SlackRefused
from bot.slack.web_api import Slack
from bot.tasks.drawing import CardDrawer, Drawn
from bot.tasks.places import CardPlace, CardPlaces
from bot.tasks.tasks import Tasks

log = structlog.get_logger(__name__)

AGAIN = 600.0
"""Seconds after which a card is tried again that Slack refused; four times as long after every other no."""

DAY = 86_400.0
"""Seconds that this never becomes longer than."""


class CardSurface:
    """All cards; see `bot.redrawing.Surface`."""

    def __init__(
        self,
        *,
        slack: Slack,
        tasks: Tasks,
        places: CardPlaces,
        changes: Changes,
        drawer: CardDrawer,
        pace: Pace,
    ) -> None:
        self._slack = slack
        self._tasks = tasks
        self._places = places
        self._changes = changes
        self._drawer = drawer
        self._pace = pace

    def claim(self) -> CardPlace | None:
        """Take a card that has fallen behind."""
        return self._places.claim(lease=self._pace.lease, longest=self._pace.longest)

    def label(self, place: CardPlace) -> str:
        """Its task."""
        return place.task_uuid

    def limit(self, place: CardPlace) -> str:
        """The same for all cards."""
        return "cards"

    def draw(self, place: CardPlace) -> None:
        """Put the card there as the task is now.

        Raises:
            SlackError: it was not put there, or may not have been.
        """
        task = self._tasks.get(place.task_uuid)
        if task is None:
            self._places.forget(place)
            return
        under_way = under_way_words(self._changes.under_way([task.uuid]).get(task.uuid, []))
        as_of = self._tasks.now()
        drawn = self._drawer.draw(task, under_way=under_way, is_beside=place.is_beside, intro=place.intro)
        self._put(place, drawn)
        turns_at = as_of + drawn.holds_for if drawn.holds_for else 0.0
        self._places.shown(place, drawn.version, rest=self._pace.rest, turns_at=turns_at)

    def leave(self, place: CardPlace, code: str) -> None:
        """It stays as it is, and nothing that it offers is lost.

        A channel comes back from the archive, and a scope with the next installation: the card is tried again
        when its task changes, when somebody clicks on it, and ever more seldom by itself.
        """
        task = self._tasks.get(place.task_uuid)
        if task is None or code in GONE:
            self._places.forget(place)
        else:
            again_in = min(DAY, AGAIN * 4.0 ** min(place.attempts, 10)) if task.is_open else 0.0
            self._places.leave(place, task.version, again_in=again_in)

    def put_off(self, place: CardPlace, seconds: float) -> None:
        """Try again after so long."""
        self._places.put_off(place, seconds)

    def _put(self, place: CardPlace, drawn: Drawn) -> None:
        """By the Web API, or where the bot may not do that, by the URL that came with somebody's click."""
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
