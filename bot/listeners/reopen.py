"""The button that opens the form filled again, after ChartMogul refused a task."""

from __future__ import annotations

from slack_bolt import Ack, App, BoltContext

from bot.listeners.gate import BUDGET
from bot.listeners.opening import reopen_form
from bot.request import Request
from bot.services import Services
from bot.slack.payloads import Click, Json
from bot.views.refused import REOPEN_FORM


def register(app: App, services: Services) -> None:
    """Listen to the button of the refusal."""

    @app.action(REOPEN_FORM)
    def clicked(ack: Ack, body: Json, context: BoltContext) -> None:
        click = Click.model_validate(body)
        delivery = services.deliveries.get(click.value)
        if delivery is None:
            message, seconds = {"text": GONE}, context[BUDGET].left()
            services.slack.respond(click.response_url, message, in_channel=False, timeout=seconds)
        else:
            request = Request.model_validate_json(delivery.request)
            # The message stands in a conversation between two; nobody else may open what was typed.
            if request.asked_by == click.user.id:
                is_email_refused = delivery.field == "assignee"
                if is_email_refused:
                    services.directory.forget_email(request.task.assignee)
                gone = None
                if delivery.field == "customer_uuid":
                    gone = services.gone.look_again(
                        request.task.customer_uuid, name=request.customer_name, seconds=SECONDS
                    )
                reopen_form(
                    services,
                    click.trigger_id,
                    request,
                    budget=context[BUDGET],
                    is_email_refused=is_email_refused,
                    gone=gone,
                )
        ack()


SECONDS = 1.0
"""For asking ChartMogul what became of a customer that it refused: the form must open in time."""

GONE = "This task is no longer on record. Type `/cm-task` to begin a new one."
