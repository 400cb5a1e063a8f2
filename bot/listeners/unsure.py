"""The buttons of the message that asks a person to look in ChartMogul."""

from __future__ import annotations

from collections.abc import Callable

import structlog
from slack_bolt import Ack, App

from bot.request import Request
from bot.services import Services
from bot.slack.errors import SlackError
from bot.slack.payloads import Click, Json
from bot.views.unsure import DECIDED, IS_THERE, NOTED, SEND_AGAIN, SENDING_AGAIN, decided_message

log = structlog.get_logger(__name__)


def register(app: App, services: Services) -> None:
    """Listen to both buttons."""

    @app.action(SEND_AGAIN)
    def again(ack: Ack, body: Json) -> None:
        _decide(services, Click.model_validate(body), services.courier.send_again, SENDING_AGAIN)
        ack()

    @app.action(IS_THERE)
    def there(ack: Ack, body: Json) -> None:
        _decide(services, Click.model_validate(body), services.deliveries.is_there, NOTED)
        ack()


def _decide(services: Services, click: Click, decide: Callable[[str], bool], answer: str) -> None:
    """Do what the person who asked for the task has decided, and say so where they clicked.

    Raises:
        DatabaseUnavailable: nothing was decided.
    """
    delivery = services.deliveries.get(click.value)
    if delivery is None:
        return
    request = Request.model_validate_json(delivery.request)
    # The message stands in a conversation between two; nobody else may decide.
    if request.asked_by != click.user.id:
        return
    said = answer if decide(delivery.id) else DECIDED
    message = decided_message(said, request.task.task_details)
    try:
        services.slack.respond(click.response_url, message, in_channel=False, replace=True)
    except SlackError as error:
        # What was decided shows anyway: by the summary, or by nothing more.
        log.info("unsure.not_answered", code=error.code)
