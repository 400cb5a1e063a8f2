"""One call to ChartMogul: a slot from the throttle, a request, and what its answer means.

Reading is repeated for a while when ChartMogul is busy or away. Changing is done once: ChartMogul knows no
idempotency key, so whoever calls must look before a second try.
"""

from __future__ import annotations

import math
import random
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar
from urllib.parse import quote

import structlog
from urllib3 import Retry
from urllib3.exceptions import InvalidHeader

from bot.chartmogul.errors import (
    BadKey,
    Busy,
    ChartMogulError,
    Dropped,
    Forbidden,
    Invalid,
    NeverSent,
    NotFound,
    PaymentRequired,
    Refused,
    ServerError,
    TimedOut,
    Unreadable,
    new_reference,
)
from bot.chartmogul.exchange import Answer, BrokenOff, Line, NoAnswerInTime, NotConnected, TooLarge
from bot.chartmogul.messages import busy_message, refusal_message, uncertain_message
from bot.chartmogul.refusals import Refusal, read_refusal
from bot.chartmogul.throttle import Priority, Throttle

T = TypeVar("T")

log = structlog.get_logger("bot.chartmogul")

READ_ATTEMPTS = 4
"""Most requests for one reading call."""
RETRY_AFTER_MAX = 30.0
"""Longest pause, in seconds, that a reading call makes between two attempts."""
PATIENCE = 90.0
"""Seconds that a reading call may take in all when nobody waits for it."""
_WORTH_SENDING = 0.05
_ID = re.compile(r"[A-Za-z0-9_-]{1,100}")


@dataclass(frozen=True)
class Call:
    """What is asked of ChartMogul.

    Args:
        template: the path with placeholders, such as `/tasks/{task_uuid}`: this is what logs show.
        ids: what stands in for the placeholders.
        timeout: seconds for the whole call, pauses included; the client's own if None.
    """

    method: str
    template: str
    ids: Mapping[str, str] = field(default_factory=dict)
    query: Mapping[str, str] = field(default_factory=dict, repr=False)
    body: Any = field(default=None, repr=False)
    priority: Priority = Priority.LOOKUP
    timeout: float | None = None
    reference: str = field(default_factory=new_reference)

    @property
    def reads(self) -> bool:
        return self.method == "GET"

    @property
    def subject(self) -> str:
        """The kind of record that is asked for, in the singular."""
        return self.template.split("/")[1].removesuffix("s")

    def path(self) -> str:
        """The path to ask for.

        Raises:
            NotFound: an id cannot be ChartMogul's, such as `""` or `".."`, which would name another path.
        """
        for value in self.ids.values():
            if not _ID.fullmatch(value):
                raise NotFound(refusal_message(NotFound, self.subject, Refusal()), reference=self.reference)
        return self.template.format_map({name: quote(value, safe="") for name, value in self.ids.items()})


class Caller:
    """Carries out calls. Safe to share between threads."""

    def __init__(self, line: Line, throttle: Throttle, *, connect: float, read: float) -> None:
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
        deadline = time.monotonic() + (PATIENCE if patient else self._seconds(call))
        for number in range(1, READ_ATTEMPTS + 1):
            try:
                return self._attempt(call, understand, self._seconds(call), deadline)
            except ChartMogulError as error:
                pause = _pause(error, number, first=1.0 if patient else 0.1)
                if number == READ_ATTEMPTS or time.monotonic() + pause + _WORTH_SENDING > deadline:
                    raise
            time.sleep(pause)
        raise AssertionError("the last attempt returns or raises")

    def _attempt(
        self, call: Call, understand: Callable[[Answer], T], seconds: float, deadline: float = math.inf
    ) -> T:
        """One request of at most so many seconds; the wait for a slot counts towards `deadline` alone."""
        try:
            path = call.path()
            with self._throttle(call.priority):
                started = time.monotonic()
                seconds = min(seconds, deadline - started)
                if seconds < _WORTH_SENDING:
                    raise Busy(reference=call.reference)
                answer, error = self._answer(call, path, seconds)
                taken = time.monotonic() - started
        except (Busy, NotFound) as unsent:
            _note(call, None, unsent, 0.0)
            raise
        if answer is not None:
            try:
                understood = understand(answer)
            except (ValueError, RecursionError):
                error = _uncertain(Unreadable, call, answer.status, None)
            else:
                _note(call, answer.status, None, taken)
                return understood
        assert error is not None
        _note(call, error.status, error, taken)
        raise error

    def _answer(self, call: Call, path: str, seconds: float) -> tuple[Answer | None, ChartMogulError | None]:
        # Returned, not raised: an error raised within `except` carries the transport's words, URL and all.
        try:
            answer = self._line.exchange(
                call.method, path, query=call.query, body=call.body, connect=self._connect, total=seconds
            )
        except NotConnected:
            return None, NeverSent(reference=call.reference)
        except (NoAnswerInTime, BrokenOff, TooLarge) as failure:
            return None, _broken(call, failure)
        error = _failure(call, answer)
        return (None, error) if error else (answer, None)


def _failure(call: Call, answer: Answer) -> ChartMogulError | None:
    """What an answer's status says went wrong (https://dev.chartmogul.com/docs/response-codes)."""
    status = answer.status
    wait = _retry_after(answer.retry_after)
    if 200 <= status < 300 or status == 304:
        return None
    if status == 429:
        return Busy(busy_message(wait), reference=call.reference, status=status, retry_after=wait)
    if status >= 500:
        return _uncertain(ServerError, call, status, wait)
    if status == 408:
        # Proxies say so of a request that did not reach the API, others of one that took the API too long.
        return _uncertain(TimedOut, call, status, wait)
    if status < 400:
        return _uncertain(Unreadable, call, status, None)
    return _refused(call, status, answer.body)


def _refused(call: Call, status: int, body: bytes) -> Refused:
    kind = {401: BadKey, 402: PaymentRequired, 403: Forbidden, 404: NotFound}.get(status, Invalid)
    refusal = read_refusal(body)
    if kind not in (Invalid, NotFound):
        refusal = Refusal(detail=refusal.detail)
    elif kind is NotFound and refusal.param is None and call.method == "POST":
        # The path exists: what is missing is what the new record was to belong to.
        refusal = Refusal(detail=refusal.detail, param="customer_uuid")
    return kind(
        refusal_message(kind, call.subject, refusal),
        reference=call.reference,
        status=status,
        param=refusal.param,
        detail=refusal.detail,
    )


def _broken(call: Call, failure: NoAnswerInTime | BrokenOff | TooLarge) -> ChartMogulError:
    status = failure.status
    if status is not None and status >= 400 and (error := _failure(call, Answer(status, None, b""))):
        return error
    kinds = {NoAnswerInTime: TimedOut, BrokenOff: Dropped, TooLarge: Unreadable}
    return _uncertain(kinds[type(failure)], call, status, None)


def _uncertain(
    kind: type[ChartMogulError], call: Call, status: int | None, wait: float | None
) -> ChartMogulError:
    message = uncertain_message(kind, reads=call.reads)
    return kind(message, reference=call.reference, status=status, retry_after=wait)


def _retry_after(header: str | None) -> float | None:
    """Seconds to wait, from either form of the header (RFC 9110, 10.2.3); at most an hour."""
    if header is None:
        return None
    try:
        return float(Retry(retry_after_max=3600).parse_retry_after(header))
    except (InvalidHeader, ValueError, TypeError, OverflowError):
        return None


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


def _note(call: Call, status: int | None, error: ChartMogulError | None, seconds: float) -> None:
    facts: dict[str, Any] = {
        "method": call.method,
        "path": call.template,
        "status": status,
        "seconds": round(seconds, 3),
        "reference": error.reference if error else call.reference,
    }
    if error is not None:
        log.warning("chartmogul", outcome=type(error).__name__, param=error.param, **facts)
    elif call.reads:
        log.debug("chartmogul", **facts)
    else:
        log.info("chartmogul", **facts)
