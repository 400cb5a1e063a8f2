"""Whether a request is from Slack (https://docs.slack.dev/authentication/verifying-requests-from-slack)."""

from __future__ import annotations

import hmac
import re
from collections.abc import Mapping
from hashlib import sha256

from bot.front_door.refused import Reason, Refused

BODY_MAX = 8_000_000
"""Bytes of a request. A message shortcut carries its whole message: payloads of 3 MB were seen, and a form
escapes each quotation mark and bracket by three bytes."""

AGE_MAX = 300
"""Seconds that a request's timestamp may differ from this machine's clock; older ones may be replayed."""

_TIMESTAMP = re.compile(r"[0-9]{1,12}")
_SIGNATURE = re.compile(r"v0=[0-9a-f]{64}")


def verify(secret: bytes, headers: Mapping[str, str], body: bytes, *, now: float) -> None:
    """Let pass what Slack signed. The cheap questions come first, and the body is only hashed.

    Args:
        headers: by their names in lower case.
        now: the time of this machine, in seconds since the epoch.

    Raises:
        Refused: the body is too large, or not certainly from Slack.
    """
    if len(body) > BODY_MAX:
        raise Refused(Reason.TOO_LARGE)
    timestamp, signature = headers.get("x-slack-request-timestamp", ""), headers.get("x-slack-signature", "")
    if not (_TIMESTAMP.fullmatch(timestamp) and _SIGNATURE.fullmatch(signature)):
        raise Refused(Reason.NO_SIGNATURE)
    skew = int(timestamp) - int(now)
    if abs(skew) > AGE_MAX:
        raise Refused(Reason.STALE_TIMESTAMP, skew=skew)
    signed = hmac.digest(secret, b"v0:%b:%b" % (timestamp.encode(), body), sha256)
    if not hmac.compare_digest(signed, bytes.fromhex(signature.removeprefix("v0="))):
        raise Refused(Reason.BAD_SIGNATURE)
