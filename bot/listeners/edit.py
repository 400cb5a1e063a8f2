"""The submission of the forms that change a task."""

from __future__ import annotations

from slack_bolt import Ack, App, BoltContext

from bot.front_door.reception import FAILED, OUTCOME
from bot.listeners.gate import BUDGET
from bot.resolve.filled_form import NotSaved, WrongInput
from bot.resolve.submitting import Taken
from bot.resolve.task_editing import NOT_YOURS
from bot.services import Services
from bot.slack.payloads import Json, Submission
from bot.views.edit import DELETE_TASK, EDIT_TASK, SNOOZE_TASK, EditForm, edit_form, snooze_form
from bot.views.outsiders import note
from bot.views.saved import saved_change_view


def register(app: App, services: Services) -> None:
    """Listen to them."""

    @app.view(EDIT_TASK)
    def edited(ack: Ack, body: Json, context: BoltContext) -> None:
        answer = services.task_edits.edit(Submission.model_validate(body), context[BUDGET])
        if isinstance(answer, EditForm):
            ack(response_action="update", view=edit_form(answer))
        else:
            _answer(ack, context, answer, "Edit task")

    @app.view(SNOOZE_TASK)
    def snoozed(ack: Ack, body: Json, context: BoltContext) -> None:
        answer = services.task_edits.snooze(Submission.model_validate(body), context[BUDGET])
        if isinstance(answer, EditForm):
            ack(response_action="update", view=snooze_form(answer))
        else:
            _answer(ack, context, answer, "Snooze task")

    @app.view(DELETE_TASK)
    def deleted(ack: Ack, body: Json) -> None:
        if services.task_edits.delete(Submission.model_validate(body)):
            ack(response_action="clear")
        else:
            ack(response_action="update", view=note(NOT_YOURS))


def _answer(ack: Ack, context: BoltContext, answer: Taken | WrongInput, title: str) -> None:
    match answer:
        case Taken.CREATED:
            ack(response_action="clear")
        case Taken.SAVED:
            ack(response_action="update", view=saved_change_view(title))
        case WrongInput(errors):
            if isinstance(answer, NotSaved):
                context[OUTCOME] = FAILED
            ack(response_action="errors", errors=errors)
