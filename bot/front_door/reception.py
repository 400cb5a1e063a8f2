"""Hands what came in to Bolt, whichever way it came, and says how that went."""

from __future__ import annotations

import time
from typing import Any

import structlog
from slack_bolt import App, BoltRequest, BoltResponse

from bot.observer import OK, UNOBSERVED, Observer
from bot.reference import new_reference, referring

log = structlog.get_logger(__name__)

OUTCOME = "outcome"
"""The key in Bolt's context under which a listener says that a request went otherwise than `ok`."""

OUTSIDER = "outsider"
"""Refused to somebody who is not inside, or not known to be."""

FAILED = "failed"
"""Trouble or a mistake kept it from being done, and the person was told."""

MALFORMED = "malformed"
"""It makes no sense."""

UNKNOWN = "unknown"
"""Nothing listens to it."""

LATE = "late"
"""Slack had shown a warning by then."""

SLACK_WAITS = 3.0
"""Seconds (https://docs.slack.dev/interactivity/handling-user-interaction#acknowledgment_response)."""

_KINDS = {
    "shortcut": "shortcut",
    "message_action": "message_shortcut",
    "block_actions": "click",
    "block_suggestion": "options",
    "view_submission": "submission",
    "view_closed": "closed",
    "event_callback": "event",
}

KINDS = ("command", *_KINDS.values(), "other")
"""What a request can be, in the words of the metrics."""


class Reception:
    """Answers what the front door has let in."""

    def __init__(self, bolt: App, observer: Observer = UNOBSERVED) -> None:
        self._bolt = bolt
        self._observer = observer

    def answer(self, request: BoltRequest) -> BoltResponse:
        """Bolt's answer. All that is done for it is one story."""
        started = time.monotonic()
        with referring(new_reference()):
            answer = self._bolt.dispatch(request)
            self._note(request, time.monotonic() - started)
        return answer

    def _note(self, request: BoltRequest, seconds: float) -> None:
        kind = kind_of_request(request.body)
        outcome = LATE if seconds > SLACK_WAITS else str(request.context.get(OUTCOME, OK))
        self._observer.answered(kind, outcome, seconds)
        log.debug("slack.answered", kind=kind, outcome=outcome, seconds=round(seconds, 3))


def kind_of_request(body: dict[str, Any]) -> str:
    """One of `KINDS`."""
    return "command" if "command" in body else _KINDS.get(str(body.get("type")), "other")
