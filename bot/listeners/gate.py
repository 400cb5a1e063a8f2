"""The gate before all listeners: whoever is not inside is refused kindly, and sees no customer.

Somebody of whom Slack does not say in time who they are may open the form, which then shows nothing that it
knows of customers; whatever would show or change something asks them to try again.
"""

from __future__ import annotations

from collections.abc import Callable

import structlog
from slack_bolt import App, BoltContext, BoltResponse

from bot.front_door.reception import OUTCOME, OUTSIDER
from bot.services import Services
from bot.slack.acted import Acted, Kind
from bot.slack.budget import Budget
from bot.slack.errors import SlackError
from bot.slack.insiders import Standing, standing
from bot.slack.payloads import Json, Submission, Suggestion
from bot.views.outsiders import (
    NOT_KNOWN_YET,
    NOT_TO_BE_CHANGED,
    NOT_TO_BE_CREATED,
    NOT_TO_BE_SEEN,
    guest_home,
    note,
    only_you,
)
from bot.workspace.lookups import Lane

log = structlog.get_logger(__name__)

BUDGET = "budget"
"""The key in Bolt's context under which listeners find the request's `Budget`."""

STANDING = "standing"
"""The key for what the person who acts is, a `Standing`: inside, or not known."""

SECONDS = 1.2
"""For asking Slack who acts, where it is not known."""


_WHOLE: dict[Kind | None, type[Submission | Suggestion]] = {
    Kind.SUBMISSION: Submission,
    Kind.TYPING: Suggestion,
}

_TELLING = {
    "link": NOT_TO_BE_CHANGED,
    "unlink": NOT_TO_BE_CHANGED,
    "digest": NOT_TO_BE_CHANGED,
    "list": NOT_TO_BE_SEEN,
}
"""The command's words that show or change something that the bot knows, and what outsiders read then."""


def register(app: App, services: Services, *, harmless: set[str]) -> None:
    """Stand before the listeners. To be registered before them.

    Args:
        harmless: the action ids of buttons that show and change nothing that the bot knows.
    """

    def gate(body: Json, context: BoltContext, next: Callable[[], BoltResponse]) -> BoltResponse:  # noqa: A002
        budget = context[BUDGET] = Budget(services.runtime)
        acted = Acted.model_validate(body)
        if acted.kind not in {None, Kind.EVENT}:
            # Events come late, and once more.
            services.removal.came(acted.workspace)
        if acted.kind in _WHOLE:
            # What makes no sense is refused as that, whoever sends it.
            _WHOLE[acted.kind].model_validate(body)
        who = _standing(services, acted, budget)
        context[STANDING] = who
        if who is Standing.OUTSIDE:
            log.info("gate.refused", kind=acted.type or "command", user=acted.actor)
            context[OUTCOME] = OUTSIDER
            return _refused(services, acted, budget, _not_for_outsiders(acted))
        if who is Standing.UNKNOWN and not _is_harmless(acted, harmless):
            context[OUTCOME] = OUTSIDER
            return _refused(services, acted, budget, NOT_KNOWN_YET)
        return next()

    app.use(gate)


def _standing(services: Services, acted: Acted, budget: Budget) -> Standing:
    if not acted.actor or acted.kind is None:
        return Standing.UNKNOWN
    submitted = acted.kind is Kind.SUBMISSION
    known = services.whereabouts.gather(
        [acted.actor],
        seconds=budget.left(SECONDS),
        lane=Lane.SUBMITTED if submitted else Lane.OPENING,
        acting=acted.actor,
    )
    return standing(known.people.get(acted.actor), known.home)


def _is_harmless(acted: Acted, harmless: set[str]) -> bool:
    """Whether nothing of what the bot knows is shown or changed: see `bot.resolve.beginning`."""
    match acted.kind:
        case None | Kind.SHORTCUT | Kind.MESSAGE_SHORTCUT | Kind.EVENT:
            return True
        case Kind.COMMAND:
            return _word(acted) not in _TELLING
        case Kind.CLICK:
            return any(action.action_id in harmless for action in acted.actions or [])
        case _:
            return False


def _word(acted: Acted) -> str:
    """The first word after the command."""
    return (acted.text or "").strip().partition(" ")[0].casefold()


def _not_for_outsiders(acted: Acted) -> str:
    match acted.kind:
        case Kind.COMMAND:
            return _TELLING.get(_word(acted), NOT_TO_BE_CREATED)
        case Kind.SHORTCUT | Kind.MESSAGE_SHORTCUT:
            return NOT_TO_BE_CREATED
        case Kind.CLICK | Kind.SUBMISSION if not acted.in_home:
            return NOT_TO_BE_CHANGED
        case _:
            return NOT_TO_BE_SEEN


def _refused(services: Services, acted: Acted, budget: Budget, text: str) -> BoltResponse:
    match acted.kind:
        case Kind.COMMAND:
            return BoltResponse(status=200, body=only_you(text))
        case Kind.TYPING:
            return BoltResponse(status=200, body={"options": []})
        case Kind.SUBMISSION if acted.inputs:
            # What was typed stays.
            errors = {acted.inputs[0]: text}
            return BoltResponse(status=200, body={"response_action": "errors", "errors": errors})
        case Kind.SUBMISSION:
            return BoltResponse(status=200, body={"response_action": "update", "view": note(text)})
        case _:
            _tell(services, acted, budget, text)
            return BoltResponse(status=200, body="")


def _tell(services: Services, acted: Acted, budget: Budget, text: str) -> None:
    """Where it happened: in the App Home, beside the message, or in a modal. In a modal, nothing is added."""
    try:
        if text == NOT_TO_BE_SEEN:
            services.slack.publish_home(acted.actor, guest_home(), timeout=budget.left())
        elif acted.response_url:
            message = {"text": text}
            services.slack.respond(
                acted.response_url,
                message,
                in_channel=False,
                thread_ts=acted.thread_ts,
                timeout=budget.left(),
            )
        elif acted.trigger_id and (acted.view is None or acted.in_home):
            services.slack.open_view(acted.trigger_id, note(text), timeout=budget.left())
    except SlackError as error:
        log.warning("gate.could_not_tell", code=error.code)
