"""Slack's Web API, as far as the bot calls it: typed answers, and errors that say what took effect.

No message is ever repeated in here. `chat.postMessage` has no idempotency key, and `slack_sdk`'s own retry
after a dropped connection can post twice, so its retry handlers are off and the callers decide.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, TypeVar
from urllib.parse import urlsplit

import structlog
from slack_sdk.web import SlackResponse

from bot.runtime import REAL, Runtime
from bot.slack import answers
from bot.slack.answers import Installation, OpenedView, Posted
from bot.slack.conversation import Channel
from bot.slack.errors import (
    UNREADABLE,
    SlackLater,
    SlackLockedOut,
    SlackRefused,
    SlackUncertain,
    check_response_url,
    translated,
)
from bot.slack.insiders import Home
from bot.slack.person import Person
from bot.slack.transport import Api, ResponseUrl, Send, over_http

log = structlog.get_logger(__name__)

Json = dict[str, Any]
Told = TypeVar("Told")

PAUSE = 0.2
"""Seconds before a call that somebody waits for is repeated."""

PAGES_MAX = 100
"""Most pages of messages, 200 each, that are looked through."""

EMPTY_PAGES_MAX = 10
"""Slack may answer an empty page though more follow; so many in a row are not to be expected."""

WORTHWHILE = 0.3
"""Seconds that must be left for the repetition."""


class Slack:
    """The bot's own token at work. Safe to share between threads.

    Args:
        token: the bot token (`xoxb-…`).
        base_url: the Web API's address, with a slash at the end.
        quick: seconds for calls that a `trigger_id` or a person waits for.
        patient: seconds for calls in the background.
        runtime: tells the time, and pauses.
        send: carries the requests.
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
    ) -> None:
        self._runtime = runtime
        self._send = send
        self._token = token
        self._base_url = base_url
        self._quick = quick
        self._patient = patient

    def open_view(self, trigger_id: str, view: Json, *, timeout: float | None = None) -> OpenedView:
        """Open a modal; its id is empty where it stands open and Slack did not say which it is.

        A `trigger_id` lives 3 s and serves once, so that nobody gets two forms when this is repeated
        (https://docs.slack.dev/reference/methods/views.open).
        """
        seconds = timeout or self._quick
        until = self._runtime.monotonic() + seconds
        arguments: Json = {"trigger_id": trigger_id, "view": view}
        try:
            return self._told(answers.opened_view, "views.open", seconds, **arguments)
        except (SlackLater, SlackUncertain) as error:
            left = self._once_more(error, until)
        try:
            return self._told(answers.opened_view, "views.open", left, **arguments)
        except SlackRefused as error:
            if error.code == "exchanged_trigger_id":
                return OpenedView(id="", hash="")
            raise

    def update_view(self, view: OpenedView, content: Json, *, timeout: float | None = None) -> OpenedView:
        """Replace a modal's content, unless it has changed since `view.hash` (`hash_conflict`).

        What was typed stays, where block and action keep their ids.
        """
        arguments: Json = {"view_id": view.id, "hash": view.hash, "view": content}
        return self._promptly(answers.opened_view, "views.update", timeout, **arguments)

    def publish_home(self, user_id: str, view: Json, *, timeout: float | None = None) -> None:
        """Show the App Home of one person."""
        self._promptly(answers.nothing, "views.publish", timeout, user_id=user_id, view=view)

    def person(self, user_id: str, *, timeout: float) -> Person:
        """Who a user id is (https://docs.slack.dev/reference/methods/users.info)."""
        return self._told(answers.person, "users.info", timeout, user=user_id)

    def person_by_email(self, email: str, *, timeout: float) -> Person | None:
        """Who has this e-mail (https://docs.slack.dev/reference/methods/users.lookupByEmail), or nobody."""
        try:
            return self._told(answers.person, "users.lookupByEmail", timeout, email=email)
        except SlackRefused as error:
            if error.code == "users_not_found":
                return None
            raise

    def channel(self, channel_id: str, *, timeout: float) -> Channel:
        """What a conversation is (https://docs.slack.dev/reference/methods/conversations.info)."""
        return self._told(answers.channel, "conversations.info", timeout, channel=channel_id)

    def members(self, channel_id: str, *, limit: int, timeout: float) -> list[str]:
        """The first members of a conversation, at most `limit` (1000 at once).

        https://docs.slack.dev/reference/methods/conversations.members
        """
        arguments: Json = {"channel": channel_id, "limit": limit}
        return self._told(answers.members, "conversations.members", timeout, **arguments)

    def direct_channel(self, user_id: str, *, timeout: float | None = None) -> str:
        """The id of the conversation between the bot and one person.

        Raises:
            SlackError: never `SlackUncertain`, as opening it shows nothing to anybody.
        """
        try:
            return self._told(
                answers.channel_id, "conversations.open", timeout or self._patient, users=user_id
            )
        except SlackUncertain as error:
            raise SlackLater(error.code) from error

    def post(
        self, channel: str, message: Json, *, thread_ts: str = "", timeout: float | None = None
    ) -> Posted:
        """Post a message; `message` holds `text` and what goes with it. Links in it are not unfurled."""
        arguments: Json = {"channel": channel, "unfurl_links": False, "unfurl_media": False, **message}
        if thread_ts:
            arguments["thread_ts"] = thread_ts
        return self._told(answers.posted, "chat.postMessage", timeout or self._patient, **arguments)

    def respond(
        self,
        response_url: str,
        message: Json,
        *,
        in_channel: bool,
        thread_ts: str = "",
        timeout: float | None = None,
        replace: bool = False,
    ) -> None:
        """Answer through a `response_url`: five uses in 30 minutes, also where the bot is no member.

        Only a URL as safe as the Web API's own is used, and no redirect from it is followed.

        https://docs.slack.dev/interactivity/handling-user-interaction#message_responses
        """
        if not self._is_safe(response_url):
            raise SlackRefused("invalid_url")
        body: Json = {
            "response_type": "in_channel" if in_channel else "ephemeral",
            "replace_original": replace,
            "unfurl_links": False,
            "unfurl_media": False,
            **message,
        }
        if thread_ts:
            body["thread_ts"] = thread_ts
        with translated():
            answer = ResponseUrl(response_url, timeout or self._patient, self._send).send_dict(body)
        check_response_url(answer.status_code, answer.headers, answer.body)

    def _is_safe(self, response_url: str) -> bool:
        """Unencrypted only where the Web API is too: a stand-in's."""
        try:
            given = urlsplit(response_url)
        except ValueError:
            return False
        return bool(given.hostname) and given.scheme in {"https", urlsplit(self._base_url).scheme}

    def installation(self) -> Installation:
        """Whose token this is, and what it may do (https://docs.slack.dev/reference/methods/auth.test)."""
        return self._told(answers.installation, "auth.test", self._patient)

    def home(self, *, timeout: float) -> Home:
        """The workspace, and the enterprise if any, that this token is of.

        https://docs.slack.dev/reference/methods/auth.test
        """
        return self._told(answers.home, "auth.test", timeout)

    def socket_address(self, app_token: str, *, timeout: float = 5.0) -> str:
        """A fresh address for Socket Mode, with a ticket in it that is a secret and serves once.

        https://docs.slack.dev/reference/methods/apps.connections.open
        """
        with translated():
            answer = Api(self._token, self._base_url, timeout, self._send).apps_connections_open(
                app_token=app_token
            )
        url = answer.get("url")
        if not isinstance(url, str) or not url.startswith(("wss://", "ws://")):
            raise SlackUncertain(UNREADABLE, answered=True)
        return url

    def thread(self, channel: str, thread_ts: str, *, limit: int, timeout: float) -> list[Json]:
        """The first messages of a thread, at most `limit`, as Slack has them.

        https://docs.slack.dev/reference/methods/conversations.replies
        """
        arguments: Json = {"channel": channel, "ts": thread_ts, "limit": limit}
        return self._told(answers.messages, "conversations.replies", timeout, **arguments).messages

    def messages_since(self, channel: str, oldest: float, *, thread_ts: str = "") -> Iterator[Json]:
        """All messages of a channel, or a thread, since then (epoch seconds), page by page as they are taken.

        https://docs.slack.dev/reference/methods/conversations.history

        Raises:
            SlackUncertain: `endless`, after the last page that was of use: what was not found may be there.
        """
        method = "conversations.replies" if thread_ts else "conversations.history"
        arguments: Json = {
            "channel": channel,
            "oldest": f"{oldest:.6f}",
            "limit": 200,
            "include_all_metadata": True,
        }
        if thread_ts:
            arguments["ts"] = thread_ts
        seen, empty = {""}, 0
        while True:
            page = self._told(answers.messages, method, self._patient, **arguments)
            yield from page.messages
            if not page.has_more:
                return
            empty = 0 if page.messages else empty + 1
            if page.cursor in seen or empty == EMPTY_PAGES_MAX or len(seen) > PAGES_MAX:
                log.warning("slack.endless", channel=channel, pages=len(seen))
                raise SlackUncertain("endless", answered=True)
            seen.add(page.cursor)
            arguments["cursor"] = page.cursor

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
        with translated():
            api = Api(self._token, self._base_url, timeout, self._send)
            if _takes_json(method):
                return read(api.api_call(method, json=arguments))
            return read(api.api_call(method, params=arguments))
        raise AssertionError("translated never swallows")

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
