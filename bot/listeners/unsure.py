"""The buttons of the message that asks a person to look in ChartMogul."""

from __future__ import annotations

import structlog
from slack_bolt import Ack, App, BoltContext

from bot.listeners.gate import BUDGET
from bot.resolve.doubt import Decision
from bot.services import Services
from bot.slack.budget import Budget
from bot.slack.errors import SlackError
from bot.slack.payloads import Click, Json
from bot.views.unsure import DECIDED, IS_THERE, NOTED, SEND_AGAIN, SENDING_AGAIN, decided_message

log = structlog.get_logger(__name__)


def register(app: App, services: Services) -> None:
    """Listen to both buttons."""

    @app.action(SEND_AGAIN)
    def again(ack: Ack, body: Json, context: BoltContext) -> None:
        click = Click.model_validate(body)
        decision = services.doubts.send_again(click.value, by=click.user.id)
        _answer(services, click, decision, SENDING_AGAIN, budget=context[BUDGET])
        ack()

    @app.action(IS_THERE)
    def there(ack: Ack, body: Json, context: BoltContext) -> None:
        click = Click.model_validate(body)
        decision = services.doubts.is_there(click.value, by=click.user.id)
        _answer(services, click, decision, NOTED, budget=context[BUDGET])
        ack()


def _answer(
    services: Services, click: Click, decision: Decision | None, said: str, *, budget: Budget
) -> None:
    """Say what comes of the decision where somebody clicked."""
    if decision is None:
        return
    message = decided_message(DECIDED if decision.is_late else said, decision.details)
    try:
        services.slack.respond(
            click.response_url, message, in_channel=False, replace=True, timeout=budget.left()
        )
    except SlackError as error:
        # What was decided shows anyway: by the summary, or by nothing more.
        log.info("unsure.not_answered", code=error.code)
