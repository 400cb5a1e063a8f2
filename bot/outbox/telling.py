"""The second step: the person is told, by the card or by the message that the task was refused, once."""

from __future__ import annotations

import structlog

from bot.outbox.pace import CLOCK_SKEW, Pace
from bot.outbox.routes import UNCERTAIN, Announcer, Look, Route
from bot.outbox.steps import Later
from bot.request import Request
from bot.slack_answers import Posted
from bot.slack_errors import SlackBusy, SlackError, SlackLockedOut, SlackNotReached, SlackRefused
from bot.store.deliveries import Deliveries, Delivery, Notice, Post, State

log = structlog.get_logger(__name__)


_ENDS = {Post.REFUSED: State.FAILED, Post.UNSURE: State.UNSURE}
"""What becomes of a delivery whose task was not created, once the person knows."""


class Telling:
    """Posts messages, each to the first place that takes it."""

    def __init__(self, deliveries: Deliveries, announcer: Announcer, pace: Pace) -> None:
        self._deliveries = deliveries
        self._announcer = announcer
        self._pace = pace

    def take(self, delivery: Delivery, request: Request) -> None:
        """Post the card, or the message that the task was refused, and end the delivery.

        Raises:
            Later: the message could not be posted yet.
            LeaseLost, DatabaseUnavailable: see `Deliveries`.
        """
        if delivery.post is Post.REFUSED:
            # The submission that waits shows the refusal in the form; the message is for when that is gone.
            left = delivery.form_until - self._deliveries.now()
            if left > 0:
                raise Later(delivery, left)
        while delivery.notice is not Notice.POSTED:
            routes = self._announcer.routes(request, delivery)
            if delivery.route >= len(routes):
                log.warning("delivery.nobody_told", delivery=delivery.id, problem=delivery.problem)
                break
            delivery = self._try(delivery, routes[delivery.route])
        state = _ENDS.get(delivery.post, State.DONE)
        self._deliveries.release(delivery, state=state)
        log.info("delivery.ended", delivery=delivery.id, state=state.value, task=delivery.task_uuid)

    def _try(self, delivery: Delivery, route: Route) -> Delivery:
        """The row with the message posted, or turned to the next route where this one definitely failed."""
        if delivery.notice is Notice.SENT:
            seen = self._look(delivery, route)
            if isinstance(seen, Posted):
                return self._advance(delivery, notice=Notice.POSTED, channel=seen.channel, ts=seen.ts)
            if seen is Look.NOT_ALLOWED:
                return self._next_route(delivery, UNCERTAIN)
            if delivery.settles_at > self._deliveries.now():
                raise Later(delivery, self._pace.message_settles)
        return self._post(delivery, route)

    def _look(self, delivery: Delivery, route: Route) -> Posted | Look:
        try:
            return route.look(delivery.sent_at - CLOCK_SKEW)
        except SlackRefused:
            return Look.NOT_ALLOWED
        except SlackError as error:
            wait = error.retry_after if isinstance(error, SlackBusy) else 0.0
            raise Later(delivery, max(wait, self._pace.wait(delivery.attempts))) from error

    def _post(self, delivery: Delivery, route: Route) -> Delivery:
        delivery = self._advance(
            delivery, notice=Notice.SENT, sent_in=0.0, settles_in=self._pace.message_settles
        )
        wait = self._pace.wait(delivery.attempts)
        try:
            posted = route.post()
        except SlackRefused as error:
            return self._next_route(delivery, error.code)
        except SlackBusy as error:
            raise Later(delivery, max(wait, error.retry_after), notice=Notice.NEW) from error
        except (SlackNotReached, SlackLockedOut) as error:
            log.warning("delivery.slack_away", delivery=delivery.id, code=error.code)
            raise Later(delivery, wait, notice=Notice.NEW) from error
        except SlackError as error:
            raise Later(delivery, wait, settles_in=self._pace.message_settles) from error
        place = {"channel": posted.channel, "ts": posted.ts} if posted else {}
        return self._advance(delivery, notice=Notice.POSTED, **place)

    def _next_route(self, delivery: Delivery, problem: str) -> Delivery:
        return self._advance(delivery, notice=Notice.NEW, route=delivery.route + 1, problem=problem)

    def _advance(self, delivery: Delivery, **changes: object) -> Delivery:
        return self._deliveries.advance(delivery, lease=self._pace.lease, **changes)
