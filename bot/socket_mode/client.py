"""Keeps a link to Slack, answers what comes down it, and opens the next one when it fails."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import Any

import structlog
from slack_bolt import BoltResponse
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse

from bot.front_door.door import bolt_request
from bot.front_door.reception import Reception
from bot.front_door.refused import Refused
from bot.front_door.structure import structured
from bot.observer import UNOBSERVED, Observer
from bot.slack.errors import SlackError, SlackLater, SlackLockedOut, SlackRefused
from bot.slack.web_api import Slack
from bot.socket_mode.backoff import Backoff
from bot.socket_mode.link import Link
from bot.socket_mode.replies import Replies, Reply

log = structlog.get_logger(__name__)

THREADS = 64
"""Requests at work at once."""

MEND = "SLACK_APP_TOKEN must be valid, with the scope connections:write, and Socket Mode switched on"

STEADY = 30.0
"""Seconds after which a link that fails counts as a new failure, not as one more of a row."""


class SocketMode:
    """Slack's requests over WebSockets.

    An envelope is acknowledged once it has been handled, so that a crash loses none that Slack believes done.

    Args:
        reception: answers what comes down.
        app_token: the token that opens connections (`xapp-…`).
        observer: hears of connections that are replaced.
    """

    def __init__(
        self, reception: Reception, slack: Slack, app_token: str, observer: Observer = UNOBSERVED
    ) -> None:
        self._reception = reception
        self._observer = observer
        self._slack = slack
        self._app_token = app_token
        self._replies = Replies(self._handle)
        self._backoff = Backoff()
        self._pool = ThreadPoolExecutor(THREADS, thread_name_prefix="envelope")
        self._lock = threading.Lock()
        self._links: list[Link] = []
        self._in_hand: set[Future[None]] = set()
        self._stopping = threading.Event()
        self._keeper = threading.Thread(target=self._keep_linked, name="socket-keeper", daemon=True)

    @property
    def connected(self) -> bool:
        """Whether Slack can reach the bot now."""
        with self._lock:
            return any(link.hears for link in self._links)

    def start(self) -> None:
        """Begin to connect, for as long as it takes."""
        self._keeper.start()

    def stop(self, *, timeout: float = 4.0) -> None:
        """Open nothing new, acknowledge what is in hand, and hang up."""
        self._stopping.set()
        deadline = time.monotonic() + timeout
        while (in_hand := self._unfinished()) and time.monotonic() < deadline:
            wait(in_hand, deadline - time.monotonic())
        for link in self._current():
            link.close()
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _keep_linked(self) -> None:
        while not self._stopping.is_set():
            try:
                url = self._slack.socket_address(self._app_token)
            except SlackError as error:
                self._pause_after(error)
                continue
            except Exception:
                # The keeper is the only one of its process: it must outlive any mistake.
                log.exception("socket.keeper_stumbled")
                self._stopping.wait(self._backoff.seconds())
                continue
            if self._stopping.is_set():
                return
            link = Link(url, self._take)
            with self._lock:
                self._links = [*(one for one in self._links if not one.ended), link]
            link.start()
            self._watch(link)

    def _pause_after(self, error: SlackError) -> None:
        seconds = self._backoff.seconds(asked=error.retry_after if isinstance(error, SlackLater) else 0.0)
        if isinstance(error, SlackRefused | SlackLockedOut):
            log.error("socket.refused", code=error.code, mend=MEND, next_try_seconds=round(seconds, 1))
        else:
            log.warning("socket.no_address", code=error.code, next_try_seconds=round(seconds, 1))
        self._stopping.wait(seconds)

    def _watch(self, link: Link) -> None:
        """Wait until another link is needed and may be opened."""
        link.leaving.wait()
        if self._stopping.is_set():
            return
        steady = link.ready_seconds >= STEADY
        if steady:
            self._backoff.reset()
        self._observer.lost_socket(planned=link.only_a_change)
        if steady and link.only_a_change:
            log.info("socket.changing", reason=link.reason)
            return
        seconds = self._backoff.seconds()
        log.warning("socket.lost", reason=link.reason, next_try_seconds=round(seconds, 1))
        self._stopping.wait(seconds)

    def _take(self, link: Link, request: SocketModeRequest) -> None:
        future = self._pool.submit(self._answer, link, request)
        with self._lock:
            self._in_hand.add(future)
        future.add_done_callback(self._done)

    def _done(self, future: Future[None]) -> None:
        with self._lock:
            self._in_hand.discard(future)

    def _unfinished(self) -> set[Future[None]]:
        with self._lock:
            return set(self._in_hand)

    def _answer(self, link: Link, request: SocketModeRequest) -> None:
        try:
            reply = self._replies.reply(request)
        except Exception:
            log.exception("socket.broke", type=request.type)
            return
        if reply is None:
            return
        text = json.dumps(reply.to_dict())
        # Slack may have hung up meanwhile, and knows the envelope over any other link too.
        if not any(one.send(text) for one in (link, *self._current())):
            log.warning("socket.not_acknowledged", type=request.type)

    def _current(self) -> list[Link]:
        with self._lock:
            return [link for link in self._links if not link.ended]

    def _handle(self, request: SocketModeRequest) -> Reply:
        try:
            opened = bolt_request(structured(request.payload), _retry_headers(request))
        except Refused as refused:
            log.warning("socket.refused_payload", reason=refused.reason.value, where=refused.where)
            return SocketModeResponse(request.envelope_id) if refused.reason.is_acknowledged else None
        answer = self._reception.answer(opened)
        if answer.status != 200:
            log.warning("socket.not_handled", type=request.type, status=answer.status)
            return None
        return SocketModeResponse(request.envelope_id, _payload(request, answer))


def _retry_headers(request: SocketModeRequest) -> dict[str, str | Sequence[str]]:
    return {
        name: str(value)
        for name, value in (
            ("x-slack-retry-num", request.retry_attempt),
            ("x-slack-retry-reason", request.retry_reason),
        )
        if value is not None
    }


def _payload(request: SocketModeRequest, answer: BoltResponse) -> dict[str, Any] | None:
    if not answer.body or not request.accepts_response_payload:
        return None
    if answer.first_headers().get("content-type", "").startswith("application/json"):
        return dict(json.loads(answer.body))
    return {"text": answer.body}
