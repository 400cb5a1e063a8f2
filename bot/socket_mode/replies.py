"""Slack's envelopes and what the bot answers, each handled once however often it is sent."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future

from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse

Reply = SocketModeResponse | None
"""An acknowledgement; None where there is none, and Slack may send the envelope again."""

REMEMBERED = 1000
"""Envelopes whose replies are kept. Slack repeats an event after a minute and after five at the latest."""

PATIENCE = 10.0
"""Seconds that a repetition waits for the first one's reply; Slack has given up long before."""


class Replies:
    """Slack sends again what was not acknowledged, such as when the connection was cut in between.

    Args:
        handle: answers an envelope.
    """

    def __init__(self, handle: Callable[[SocketModeRequest], Reply]) -> None:
        self._handle = handle
        self._lock = threading.Lock()
        self._known: OrderedDict[str, Future[Reply]] = OrderedDict()

    def reply(self, request: SocketModeRequest) -> Reply:
        """The reply to an envelope: a new one, or the same again.

        Raises:
            TimeoutError: the same envelope is still being handled.
            Exception: what `handle` raised.
        """
        if request.payload.get("type") == "block_suggestion":
            # Typing changes nothing and may be answered anew; the options are too many to keep.
            return self._handle(request)
        key = _identity(request)
        with self._lock:
            known = self._known.get(key)
            if known is None:
                first = self._known[key] = Future()
                if len(self._known) > REMEMBERED:
                    self._known.popitem(last=False)
        if known is not None:
            return _readdressed(known.result(PATIENCE), request)
        try:
            reply = self._handle(request)
        except BaseException as error:
            self._forget(key)
            first.set_exception(error)
            raise
        if reply is None:
            self._forget(key)
        first.set_result(reply)
        return reply

    def _forget(self, key: str) -> None:
        with self._lock:
            self._known.pop(key, None)


def _readdressed(reply: Reply, request: SocketModeRequest) -> Reply:
    return reply and SocketModeResponse(request.envelope_id, reply.payload)


def _identity(request: SocketModeRequest) -> str:
    """A repeated event comes in a new envelope, with the same event in it."""
    event_id = request.payload.get("event_id")
    return f"event {event_id}" if isinstance(event_id, str) else f"envelope {request.envelope_id}"
