"""What Slack sends down a Socket Mode connection, as types."""

from __future__ import annotations

import json
from dataclasses import dataclass

from slack_sdk.socket_mode.request import SocketModeRequest


@dataclass(frozen=True)
class Hello:
    """The connection is ready."""


@dataclass(frozen=True)
class Disconnect:
    """Slack is about to hang up."""

    reason: str

    @property
    def only_a_change(self) -> bool:
        """Whether Slack merely wants a fresh connection instead of this one, as it does every few hours."""
        return self.reason in {"warning", "refresh_requested"}


Frame = Hello | Disconnect | SocketModeRequest


def parse(text: str | bytes) -> Frame | None:
    """What a message says; None for one that nobody could answer."""
    try:
        message = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(message, dict):
        return None
    match message:
        case {"type": "hello"}:
            return Hello()
        case {"type": "disconnect"}:
            return Disconnect(str(message.get("reason") or "no reason given"))
        case {"type": str(), "envelope_id": str(), "payload": dict()}:
            return SocketModeRequest.from_dict(message)
        case _:
            return None
