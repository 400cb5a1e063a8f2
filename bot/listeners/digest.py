"""`/cm-task digest`: a channel's customer's open tasks, posted there on Monday mornings."""

from __future__ import annotations

from bot.services import Services
from bot.slack.budget import Budget
from bot.slack.payloads import CommandCall, Json
from bot.views.digest import digest_state


def digest(services: Services, call: CommandCall, wish: str, *, budget: Budget) -> Json:
    """Switch it `on` or `off`, or with `""` say which it is: the answer to the command.

    Raises:
        DatabaseUnavailable: the store is away.
    """
    digests, here = services.channel_digests, call.origin.named(None)
    match wish:
        case "on":
            state = digests.switch_on(call.channel_id, by=call.user_id, budget=budget)
            return digest_state(state, here)
        case "off":
            return digest_state(digests.switch_off(call.channel_id), here)
        case _:
            return digest_state(digests.of(call.channel_id), here)
