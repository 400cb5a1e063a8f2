"""The options that an app offers for what is typed into an external select.

https://docs.slack.dev/reference/interaction-payloads/block_suggestion-payload
"""

from __future__ import annotations

from typing import Any

from bot.sandbox.slack.dispatch import Delivery
from bot.sandbox.slack.element_limits import OPTION, OPTION_GROUP, OPTIONS_MAX
from bot.sandbox.slack.schema import array
from bot.sandbox.slack.view_state import options_of
from bot.sandbox.slack.workspace import Workspace

Json = dict[str, Any]


def suggested(delivery: Delivery, workspace: Workspace) -> list[Json]:
    """What the app answered; nothing when it failed. An answer that Slack would not take is a problem."""
    if delivery.error:
        return []
    body = delivery.json()
    if not isinstance(body, dict) or ("options" in body) == ("option_groups" in body):
        workspace.problem("block_suggestion: the answer has neither options nor option_groups")
        return []
    name = "options" if "options" in body else "option_groups"
    rule = array(OPTION if name == "options" else OPTION_GROUP, most=OPTIONS_MAX, least=0)
    faults = rule(body[name], f"/{name}")
    for fault in faults:
        workspace.problem(f"block_suggestion: {fault}")
    return [] if faults else options_of(body)
