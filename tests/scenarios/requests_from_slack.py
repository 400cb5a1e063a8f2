"""Requests that Slack could have sent, and some that it would not."""

from __future__ import annotations

import hashlib
import hmac
import json
import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import requests

from tests.scenarios.running import SECRET, World

Json = dict[str, Any]

FORM = "application/x-www-form-urlencoded"
JSON = "application/json"


def signature(body: bytes, timestamp: str, secret: str = SECRET) -> str:
    """What Slack writes into `X-Slack-Signature`."""
    base = b"v0:" + timestamp.encode() + b":" + body
    return "v0=" + hmac.new(secret.encode(), base, hashlib.sha256).hexdigest()


def send(
    world: World,
    body: bytes,
    content_type: str = FORM,
    *,
    signed_as: str = "",
    timestamp: str = "",
    chunks: int = 0,
    path: str = "/slack/events",
) -> requests.Response:
    """A request signed as Slack signs, unless told otherwise.

    Args:
        chunks: bytes in each part of a body without a length.
    """
    timestamp = timestamp or str(int(time.time()))
    headers: dict[str, str | bytes] = {
        "Content-Type": content_type,
        "X-Slack-Request-Timestamp": timestamp.encode(),
        "X-Slack-Signature": (signed_as or signature(body, timestamp)).encode(),
    }
    data: bytes | Iterator[bytes] = body
    if chunks:
        data = (body[start : start + chunks] for start in range(0, len(body), chunks))
    return requests.post(f"{world.url}{path}", data=data, headers=headers, timeout=5)


def command(world: World, text: str = "", **fields: str) -> bytes:
    """The form of a slash command."""
    return urlencode(
        {
            "command": "/cm-task",
            "text": text,
            "user_id": world.anna,
            "team_id": world.slack.team_id,
            "team_domain": "sandbox",
            "channel_id": world.channel,
            "channel_name": "acme",
            "trigger_id": "1.2.3",
            **fields,
        }
    ).encode()


def payload(kind: str, **fields: Any) -> bytes:
    """The form of an interaction."""
    return urlencode({"payload": json.dumps({"type": kind, **fields})}).encode()
