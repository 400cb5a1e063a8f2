"""The submission of the form."""

from __future__ import annotations

import structlog
from slack_bolt import Ack, App, BoltContext

from bot.front_door.reception import FAILED, OUTCOME
from bot.listeners.gate import BUDGET
from bot.resolve.filled_form import NotSaved, WrongInput
from bot.resolve.submitting import Refused, Taken
from bot.services import Services
from bot.slack.answers import OpenedView
from bot.slack.budget import Budget
from bot.slack.errors import SlackError
from bot.slack.payloads import Json, Submission
from bot.views.form import CALLBACK_ID
from bot.views.revised_form import preferring, with_advice
from bot.views.saved import saved_view

log = structlog.get_logger(__name__)


def register(app: App, services: Services) -> None:
    """Listen to the submission."""

    @app.view(CALLBACK_ID)
    def submitted(ack: Ack, body: Json, context: BoltContext) -> None:
        submission, budget = Submission.model_validate(body), context[BUDGET]
        match services.submissions.take(submission, budget):
            case Taken.CREATED:
                ack(response_action="clear")
            case Taken.SAVED:
                ack(response_action="update", view=saved_view())
            case WrongInput(errors) as answer:
                if isinstance(answer, NotSaved):
                    context[OUTCOME] = FAILED
                ack(response_action="errors", errors=errors)
            case Refused() as refused:
                reason = _explained(services, refused, submission, body["view"], budget)
                ack(response_action="errors", errors={refused.field: reason})


def _explained(
    services: Services, refused: Refused, submission: Submission, shown: Json, budget: Budget
) -> str:
    """Change the form as the refusal wants it, and return the reason to show in it.

    Args:
        shown: the form as Slack has it.
    """
    revised: Json | None = None
    if refused.advice:
        revised = with_advice(shown, refused.advice)
    elif refused.successor:
        revised = preferring(shown, refused.successor)
    if revised is None:
        return refused.reason
    try:
        opened = OpenedView(submission.view.id, submission.view.hash)
        services.slack.update_view(opened, revised, timeout=budget.left())
    except SlackError as error:
        log.info("form.not_revised", code=error.code)
        return refused.reason_without
    return refused.reason
