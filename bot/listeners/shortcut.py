"""The shortcuts: on a message, and from anywhere."""

from __future__ import annotations

from slack_bolt import Ack, App, BoltContext

from bot.listeners.gate import BUDGET, STANDING
from bot.listeners.opening import Said, open_form
from bot.services import Services
from bot.slack.payloads import Json, ShortcutCall
from bot.slack.plain_text import message_text

ON_MESSAGE = "create_task_from_message"
ANYWHERE = "create_task"


def register(app: App, services: Services) -> None:
    """Listen to both shortcuts."""

    @app.message_shortcut(ON_MESSAGE)
    def on_message(ack: Ack, body: Json, context: BoltContext) -> None:
        call = ShortcutCall.model_validate(body)
        message = call.said
        open_form(
            services,
            trigger_id=call.trigger_id,
            user_id=call.user.id,
            origin=call.origin,
            budget=context[BUDGET],
            who=context[STANDING],
            said=Said(
                message_text(message),
                author=message.user or "",
                in_thread=bool(message.thread_ts or message.reply_count),
            ),
        )
        ack()

    @app.global_shortcut(ANYWHERE)
    def anywhere(ack: Ack, body: Json, context: BoltContext) -> None:
        call = ShortcutCall.model_validate(body)
        open_form(
            services,
            trigger_id=call.trigger_id,
            user_id=call.user.id,
            origin=call.origin,
            budget=context[BUDGET],
            who=context[STANDING],
        )
        ack()
