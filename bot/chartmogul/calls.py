"""One call to ChartMogul: a slot from the throttle, a request, and what its answer means.

Reading is repeated for a while when ChartMogul is busy or away. Changing is done once: ChartMogul knows no
idempotency key, so whoever calls must look before a second try.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from typing import Any, TypeVar

import structlog

from bot.chartmogul.call import Call
from bot.chartmogul.errors import Busy, ChartMogulError, NeverSent, NotFound, Refused
from bot.chartmogul.exchange import Answer, BrokenOff, Line, NoAnswerInTime, NotConnected, TooLarge
from bot.chartmogul.failures import broken, failure, unreadable
from bot.chartmogul.throttle import Priority, Throttle
from bot.observer import OK, UNOBSERVED, Observer
from bot.runtime import REAL, Runtime

T = TypeVar("T")

log = structlog.get_logger("bot.chartmogul")

READ_ATTEMPTS = 4
"""Most requests for one reading call."""
RETRY_AFTER_MAX = 30.0
"""Longest pause, in seconds, that a reading call makes between two attempts."""
PATIENCE = 90.0
"""Seconds that a reading call may take in all when nobody waits for it."""
_WORTH_SENDING = 0.05


class Caller:
    """Carries out calls. Safe to share between threads."""

    def __init__(
        self,
        line: Line,
        throttle: Throttle,
        *,
        connect: float,
        read: float,
        runtime: Runtime = REAL,
        observer: Observer = UNOBSERVED,
    ) -> None:
        self._runtime = runtime
        self._observer = observer
        self._line = line
        self._throttle = throttle
        self._connect = connect
        self._read = read

    def carry_out(self, call: Call, understand: Callable[[Answer], T]) -> T:
        """What an answer means, if it is a success (2xx or 304).

        Args:
            understand: reads the answer; raises ValueError if it is not what the API promises.

        Raises:
            ChartMogulError: see `bot.chartmogul.errors`.
        """
        if call.reads:
            return self._read_patiently(call, understand)
        return self._attempt(call, understand, self._seconds(call))

    def _seconds(self, call: Call) -> float:
        return call.timeout if call.timeout is not None else self._connect + self._read

    def _read_patiently(self, call: Call, understand: Callable[[Answer], T]) -> T:
        """Repeat until there is an answer, the attempts are used up or the time is.

        The pauses are made here and not by an adapter with `urllib3.Retry`: that would sleep while holding a
        slot, send again without asking the throttle, and start the time-out anew with every attempt.
        """
        patient = call.timeout is None and call.priority is Priority.SYNC
        deadline = self._runtime.monotonic() + (PATIENCE if patient else self._seconds(call))
        for number in range(1, READ_ATTEMPTS + 1):
            try:
                return self._attempt(call, understand, self._seconds(call), deadline)
            except ChartMogulError as error:
                pause = _pause(error, number, first=1.0 if patient else 0.1)
                if number == READ_ATTEMPTS or self._runtime.monotonic() + pause + _WORTH_SENDING > deadline:
                    raise
            self._runtime.sleep(pause)
        raise AssertionError("the last attempt returns or raises")

    def _attempt(
        self, call: Call, understand: Callable[[Answer], T], seconds: float, deadline: float = math.inf
    ) -> T:
        """One request of at most so many seconds; the wait for a slot counts towards `deadline` alone."""
        try:
            path = call.path()
            with self._throttle(call.priority):
                started = self._runtime.monotonic()
                seconds = min(seconds, deadline - started)
                if seconds < _WORTH_SENDING:
                    raise Busy(reference=call.reference)
                answer, error = self._answer(call, path, seconds)
                taken = self._runtime.monotonic() - started
        except (Busy, NotFound) as unsent:
            self._note(call, None, unsent, 0.0)
            raise
        if answer is not None:
            try:
                understood = understand(answer)
            except (ValueError, RecursionError):
                error = unreadable(call, answer)
            else:
                self._note(call, answer.status, None, taken)
                return understood
        assert error is not None
        self._note(call, error.status, error, taken)
        raise error

    def _answer(self, call: Call, path: str, seconds: float) -> tuple[Answer | None, ChartMogulError | None]:
        # Returned, not raised: an error raised within `except` carries the transport's words, URL and all.
        try:
            answer = self._line.exchange(
                call.method, path, query=call.query, body=call.body, connect=self._connect, total=seconds
            )
        except NotConnected:
            return None, NeverSent(reference=call.reference)
        except (NoAnswerInTime, BrokenOff, TooLarge) as ending:
            return None, broken(call, ending)
        error = failure(call, answer)
        return (None, error) if error else (answer, None)

    def _note(self, call: Call, status: int | None, error: ChartMogulError | None, seconds: float) -> None:
        outcome = type(error).__name__ if error else OK
        self._observer.called_chartmogul(call.method, call.template, outcome, seconds)
        facts: dict[str, Any] = {
            "method": call.method,
            "path": call.template,
            "status": status,
            "seconds": round(seconds, 3),
            "reference": error.reference if error else call.reference,
        }
        if error is not None:
            log.warning("chartmogul", outcome=outcome, param=error.field, **facts)
        elif call.reads:
            log.debug("chartmogul", **facts)
        else:
            log.info("chartmogul", **facts)


def _pause(error: ChartMogulError, number: int, *, first: float) -> float:
    """Seconds before the next attempt to read; endless if there should be none.

    Args:
        number: how many attempts were made.
        first: seconds before the second attempt, where ChartMogul does not say; doubled for each further one.
    """
    if isinstance(error, Refused) or (isinstance(error, Busy) and error.status is None):
        return math.inf
    if error.retry_after is not None:
        return error.retry_after if error.retry_after <= RETRY_AFTER_MAX else math.inf
    return first * 2.0 ** (number - 1) * random.uniform(0.5, 1.5)
