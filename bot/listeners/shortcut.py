"""The shortcuts: on a message, and from anywhere."""

from __future__ import annotations

from slack_bolt import Ack, App

from bot.listeners.opening import open_form
from bot.listeners.payloads import Json, ShortcutCall
from bot.resolve.details import mentioned, plain_text
from bot.resolve.message import said
from bot.services import Services

ON_MESSAGE = "create_task_from_message"
ANYWHERE = "create_task"


def register(app: App, services: Services) -> None:
    """Listen to both shortcuts."""

    @app.message_shortcut(ON_MESSAGE)
    def on_message(ack: Ack, body: Json) -> None:
        call = ShortcutCall.model_validate(body)
        message = call.said
        text = said(message)
        open_form(
            services,
            trigger_id=call.trigger_id,
            user_id=call.user.id,
            origin=call.origin,
            words=lambda name_of: plain_text(text, name_of=name_of),
            mentioned=mentioned(text),
            said=text,
            author=message.user or "",
            in_thread=bool(message.thread_ts or message.reply_count),
        )
        ack()

    @app.global_shortcut(ANYWHERE)
    def anywhere(ack: Ack, body: Json) -> None:
        call = ShortcutCall.model_validate(body)
        open_form(services, trigger_id=call.trigger_id, user_id=call.user.id, origin=call.origin)
        ack()
