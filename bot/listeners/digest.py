"""`/cm-task digest`: a channel's customer's open tasks, posted there on Monday mornings."""

from __future__ import annotations

from bot.services import Services
from bot.slack.budget import Budget
from bot.slack.payloads import CommandCall, Json
from bot.views.digest import digest_state

SECONDS = 2.0
"""Seconds from the request's arrival in which Slack is asked who reads the channel."""


def digest(services: Services, call: CommandCall, wish: str, *, budget: Budget) -> Json:
    """Switch it `on` or `off`, or with `""` say which it is: the answer to the command.

    Raises:
        DatabaseUnavailable: the store is away.
    """
    digests, here = services.channel_digests, call.origin.named(None)
    match wish:
        case "on":
            seconds = budget.left(SECONDS)
            return digest_state(digests.switch_on(call.channel_id, by=call.user_id, seconds=seconds), here)
        case "off":
            return digest_state(digests.switch_off(call.channel_id), here)
        case _:
            return digest_state(digests.of(call.channel_id), here)
