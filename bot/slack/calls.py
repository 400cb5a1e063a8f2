"""One call of Slack's Web API: sent once, or once more where somebody waits and that can do no harm."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import copy
from typing import Any, TypeVar

import structlog
from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse

from bot.observer import OK, UNOBSERVED, Observer
from bot.runtime import REAL, Runtime
from bot.slack.errors import SlackError, SlackLater, SlackLockedOut, SlackUncertain, translated
from bot.slack.granted import Granted
from bot.slack.transport import Api, Send, over_http

log = structlog.get_logger("bot.slack")

Told = TypeVar("Told")

PAUSE = 0.2
"""Seconds before a call that somebody waits for is repeated."""

WHOSE = "auth.test"
"""The method that says whether a token is taken."""

WORTHWHILE = 0.3
"""Seconds that must be left for the repetition."""


class Calls:
    """Makes calls with one token. Safe to share between threads.

    Args:
        token: the bot token (`xoxb-…`).
        base_url: the Web API's address, with a slash at the end.
        quick: seconds for calls that a `trigger_id` or a person waits for.
        patient: seconds for calls in the background.
        runtime: tells the time, and pauses.
        send: carries the requests.
        is_removed: whether the app is not installed any more; then nothing is asked but whether it is.
        observer: hears of every call.
    """

    def __init__(
        self,
        token: str,
        base_url: str,
        *,
        quick: float = 2.0,
        patient: float = 10.0,
        runtime: Runtime = REAL,
        send: Send = over_http,
        is_removed: Callable[[], bool] = lambda: False,
        observer: Observer = UNOBSERVED,
    ) -> None:
        self._is_removed = is_removed
        self._runtime = runtime
        self._send = send
        self._observer = observer
        self._token = token
        self._base_url = base_url
        self._quick = quick
        self._patient = patient
        self._granted = Granted(runtime)
        self._api = Api(token, base_url, patient, send)

    def _promptly(
        self, read: Callable[[SlackResponse], Told], method: str, timeout: float | None, **arguments: Any
    ) -> Told:
        """A call that a person waits for, and that may be repeated without harm."""
        seconds = timeout or self._quick
        until = self._runtime.monotonic() + seconds
        try:
            return self._told(read, method, seconds, **arguments)
        except (SlackLater, SlackUncertain) as error:
            left = self._once_more(error, until)
        return self._told(read, method, left, **arguments)

    def _told(
        self, read: Callable[[SlackResponse], Told], method: str, timeout: float, **arguments: Any
    ) -> Told:
        """What `read` makes of the answer; what it cannot make anything of is `SlackUncertain`."""
        if method != WHOSE:
            self._check_installed()
        with self._noted(method), translated():
            # To make one takes longer than to sign a request.
            api = copy(self._api)
            api.timeout = timeout  # type: ignore[assignment]
            as_json = _takes_json(method)
            try:
                answer = api.api_call(
                    method, json=arguments if as_json else None, params=None if as_json else arguments
                )
            except SlackApiError as error:
                refused = error.response
                self._granted.hear_refusal(refused.headers, refused.data, str(arguments.get("channel", "")))
                raise
            self._granted.hear(answer.headers)
            return read(answer)
        raise AssertionError("translated never swallows")

    def _check_installed(self) -> None:
        if self._is_removed():
            raise SlackLockedOut("app_removed")

    @contextmanager
    def _noted(self, method: str) -> Iterator[None]:
        """Tells how a call went."""
        started, outcome, code = self._runtime.monotonic(), OK, None
        try:
            yield
        except SlackError as error:
            outcome, code = type(error).__name__, error.code
            raise
        finally:
            seconds = self._runtime.monotonic() - started
            self._observer.called_slack(method, outcome, seconds)
            log.debug("slack", method=method, outcome=outcome, code=code, seconds=round(seconds, 3))

    def _once_more(self, error: SlackLater | SlackUncertain, until: float) -> float:
        """Seconds for a second try, after a pause; raises the error where there should be none.

        Without any answer it may have happened, and with a token that is not taken it never will.
        """
        pause = max(PAUSE, error.retry_after if isinstance(error, SlackLater) else 0.0)
        left = until - self._runtime.monotonic() - pause
        is_open = isinstance(error, SlackUncertain) and not error.answered
        if is_open or isinstance(error, SlackLockedOut) or left < WORTHWHILE:
            raise error
        self._runtime.sleep(pause)
        return left


def _takes_json(method: str) -> bool:
    # Slack's reading methods ignore JSON bodies: https://docs.slack.dev/apis/web-api/#post_bodies
    return method.startswith(("views.", "chat.")) or method == "conversations.open"
