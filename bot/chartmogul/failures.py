"""What went wrong, by how a request ended: an answer that is no success, or none."""

from __future__ import annotations

from bot.chartmogul.call import Call
from bot.chartmogul.errors import (
    BadKey,
    Busy,
    ChartMogulError,
    Dropped,
    Forbidden,
    Intercepted,
    Invalid,
    NotFound,
    PaymentRequired,
    Refused,
    ServerError,
    TimedOut,
    Uncertain,
    Unreadable,
)
from bot.chartmogul.exchange import Answer, BrokenOff, NoAnswerInTime, TooLarge
from bot.chartmogul.headers import retry_after
from bot.chartmogul.messages import busy_message, intercepted_message, refusal_message, uncertain_message
from bot.chartmogul.origin import Origin, origin_of
from bot.chartmogul.refusals import Refusal, read_refusal

_GONE = {404, 410}
_NOT_ROUTED = {404, 405, 407, 410, 421, 425}


def failure(call: Call, answer: Answer) -> ChartMogulError | None:
    """What an answer says went wrong; None for a success (https://dev.chartmogul.com/docs/response-codes)."""
    status = answer.status
    if 200 <= status < 300 or status == 304:
        return None
    if status == 429:
        wait = retry_after(answer.retry_after)
        return Busy(
            busy_message(wait),
            reference=call.reference,
            status=status,
            retry_after=wait,
        )
    if kind := _uncertain_kind(status):
        return _uncertain(kind, call, answer)
    origin = origin_of(answer)
    if _is_passing(call, status, origin):
        return Intercepted(
            reference=call.reference,
            status=status,
            retry_after=retry_after(answer.retry_after),
        )
    return _refused(call, answer, origin)


def _uncertain_kind(status: int) -> type[Uncertain] | None:
    if status == 408:
        # Proxies say so of a request that did not reach the API, others of one that took the API too long.
        return TimedOut
    if status >= 500:
        return ServerError
    return Unreadable if status < 400 else None


def _is_passing(call: Call, status: int, origin: Origin) -> bool:
    """Whether a 4xx says nothing of what was asked for, so that it is asked for again.

    A gateway that knows no such path, or is asked the wrong way, is being set up or shows a page of its own
    meanwhile: nothing reached ChartMogul. Where a gateway refuses what was to be changed for another reason,
    it may do so for ever, such as a firewall that dislikes a word; whoever waits for that is told.
    """
    if status == 407 or origin is Origin.GATEWAY:
        return call.reads or status in _NOT_ROUTED
    return call.reads and status in _GONE and origin is not Origin.CHARTMOGUL


def _refused(call: Call, answer: Answer, origin: Origin) -> Refused:
    refusal = read_refusal(answer.body)
    kind = _refusal_kind(answer.status, origin)
    message = ""
    if kind is Refused:
        message, refusal = intercepted_message(answer.status), Refusal()
    elif kind not in (Invalid, NotFound):
        refusal = Refusal(detail=refusal.detail)
    elif kind is NotFound and refusal.param is None and call.method == "POST":
        # The path exists: what is missing is what the new record was to belong to.
        refusal = Refusal(detail=refusal.detail, param="customer_uuid")
    return kind(
        message or refusal_message(kind, call.subject, refusal),
        reference=call.reference,
        status=answer.status,
        param=refusal.param,
        detail=refusal.detail,
    )


def _refusal_kind(status: int, origin: Origin) -> type[Refused]:
    if origin is Origin.GATEWAY:
        return Refused
    if status in _GONE:
        return NotFound if origin is Origin.CHARTMOGUL else Invalid
    return {401: BadKey, 402: PaymentRequired, 403: Forbidden}.get(status, Invalid)


def broken(call: Call, ending: NoAnswerInTime | BrokenOff | TooLarge) -> ChartMogulError:
    """What it means that no whole answer came."""
    status = ending.status
    if status is not None and status >= 400 and (error := failure(call, Answer(status))):
        return error
    kinds = {NoAnswerInTime: TimedOut, BrokenOff: Dropped, TooLarge: Unreadable}
    return _uncertain(kinds[type(ending)], call, Answer(status or 0))


def unreadable(call: Call, answer: Answer) -> ChartMogulError:
    """What it means that a success could not be read."""
    return _uncertain(Unreadable, call, answer)


def _uncertain(kind: type[ChartMogulError], call: Call, answer: Answer) -> ChartMogulError:
    return kind(
        uncertain_message(kind, reads=call.reads),
        reference=call.reference,
        status=answer.status or None,
        retry_after=retry_after(answer.retry_after),
    )
