"""`/cm-task`, with or without words."""

from __future__ import annotations

from slack_bolt import Ack, App, BoltContext

from bot.listeners.digest import digest
from bot.listeners.gate import BUDGET, STANDING
from bot.listeners.link import link, unlink
from bot.listeners.list import clear_list, task_list
from bot.listeners.opening import open_form
from bot.resolve.occasion import Occasion
from bot.services import Services
from bot.slack.payloads import CommandCall, Json
from bot.views.usage import usage

COMMAND = "/cm-task"
HELP = {"help", "?", "usage"}


def register(app: App, services: Services) -> None:
    """Listen to the command."""

    @app.command(COMMAND)
    def called(ack: Ack, body: Json, context: BoltContext) -> None:
        call, budget = CommandCall.model_validate(body), context[BUDGET]
        first, _, rest = call.text.strip().partition(" ")
        match first.casefold(), rest.strip():
            case word, "" if word in HELP:
                ack(usage())
            case "link", words if (told := link(services, call, words, budget=budget)) is not None:
                ack(told)
            case "digest", wish if wish.casefold() in {"", "on", "off"}:
                ack(digest(services, call, wish.casefold(), budget=budget))
            case "list", words:
                ack(task_list(services, call, words, budget=budget))
            case "list:", words if answer := clear_list(services, call, words, budget=budget):
                ack(answer)
            case "unlink", "":
                ack(unlink(services, call))
            case _:
                form = services.beginnings.form(
                    Occasion.of_command(call), who=context[STANDING], budget=budget
                )
                open_form(services, form, call.trigger_id, budget)
                ack()
