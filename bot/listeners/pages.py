"""The buttons that lead to other pages of the App Home, a list or a reminder."""

from __future__ import annotations

from slack_bolt import Ack, App

from bot.services import Services
from bot.slack.click import Click
from bot.slack.payloads import Json
from bot.views.task_list import PAGE_BACK, PAGE_ON


def register(app: App, services: Services) -> None:
    """Listen to them."""

    def turn(ack: Ack, body: Json) -> None:
        services.homes.turn(Click.model_validate(body))
        ack()

    for action_id in (PAGE_BACK, PAGE_ON):
        app.action(action_id)(turn)
