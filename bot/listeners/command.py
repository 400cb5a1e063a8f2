"""`/cm-task`, with or without words."""

from __future__ import annotations

from slack_bolt import Ack, App, BoltContext

from bot.listeners.gate import BUDGET, STANDING
from bot.listeners.link import link, unlink
from bot.listeners.opening import Said, open_form
from bot.services import Services
from bot.slack.payloads import CommandCall, Json
from bot.slack.plain_text import mentions_in_command
from bot.views.usage import usage

COMMAND = "/cm-task"
HELP = {"help", "?", "usage"}


def register(app: App, services: Services) -> None:
    """Listen to the command."""

    @app.command(COMMAND)
    def called(ack: Ack, body: Json, context: BoltContext) -> None:
        call = CommandCall.model_validate(body)
        first, _, rest = call.text.strip().partition(" ")
        match first.casefold(), rest.strip():
            case word, "" if word in HELP:
                ack(usage())
            case "link", words:
                ack(link(services, call, words, budget=context[BUDGET]) or "")
            case "unlink", "":
                ack(unlink(services, call))
            case _:
                _open(services, call, context)
                ack()


def _open(services: Services, call: CommandCall, context: BoltContext) -> None:
    open_form(
        services,
        trigger_id=call.trigger_id,
        user_id=call.user_id,
        origin=call.origin,
        budget=context[BUDGET],
        who=context[STANDING],
        said=Said(call.text, reading=mentions_in_command),
    )
