"""The one way in, for requests over HTTP and over the socket."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from slack_bolt import BoltRequest
from slack_bolt.request.payload_utils import to_action, to_message, to_options, to_shortcut, to_step, to_view

from bot.front_door.body import read
from bot.front_door.refused import Reason, Refused
from bot.front_door.signature import verify
from bot.front_door.structure import Json, structured


def admit(secret: str, headers: Mapping[str, str], body: bytes, *, now: float) -> BoltRequest:
    """What Slack signed, parsed, for Bolt.

    Args:
        secret: the app's signing secret.
        headers: by their names in lower case.
        now: the time of this machine, in seconds since the epoch.

    Raises:
        Refused: it is not from Slack, or cannot be understood.
    """
    verify(secret.encode(), headers, body, now=now)
    return bolt_request(structured(read(headers.get("content-type", ""), body)))


def bolt_request(body: Json, headers: Mapping[str, str | Sequence[str]] | None = None) -> BoltRequest:
    """Bolt's own view of a body whose sender is known.

    Bolt takes a parsed body only as Socket Mode brings it; nothing else depends on that mode but Bolt's own
    check of the signature.

    Raises:
        Refused: Bolt does not find its way in it.
    """
    try:
        # Bolt takes these out for every listener and for the error handler, and checks no type.
        for take in (to_action, to_message, to_options, to_shortcut, to_step, to_view):
            take(body)
        return BoltRequest(body=body, headers=dict(headers or {}), mode="socket_mode")
    except Exception:
        raise Refused(Reason.MALFORMED, where="parts") from None
