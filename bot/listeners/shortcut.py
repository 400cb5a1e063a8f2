"""The shortcuts: on a message, and from anywhere."""

from __future__ import annotations

from slack_bolt import Ack, App, BoltContext

from bot.listeners.gate import BUDGET, STANDING
from bot.listeners.opening import open_form
from bot.resolve.occasion import Occasion
from bot.services import Services
from bot.slack.payloads import Json, ShortcutCall

ON_MESSAGE = "create_task_from_message"
ANYWHERE = "create_task"


def register(app: App, services: Services) -> None:
    """Listen to both shortcuts."""

    def called(ack: Ack, body: Json, context: BoltContext) -> None:
        call, budget = ShortcutCall.model_validate(body), context[BUDGET]
        form = services.beginnings.form(Occasion.of_shortcut(call), who=context[STANDING], budget=budget)
        open_form(services, form, call.trigger_id, budget)
        ack()

    app.message_shortcut(ON_MESSAGE)(called)
    app.global_shortcut(ANYWHERE)(called)
