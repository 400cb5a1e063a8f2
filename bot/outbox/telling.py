"""The second step: the person is told, by the card or by the message that the task was refused, once.

Each place gets the message until one takes it. A passing trouble is waited out; after a while every place is
tried in turn, again and again for more than a day. Where the message may stand already, it is looked for
before it is sent there again, and no other way to the same place is taken.
"""

from __future__ import annotations

from collections.abc import Callable

import structlog

from bot.outbox.deliveries import Deliveries
from bot.outbox.delivery import Delivery, Notice, Post, State
from bot.outbox.pace import CLOCK_SKEW, Pace
from bot.outbox.routes import UNCERTAIN, Announcer, Look, Route
from bot.outbox.steps import Later
from bot.request import Letter, Request
from bot.slack.answers import Posted
from bot.slack.errors import (
    SlackBusy,
    SlackError,
    SlackLater,
    SlackMalformed,
    SlackRefused,
    SlackUncertain,
    SlackUnknown,
)

log = structlog.get_logger(__name__)

GIVEN_UP_AFTER = 26 * 3600.0
"""Seconds for which it is tried to tell a person: a day, and time to mend what breaks at its end."""

WAITED_OUT = 3600.0
"""Seconds for which one place is waited for that limits its rate, or where a look does not succeed."""

TRIES = 8
"""Times that a passing trouble is waited out before every place is tried in turn: about two minutes."""

UNKNOWN_TRIES = 3
"""The same for a no of which it is not known whether it will pass."""


_ENDS = {Post.REFUSED: State.FAILED, Post.UNSURE: State.UNSURE}
"""What becomes of a delivery whose task was not created, once the person knows."""


Told = Callable[[Delivery, Request | Letter], None]
"""Hears that the message stands, in a row that says where; again where the process ended before that was
noted."""


def not_heard(delivery: Delivery, asked: Request | Letter) -> None:
    """Nobody wants to know."""


class Telling:
    """Posts messages, each to the first place that takes it.

    Args:
        told: hears of it. It may raise `DatabaseUnavailable`: then it hears of it again.
    """

    def __init__(
        self, deliveries: Deliveries, announcer: Announcer, pace: Pace, told: Told = not_heard
    ) -> None:
        self._told = told
        self._deliveries = deliveries
        self._announcer = announcer
        self._pace = pace

    def take(self, delivery: Delivery, asked: Request | Letter) -> None:
        """Post the message, be it the card, that the task was refused, or a letter, and end the delivery.

        Raises:
            Later: the message could not be posted yet.
            LeaseLost, DatabaseUnavailable: see `Deliveries`.
        """
        if delivery.post is Post.REFUSED:
            # The submission that waits shows the refusal in the form; the message is for when that is gone.
            left = self._left_until(delivery.form_until)
            if left > 0:
                raise Later(delivery, left)
        while delivery.notice is not Notice.POSTED:
            if self._is_too_late(delivery, asked):
                break
            routes = self._announcer.routes(asked, delivery)
            if delivery.route >= len(routes):
                self._begin_again(delivery)
                return
            delivery = self._try(delivery, routes[delivery.route])
        if delivery.notice is Notice.POSTED:
            self._told(delivery, asked)
        state = _ENDS.get(delivery.post, State.DONE)
        self._deliveries.release(delivery, state=state)
        log.info(
            "delivery.ended",
            delivery=delivery.id,
            state=state.value,
            task=delivery.task_uuid,
            channel=delivery.channel or None,
        )

    def _is_too_late(self, delivery: Delivery, asked: Request | Letter) -> bool:
        """Whether nobody needs the message any more, and none is under way."""
        until = asked.until if isinstance(asked, Letter) else 0.0
        return until > 0.0 and delivery.notice is Notice.NEW and self._deliveries.now() >= until

    def _begin_again(self, delivery: Delivery) -> None:
        """No place took the message: try them all again later, or leave it to a person to do so."""
        trying = self._trying_for(delivery)
        if trying < GIVEN_UP_AFTER:
            wait = min(max(self._pace.longest_wait, trying / 4), 2 * self._pace.longest_wait)
            log.warning("delivery.nobody_told_yet", delivery=delivery.id, problem=delivery.problem)
            raise Later(delivery, wait, route=0)
        self._deliveries.release(delivery, state=State.UNTOLD, route=0)
        log.error("delivery.nobody_told", delivery=delivery.id, problem=delivery.problem)

    def _left_until(self, moment: float) -> float:
        """Seconds until then. What is further away than anything ever is was noted by another clock."""
        left = moment - self._deliveries.now()
        return left if left <= self._pace.longest else 0.0

    def _trying_for(self, delivery: Delivery) -> float:
        """Seconds since telling began."""
        return self._deliveries.now() - delivery.telling_at if delivery.telling_at else 0.0

    def _try(self, delivery: Delivery, route: Route) -> Delivery:
        """The row with the message posted, or turned to the next route."""
        in_flight = delivery.notice is Notice.SENT
        if in_flight or route.place in delivery.uncertain:
            seen = self._look(delivery, route)
            if isinstance(seen, Posted):
                return self._advance(delivery, notice=Notice.POSTED, channel=seen.channel, ts=seen.ts)
            if seen is Look.NOT_ALLOWED:
                return self._next_route(
                    delivery, UNCERTAIN, uncertain=delivery.uncertain | {str(route.place)}
                )
            if self._left_until(delivery.settles_at) > 0:
                raise Later(delivery, self._pace.message_settles)
            if in_flight and delivery.attempts >= TRIES:
                return self._next_route(delivery, "no_answer")
            if in_flight:
                # It is not there: whether it is still wanted is asked anew.
                return self._advance(delivery, notice=Notice.NEW)
        return self._post(delivery, route)

    def _look(self, delivery: Delivery, route: Route) -> Posted | Look:
        in_flight = delivery.notice is Notice.SENT and route.place not in delivery.uncertain
        since = delivery.telling_at if in_flight and delivery.telling_at else delivery.created_at
        try:
            return route.look(since - CLOCK_SKEW)
        except SlackRefused:
            return Look.NOT_ALLOWED
        except SlackError as error:
            unknown = isinstance(error, SlackUnknown) and delivery.attempts >= UNKNOWN_TRIES
            if unknown or not in_flight or self._trying_for(delivery) > WAITED_OUT:
                return Look.NOT_ALLOWED
            raise Later(delivery, self._wait(delivery, error)) from error

    def _post(self, delivery: Delivery, route: Route) -> Delivery:
        delivery = self._advance(
            delivery,
            notice=Notice.SENT,
            uncertain=delivery.uncertain - {route.place},
            settles_in=self._pace.message_settles,
        )
        try:
            posted = self._posted(delivery, route)
        except SlackRefused as error:
            return self._next_route(delivery, error.code)
        except SlackLater as error:
            log.warning("delivery.slack_away", delivery=delivery.id, code=error.code)
            if self._is_patient(delivery, error):
                raise Later(delivery, self._wait(delivery, error), notice=Notice.NEW) from error
            return self._next_route(delivery, error.code)
        except SlackUncertain as error:
            log.warning("delivery.slack_uncertain", delivery=delivery.id, code=error.code)
            wait = self._wait(delivery, error)
            raise Later(delivery, wait, settles_in=self._pace.message_settles) from error
        place = {"channel": posted.channel, "ts": posted.ts} if posted else {}
        return self._advance(delivery, notice=Notice.POSTED, **place)

    def _posted(self, delivery: Delivery, route: Route) -> Posted | None:
        try:
            return route.post()
        except SlackMalformed as error:
            log.error("delivery.message_malformed", delivery=delivery.id, code=error.code)
        self._advance(delivery)
        return route.post(plain=True)

    def _is_patient(self, delivery: Delivery, error: SlackLater) -> bool:
        """Whether to wait for this place, rather than to try the next.

        Where the message may stand elsewhere already, the next try begins with a look there.
        """
        if delivery.uncertain:
            return False
        match error:
            case SlackBusy():
                return self._trying_for(delivery) < WAITED_OUT
            case SlackUnknown():
                return delivery.attempts < UNKNOWN_TRIES
            case _:
                return delivery.attempts < TRIES

    def _wait(self, delivery: Delivery, error: SlackError) -> float:
        """Seconds until the next try. What Slack asks for counts, within reason."""
        asked = error.retry_after if isinstance(error, SlackLater) else 0.0
        return max(self._pace.wait(delivery.attempts), min(asked, 2 * self._pace.longest_wait))

    def _next_route(
        self, delivery: Delivery, problem: str, *, uncertain: frozenset[str] | None = None
    ) -> Delivery:
        problems = [delivery.problem, problem] if delivery.route else [problem]
        return self._advance(
            delivery,
            notice=Notice.NEW,
            route=delivery.route + 1,
            problem=", ".join(filter(None, problems)),
            uncertain=delivery.uncertain if uncertain is None else uncertain,
        )

    def _advance(self, delivery: Delivery, **changes: object) -> Delivery:
        if not delivery.telling_at:
            changes = {"telling_in": 0.0, "attempts": 0, **changes}
        return self._deliveries.advance(delivery, lease=self._pace.lease, **changes)
