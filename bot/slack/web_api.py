"""Slack's Web API, as far as the bot calls it: typed answers, and errors that say what took effect.

No message is ever repeated in here. `chat.postMessage` has no idempotency key, and `slack_sdk`'s own retry
after a dropped connection can post twice, so its retry handlers are off and the callers decide.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import structlog

from bot.slack import answers
from bot.slack.answers import Installation, MessagePage, OpenedView, Posted
from bot.slack.calls import Calls
from bot.slack.conversation import Channel
from bot.slack.errors import (
    UNREADABLE,
    SlackLater,
    SlackRefused,
    SlackUncertain,
    check_response_url,
    translated,
)
from bot.slack.insiders import Home
from bot.slack.person import Person
from bot.slack.transport import Api, ResponseUrl

log = structlog.get_logger(__name__)

Json = dict[str, Any]

MISSING_SCOPE = "missing_scope"
"""Slack's word for what the workspace did not grant the bot."""

RESPONSE_URL_LIVES = 1740.0
"""Seconds for which a response URL is used: Slack takes it for half an hour."""

PAGES_MAX = 100
"""Most pages of messages, 200 each, that are looked through."""

EMPTY_PAGES_MAX = 10
"""Slack may answer an empty page though more follow; so many in a row are not to be expected."""


class Slack(Calls):
    """The bot's own token at work. Safe to share between threads."""

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
        return self._told(answers.person, "users.info", timeout, user=user_id, include_locale=True)

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

    def update(self, channel: str, ts: str, message: Json, *, timeout: float | None = None) -> None:
        """Put this in the place of a message of the bot's own (https://docs.slack.dev/reference/methods/chat.update).

        It may be repeated. Of two at once it is not known which one stays.
        """
        arguments: Json = {"channel": channel, "ts": ts, **message}
        self._told(answers.nothing, "chat.update", timeout or self._patient, **arguments)

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
        self._check_installed()
        body: Json = {
            "response_type": "in_channel" if in_channel else "ephemeral",
            "replace_original": replace,
            "unfurl_links": False,
            "unfurl_media": False,
            **message,
        }
        if thread_ts:
            body["thread_ts"] = thread_ts
        with self._noted("response_url"):
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

    def own_ids(self) -> frozenset[str]:
        """The ids under which the bot itself writes (https://docs.slack.dev/reference/methods/auth.test)."""
        return self._told(answers.own_ids, "auth.test", self._patient)

    def home(self, *, timeout: float) -> Home:
        """The workspace, and the enterprise if any, that this token is of.

        https://docs.slack.dev/reference/methods/auth.test
        """
        return self._told(answers.home, "auth.test", timeout)

    def socket_address(self, app_token: str, *, timeout: float = 5.0) -> str:
        """A fresh address for Socket Mode, with a ticket in it that is a secret and serves once.

        https://docs.slack.dev/reference/methods/apps.connections.open
        """
        with self._noted("apps.connections.open"), translated():
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
        self._check_readable(channel)
        arguments: Json = {"channel": channel, "ts": thread_ts, "limit": limit}
        return self._told(answers.messages, "conversations.replies", timeout, **arguments).messages

    def thread_page(self, channel: str, thread_ts: str, cursor: str = "") -> MessagePage:
        """A page of a thread, oldest first; Slack may repeat the thread's first message on each.

        https://docs.slack.dev/reference/methods/conversations.replies
        """
        self._check_readable(channel)
        arguments: Json = {"channel": channel, "ts": thread_ts, "limit": 200}
        if cursor:
            arguments["cursor"] = cursor
        return self._told(answers.messages, "conversations.replies", self._patient, **arguments)

    def messages_since(self, channel: str, oldest: float, *, thread_ts: str = "") -> Iterator[Json]:
        """All messages of a channel, or a thread, since then (epoch seconds), page by page as they are taken.

        https://docs.slack.dev/reference/methods/conversations.history

        Raises:
            SlackUncertain: `endless`, after the last page that was of use: what was not found may be there.
        """
        self._check_readable(channel)
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

    def _check_readable(self, channel: str) -> None:
        """Ask nothing of which it is known that the workspace does not grant it.

        Raises:
            SlackRefused: it is.
        """
        if not self._granted.may_read(channel):
            raise SlackRefused(MISSING_SCOPE)
