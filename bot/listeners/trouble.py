"""What a person is told when a listener did not get through, or nothing listens."""

from __future__ import annotations

import structlog
from slack_bolt import App, BoltContext, BoltResponse
from slack_bolt.error import BoltUnhandledRequestError

from bot.front_door.reception import FAILED, MALFORMED, OUTCOME, UNKNOWN
from bot.front_door.refused import Refused
from bot.front_door.structure import kind_of
from bot.listeners.gate import BUDGET
from bot.reference import own_reference
from bot.services import Services
from bot.slack.acted import Acted, Kind
from bot.slack.budget import Budget
from bot.slack.errors import SlackError
from bot.slack.payloads import Json
from bot.store.database import DatabaseUnavailable
from bot.views.trouble import trouble_answer

log = structlog.get_logger(__name__)

TYPED_MAX = 1000
"""Characters of what somebody typed that are given back with an error."""

SECONDS = 2.0
"""For each call that tells somebody of it."""


def register(app: App, services: Services) -> None:
    """Answer every error, in the place that Slack shows for this kind of request."""

    @app.error
    def failed(error: Exception, body: Json, context: BoltContext) -> BoltResponse:
        kind, budget = kind_of(body), context.get(BUDGET) or Budget(services.runtime)
        match error:
            case BoltUnhandledRequestError():
                context[OUTCOME] = UNKNOWN
                log.warning("listener.none", kind=kind)
                return _unheard(services, Acted.model_validate(body), budget)
            case Refused():
                context[OUTCOME] = MALFORMED
                log.warning("listener.malformed", kind=kind, where=error.where)
                return BoltResponse(status=error.reason.status, body="")
            case _:
                context[OUTCOME] = FAILED
                reference = own_reference()
                _write_down(error, kind, reference)
                acted = Acted.model_validate(body)
                text = f"{_what_happened(error, acted.kind)} (reference {reference})"
                return _response(services, acted, text, budget)


def _write_down(error: Exception, kind: str, reference: str) -> None:
    if isinstance(error, SlackError | DatabaseUnavailable):
        name, detail = type(error).__name__, str(error)
        log.warning("listener.failed", kind=kind, error=name, detail=detail, reference=reference)
    else:
        log.error("listener.broke", kind=kind, reference=reference, exc_info=error)


_NOTHING: dict[Kind | None, str] = {
    Kind.SUBMISSION: ", and nothing was saved",
    Kind.CLICK: ", and nothing was changed",
    Kind.SHORTCUT: ", and nothing was created",
    Kind.MESSAGE_SHORTCUT: ", and nothing was created",
    Kind.COMMAND: ", and nothing was created or changed",
}


def _what_happened(error: Exception, kind: Kind | None) -> str:
    match error:
        case SlackError(code="expired_trigger_id" | "exchanged_trigger_id"):
            return "The form took too long to open. Please try again."
        case SlackError():
            return "Slack did not let me open the form just now. Please try again in a moment."
        case DatabaseUnavailable():
            return "I cannot reach my database just now, so nothing was saved. Please try again in a minute."
        case _:
            return f"Something went wrong on my side{_NOTHING.get(kind, '')}. Please try again."


def _unheard(services: Services, acted: Acted, budget: Budget) -> BoltResponse:
    """Something well-formed that this version of the bot does not know: a button or form of another one."""
    match acted.kind:
        case Kind.SHORTCUT | Kind.MESSAGE_SHORTCUT:
            return BoltResponse(status=404, body="")
        case Kind.COMMAND:
            text = "I do not know this command. Use `/cm-task` instead."
        case Kind.SUBMISSION:
            text = "This form is from another version of me, and I do not know it. Please open a new one."
        case Kind.CLICK if acted.response_url is not None:
            text = "This button is from another version of me and does nothing any more."
        case Kind.TYPING:
            return BoltResponse(status=200, body={"options": []})
        case _:
            return BoltResponse(status=200, body="")
    return _response(services, acted, text, budget, must_be_told=False)


def _response(
    services: Services, acted: Acted, text: str, budget: Budget, *, must_be_told: bool = True
) -> BoltResponse:
    """The words, where Slack shows them for this kind of request.

    Args:
        must_be_told: whether a click is not acknowledged of which nobody could be told.
    """
    match acted.kind:
        case Kind.COMMAND:
            typed = (acted.text or "")[:TYPED_MAX]
            # Slack escapes what was typed, so it can be given back as it came.
            again = f"\nYou wrote: {typed}" if typed else ""
            return BoltResponse(
                status=200, body={"response_type": "ephemeral", "text": f":warning: {text}{again}"}
            )
        case Kind.SUBMISSION:
            return BoltResponse(status=200, body=trouble_answer(acted.inputs, text))
        case Kind.TYPING:
            return BoltResponse(status=200, body={"options": []})
        case _:
            is_told = _tell_beside(services, acted, f":warning: {text}", budget)
            is_lost = acted.kind is Kind.CLICK and must_be_told and not is_told
            # At a button Slack shows at least that it did not work.
            return BoltResponse(status=503 if is_lost else 200, body="")


def _tell_beside(services: Services, acted: Acted, text: str, budget: Budget) -> bool:
    """Tell, and let Slack wait for its answer no longer than it does: what takes longer goes on beside.

    Returns:
        Whether the person reads it, as far as that is known by then.
    """
    failures: list[SlackError] = []
    ended = services.runtime.event()

    def tell() -> None:
        try:
            _tell(services, acted, text)
        except SlackError as error:
            log.warning("listener.could_not_tell", code=error.code)
            failures.append(error)
        finally:
            ended.set()

    services.runtime.start(tell, "telling of trouble")
    ended.wait(budget.left())
    return not failures


def _tell(services: Services, acted: Acted, text: str) -> None:
    """By the response URL, else directly: acknowledging a shortcut or click shows nothing.

    Raises:
        SlackError: they were not told, or may not have been.
    """
    if acted.response_url:
        services.slack.respond(
            acted.response_url,
            {"text": text},
            in_channel=False,
            thread_ts=acted.thread_ts,
            timeout=SECONDS,
        )
    elif acted.user and acted.user.id:
        channel = services.slack.direct_channel(acted.user.id, timeout=SECONDS)
        services.slack.post(channel, {"text": text}, timeout=SECONDS)
