"""What a person is told when a listener did not get through."""

from __future__ import annotations

import structlog
from slack_bolt import App, BoltResponse

from bot.chartmogul.errors import new_reference
from bot.listeners.payloads import Json
from bot.services import Services
from bot.slack_errors import SlackError
from bot.store.database import DatabaseUnavailable
from bot.views.form import Field

log = structlog.get_logger(__name__)

TYPED_MAX = 1000
"""Characters of what somebody typed that are given back with an error."""


def register(app: App, services: Services) -> None:
    """Answer every error, in the place that Slack shows for this kind of request."""

    @app.error
    def failed(error: Exception, body: Json) -> BoltResponse:
        reference = new_reference()
        kind = str(body.get("type") or ("command" if "command" in body else ""))
        if isinstance(error, SlackError | DatabaseUnavailable):
            log.warning(
                "listener.failed",
                kind=kind,
                error=type(error).__name__,
                detail=str(error),
                reference=reference,
            )
        else:
            log.error("listener.broke", kind=kind, reference=reference, exc_info=error)
        return _response(services, kind, body, f"{_what_happened(error)} (reference {reference})")


def _what_happened(error: Exception) -> str:
    match error:
        case SlackError(code="expired_trigger_id" | "exchanged_trigger_id"):
            return "The form took too long to open. Please try again."
        case SlackError():
            return "Slack did not let me open the form just now. Please try again in a moment."
        case DatabaseUnavailable():
            return (
                "I cannot reach my database just now, so nothing was created. Please try again in a minute."
            )
        case _:
            return "Something went wrong on my side, and nothing was created. Please try again."


def _response(services: Services, kind: str, body: Json, text: str) -> BoltResponse:
    match kind:
        case "command":
            typed = str(body.get("text") or "")[:TYPED_MAX]
            # Slack escapes what was typed, so it can be given back as it came.
            again = f"\nYou wrote: {typed}" if typed else ""
            return BoltResponse(
                status=200, body={"response_type": "ephemeral", "text": f":warning: {text}{again}"}
            )
        case "view_submission":
            errors = {str(Field.DETAILS): text}
            return BoltResponse(status=200, body={"response_action": "errors", "errors": errors})
        case "block_suggestion":
            return BoltResponse(status=200, body={"options": []})
        case _:
            _tell(services, body, f":warning: {text}")
            return BoltResponse(status=200, body="")


def _tell(services: Services, body: Json, text: str) -> None:
    """By the response URL, else directly: acknowledging a shortcut or click shows nothing."""
    try:
        if url := str(body.get("response_url") or ""):
            services.slack.respond(url, {"text": text}, in_channel=False)
        elif user := str((body.get("user") or {}).get("id") or ""):
            services.slack.post(services.slack.direct_channel(user), {"text": text})
    except SlackError as error:
        log.warning("listener.could_not_tell", code=error.code)
