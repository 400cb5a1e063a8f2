"""Response URLs: five messages in thirty minutes, also where the bot is no member.

https://docs.slack.dev/interactivity/handling-user-interaction#message_responses
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.sandbox.slack.ids import BOT_ID, BOT_USER_ID
from bot.sandbox.slack.limits import TEXT_MAX, message_faults, with_ids
from bot.sandbox.slack.objects import Message
from bot.sandbox.slack.workspace import Workspace

Json = dict[str, Any]

USES = 5
LIFE = 30 * 60.0
"""Seconds that a response URL serves."""


class Rejected(Exception):
    """A message that the response URL does not take: the HTTP status, and Slack's word as the body."""

    def __init__(self, status: int, word: str) -> None:
        super().__init__(word)
        self.status = status
        self.word = word


@dataclass
class ResponseUrl:
    """Leave to answer one interaction."""

    channel: str
    user: str
    made_at: float
    message: Message | None = None
    """The message that was clicked: what `replace_original` and `delete_original` mean."""
    uses: int = 0


class ResponseUrls:
    """Gives out response URLs and takes what the app sends there. Shares the workspace's lock."""

    def __init__(self, workspace: Workspace, clock: Callable[[], float]) -> None:
        self._workspace = workspace
        self._clock = clock
        self._urls: dict[str, ResponseUrl] = {}

    def issue(self, channel: str, user: str, message: Message | None = None) -> str:
        """The token of a new response URL."""
        token = secrets.token_urlsafe(18)
        with self._workspace.lock:
            self._urls[token] = ResponseUrl(channel, user, self._clock(), message)
        return token

    def answer(self, token: str, body: Any) -> None:
        """Take a message.

        Raises:
            Rejected: with the status and the word that Slack would answer.
        """
        with self._workspace.changing():
            url = self._urls.get(token)
            if url is None:
                raise Rejected(404, "invalid_url")
            if self._clock() - url.made_at > LIFE:
                raise Rejected(404, "expired_url")
            if url.uses >= USES:
                raise Rejected(404, "used_url")
            if not isinstance(body, dict):
                raise Rejected(400, "invalid_payload")
            channel = self._workspace.channels.get(url.channel)
            if channel is None or channel.is_archived:
                raise Rejected(410, "channel_is_archived")
            self._apply(url, body)
            url.uses += 1

    def _apply(self, url: ResponseUrl, body: Json) -> None:
        deletes, replaces = _says(body, "delete_original"), _says(body, "replace_original")
        if not deletes or _has_content(body):
            check_message(body)
        if (deletes or replaces) and url.message and not self._workspace.stands(url.message):
            raise Rejected(404, "message_not_found")
        if deletes and url.message:
            self._workspace.remove_message(url.message)
        elif replaces and url.message:
            replace_in(url.message, body)
            return
        if _has_content(body):
            answer_in(self._workspace, url.channel, url.user, body)


def _says(body: Json, name: str) -> bool:
    """Whether a flag is set; Slack's own examples write it as text."""
    return str(body.get(name)).lower() == "true"


def _has_content(body: Json) -> bool:
    return any(body.get(name) for name in ("text", "blocks", "attachments"))


def replace_in(message: Message, body: Json) -> None:
    """Have a message say something else. Who sees it, and where, stays."""
    message.text = str(body.get("text") or "")
    message.blocks = with_ids(body.get("blocks") or [])
    message.attachments = list(body.get("attachments") or [])
    message.edited = message.ephemeral_to is None and not message.blocks


def check_message(body: Json) -> None:
    """Whether Slack would take `body` as a message.

    Raises:
        Rejected: `no_text`, `msg_too_long` or `invalid_blocks`.
    """
    text, blocks = body.get("text") or "", body.get("blocks") or []
    if not _has_content(body):
        raise Rejected(400, "no_text")
    if not isinstance(text, str) or len(text) > TEXT_MAX:
        raise Rejected(400, "msg_too_long")
    if message_faults(blocks):
        raise Rejected(400, "invalid_blocks")
    if body.get("response_type", "ephemeral") not in {"ephemeral", "in_channel"}:
        raise Rejected(400, "invalid_response_type")


def answer_in(workspace: Workspace, channel: str, user: str, body: Json) -> Message:
    """Post what an app answered: to the person alone, unless it says `in_channel`."""
    in_channel = body.get("response_type") == "in_channel"
    return workspace.add_message(
        Message(
            channel=channel,
            text=str(body.get("text") or ""),
            user=BOT_USER_ID,
            bot_id=BOT_ID,
            is_answer=True,
            blocks=with_ids(body.get("blocks") or []),
            attachments=list(body.get("attachments") or []),
            thread_ts=body.get("thread_ts"),
            unfurl_links=body.get("unfurl_links"),
            unfurl_media=body.get("unfurl_media"),
            ephemeral_to=None if in_channel else user,
        )
    )
