"""Slack's Web API, as far as the bot calls it: typed answers, and errors that say what took effect.

A call is never repeated in here. `chat.postMessage` has no idempotency key, and `slack_sdk`'s own retry
after a dropped connection can post twice, so its retry handlers are off and the callers decide.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPException
from socket import gaierror
from typing import Any
from urllib.error import URLError

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web import SlackResponse
from slack_sdk.webhook import WebhookClient

from bot.channel import Channel
from bot.person import Person

Json = dict[str, Any]

_LOCKED_OUT = {"account_inactive", "invalid_auth", "not_authed", "token_expired", "token_revoked"}
"""Errors by which Slack takes no call at all with this token."""

_HALF_DONE = {"fatal_error", "internal_error"}
"""Errors of which Slack says that "some aspect of the operation" may have succeeded.

https://docs.slack.dev/reference/methods/chat.postMessage#errors
"""

_QUIET = logging.getLogger("bot.slack.sdk")
_QUIET.setLevel(logging.CRITICAL + 1)


class SlackError(Exception):
    """A call to Slack did not succeed. `code` is Slack's own word, such as `channel_not_found`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class SlackRefused(SlackError):
    """Slack answered no: nothing happened, and a repetition will be refused too."""


class SlackBusy(SlackError):
    """Slack is rate limiting (429): nothing happened; wait `retry_after` seconds."""

    def __init__(self, retry_after: float) -> None:
        super().__init__("ratelimited")
        self.retry_after = retry_after


class SlackNotReached(SlackError):
    """No connection was made: nothing happened."""


class SlackLockedOut(SlackError):
    """Slack does not take the bot's token (any more): nothing happens until somebody mends that."""


class SlackUncertain(SlackError):
    """No readable answer came (time-out, dropped connection, 5xx): it may have happened."""


@dataclass(frozen=True)
class OpenedView:
    """A view on somebody's screen, and the hash that an update of it must name."""

    id: str
    hash: str


@dataclass(frozen=True)
class Posted:
    """Where a message stands."""

    channel: str
    ts: str


@dataclass(frozen=True)
class Installation:
    """The app in a workspace."""

    team: str
    user: str
    """How the bot is called there."""
    scopes: frozenset[str]
    """What the token may do."""


class Slack:
    """The bot's own token at work. Safe to share between threads.

    Args:
        token: the bot token (`xoxb-…`).
        base_url: the Web API's address, with a slash at the end.
        quick: seconds for calls that a `trigger_id` or a person waits for.
        patient: seconds for calls in the background.
    """

    def __init__(self, token: str, base_url: str, *, quick: float = 2.0, patient: float = 10.0) -> None:
        self._token = token
        self._base_url = base_url
        self._quick = self._client(quick)
        self._patient = self._client(patient)

    def _client(self, timeout: float) -> WebClient:
        # slack_sdk takes whole seconds by its type, and any number at run time.
        return WebClient(
            token=self._token,
            base_url=self._base_url,
            timeout=timeout,  # type: ignore[arg-type]
            retry_handlers=[],
            logger=_QUIET,
        )

    def open_view(self, trigger_id: str, view: Json) -> OpenedView:
        """Open a modal. A `trigger_id` lives 3 s and serves once (https://docs.slack.dev/reference/methods/views.open)."""
        return _view(_call(self._quick, "views.open", trigger_id=trigger_id, view=view))

    def update_view(self, view: OpenedView, content: Json) -> OpenedView:
        """Replace a modal's content, unless it has changed since `view.hash` (`hash_conflict`).

        What was typed stays, where block and action keep their ids.
        """
        return _view(_call(self._quick, "views.update", view_id=view.id, hash=view.hash, view=content))

    def publish_home(self, user_id: str, view: Json) -> None:
        """Show the App Home of one person."""
        _call(self._quick, "views.publish", user_id=user_id, view=view)

    def person(self, user_id: str, *, timeout: float) -> Person:
        """Who a user id is (https://docs.slack.dev/reference/methods/users.info)."""
        return _person(_call(self._client(timeout), "users.info", user=user_id)["user"])

    def person_by_email(self, email: str, *, timeout: float) -> Person | None:
        """Who has this e-mail (https://docs.slack.dev/reference/methods/users.lookupByEmail), or nobody."""
        try:
            return _person(_call(self._client(timeout), "users.lookupByEmail", email=email)["user"])
        except SlackRefused as error:
            if error.code == "users_not_found":
                return None
            raise

    def channel(self, channel_id: str, *, timeout: float) -> Channel:
        """What a conversation is (https://docs.slack.dev/reference/methods/conversations.info)."""
        return _channel(_call(self._client(timeout), "conversations.info", channel=channel_id)["channel"])

    def direct_channel(self, user_id: str) -> str:
        """The id of the conversation between the bot and one person."""
        return str(_call(self._patient, "conversations.open", users=user_id)["channel"]["id"])

    def post(self, channel: str, message: Json, *, thread_ts: str = "") -> Posted:
        """Post a message; `message` holds `text` and `blocks`. Links in it are not unfurled."""
        arguments: Json = {"channel": channel, "unfurl_links": False, "unfurl_media": False, **message}
        if thread_ts:
            arguments["thread_ts"] = thread_ts
        answer = _call(self._patient, "chat.postMessage", **arguments)
        return Posted(channel=str(answer["channel"]), ts=str(answer["ts"]))

    def respond(self, response_url: str, message: Json, *, in_channel: bool, thread_ts: str = "") -> None:
        """Answer through a `response_url`: five uses in 30 minutes, also where the bot is no member.

        https://docs.slack.dev/interactivity/handling-user-interaction#message_responses
        """
        webhook = WebhookClient(response_url, timeout=10, retry_handlers=[], logger=_QUIET)
        body: Json = {
            "response_type": "in_channel" if in_channel else "ephemeral",
            "replace_original": False,
            "unfurl_links": False,
            "unfurl_media": False,
            **message,
        }
        if thread_ts:
            body["thread_ts"] = thread_ts
        with _translated():
            answer = webhook.send_dict(body)
        _raise_for_status(answer.status_code, dict(answer.headers), answer.body[:80])

    def installation(self) -> Installation:
        """Whose token this is, and what it may do (https://docs.slack.dev/reference/methods/auth.test)."""
        answer = _call(self._patient, "auth.test")
        granted = _header(answer.headers, "x-oauth-scopes") or ""
        return Installation(
            team=str(answer.get("team") or ""),
            user=str(answer.get("user") or ""),
            scopes=frozenset(scope.strip() for scope in str(granted).split(",") if scope.strip()),
        )

    def try_socket(self, app_token: str) -> None:
        """Ask for an address for Socket Mode, and do not use it.

        https://docs.slack.dev/reference/methods/apps.connections.open
        """
        with _translated():
            self._patient.apps_connections_open(app_token=app_token)

    def thread(self, channel: str, thread_ts: str, *, limit: int, timeout: float) -> list[Json]:
        """The first messages of a thread, at most `limit`, as Slack has them.

        https://docs.slack.dev/reference/methods/conversations.replies
        """
        arguments: Json = {"channel": channel, "ts": thread_ts, "limit": limit}
        answer = _call(self._client(timeout), "conversations.replies", **arguments)
        return list(answer.get("messages") or [])

    def messages_since(self, channel: str, oldest: float, *, thread_ts: str = "") -> Iterator[Json]:
        """All messages of a channel, or a thread, since then (epoch seconds), page by page as they are taken.

        https://docs.slack.dev/reference/methods/conversations.history
        """
        method = "conversations.replies" if thread_ts else "conversations.history"
        arguments: Json = {"channel": channel, "oldest": f"{oldest:.6f}", "limit": 200}
        if thread_ts:
            arguments["ts"] = thread_ts
        while True:
            answer = _call(self._patient, method, **arguments)
            yield from answer.get("messages") or []
            arguments["cursor"] = (answer.get("response_metadata") or {}).get("next_cursor")
            if not arguments["cursor"]:
                return


@contextmanager
def _translated() -> Iterator[None]:
    """Turns what the transport raises into the error tree above."""
    try:
        yield
    except SlackApiError as error:
        response = error.response
        word = str(response.get("error") or "") if isinstance(response.data, dict) else ""
        _raise_for_status(int(response.status_code), dict(response.headers), word, error)
        if word in _LOCKED_OUT:
            raise SlackLockedOut(word) from error
        if word in _HALF_DONE:
            raise SlackUncertain(word) from error
        if word and " " not in word:
            raise SlackRefused(word) from error
        # A 200 whose body is no JSON: slack_sdk puts a sentence where Slack's own word would be.
        raise SlackUncertain("unreadable") from error
    except URLError as error:
        if isinstance(error.reason, ConnectionRefusedError | gaierror):
            raise SlackNotReached("not_reached") from error
        raise SlackUncertain("dropped") from error
    except (SlackClientError, OSError, HTTPException, UnicodeDecodeError) as error:
        raise SlackUncertain(type(error).__name__) from error


def _raise_for_status(
    status: int, headers: dict[str, Any], code: str, cause: BaseException | None = None
) -> None:
    if status == 429:
        raise SlackBusy(_retry_after(headers)) from cause
    if status >= 500:
        raise SlackUncertain(f"http_{status}") from cause
    if status >= 400:
        raise SlackRefused(code if code and " " not in code else f"http_{status}") from cause


def _retry_after(headers: dict[str, Any]) -> float:
    value = _header(headers, "retry-after") or "1"
    try:
        return max(0.0, float(value[0] if isinstance(value, list) else value))
    except (TypeError, ValueError):
        return 1.0


def _header(headers: Mapping[str, Any], name: str) -> Any:
    """A header, however its name is written."""
    return next((value for written, value in headers.items() if written.lower() == name), None)


def _call(client: WebClient, method: str, **arguments: Any) -> SlackResponse:
    with _translated():
        if _takes_json(method):
            return client.api_call(method, json=arguments)
        return client.api_call(method, params=arguments)
    raise AssertionError("_translated never swallows")


def _takes_json(method: str) -> bool:
    # Slack's reading methods ignore JSON bodies: https://docs.slack.dev/apis/web-api/#post_bodies
    return method.startswith(("views.", "chat.")) or method == "conversations.open"


def _view(answer: SlackResponse) -> OpenedView:
    view = answer["view"]
    return OpenedView(id=str(view["id"]), hash=str(view.get("hash") or ""))


def _person(user: Json) -> Person:
    profile: Json = user.get("profile") or {}
    names = (profile.get("display_name"), profile.get("real_name"), user.get("real_name"), user.get("name"))
    return Person(
        id=str(user["id"]),
        name=next((str(name) for name in names if name), str(user["id"])),
        email=profile.get("email") or "",
        tz=user.get("tz") or "",
        team_id=user.get("team_id") or "",
        is_bot=bool(user.get("is_bot")) or user["id"] == "USLACKBOT",
        deleted=bool(user.get("deleted")),
        is_restricted=bool(user.get("is_restricted") or user.get("is_ultra_restricted")),
        is_stranger=bool(user.get("is_stranger")),
    )


def _channel(channel: Json) -> Channel:
    return Channel(
        id=str(channel["id"]),
        name=channel.get("name") or "",
        is_private=bool(channel.get("is_private")),
        is_im=bool(channel.get("is_im") or channel.get("is_mpim")),
        is_archived=bool(channel.get("is_archived")),
        is_ext_shared=bool(channel.get("is_ext_shared") or channel.get("is_pending_ext_shared")),
    )
