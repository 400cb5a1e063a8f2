"""What was clicked or chosen, as `actions` of an interaction payload tells it, and what Slack asks before.

https://docs.slack.dev/reference/interaction-payloads/block_actions-payload and
https://docs.slack.dev/reference/block-kit/composition-objects/confirmation-dialog-object
"""

from __future__ import annotations

import time
from typing import Any

from bot.sandbox.slack.dispatch import Delivery
from bot.sandbox.slack.errors import ClientRefused
from bot.sandbox.slack.filling import Filled, state_value
from bot.sandbox.slack.view_state import VALUE_KEYS, initial_key
from bot.sandbox.slack.workspace import Workspace

Json = dict[str, Any]

NOT_CONFIRMED = "not_confirmed"
"""The error of a click that somebody thought better of; the app is not told."""

_BUTTON = ("text", "value", "style", "url", "confirm")


def clicked(block: Json, element: Json, value: Filled, workspace: Workspace) -> Json:
    """A click on a button, or `value` chosen in a menu or a select.

    Raises:
        ClientRefused: `value` is not on offer.
    """
    if element["type"] == "overflow":
        chosen = next((o for o in element["options"] if o["value"] == value), None)
        if chosen is None:
            raise ClientRefused(f"{value} is not in the menu")
        return changed(block, element, {"type": "overflow", "selected_option": chosen})
    if element["type"] in VALUE_KEYS:
        return changed(block, element, state_value(element, value, workspace))
    return changed(block, element, {"type": "button", **_of(element, *_BUTTON)})


def changed(block: Json, element: Json, fields: Json) -> Json:
    """An element whose state came to be `fields`, with what it began with."""
    shared: tuple[str, ...] = ("confirm",)
    if element["type"] in VALUE_KEYS:
        shared = ("confirm", "placeholder", initial_key(element["type"]))
    return {
        "block_id": block["block_id"],
        "action_id": element["action_id"],
        "action_ts": f"{time.time():.6f}",
        **_of(element, *shared),
        **fields,
    }


def not_confirmed(element: Json) -> Delivery:
    """What comes of saying no to the dialogue that an element asks with: nothing is sent.

    Raises:
        ClientRefused: the element asks nothing.
    """
    if "confirm" not in element:
        raise ClientRefused(f"{element['action_id']} asks for no confirmation")
    return Delivery({}, error=NOT_CONFIRMED, asked=element["confirm"])


def _of(element: Json, *names: str) -> Json:
    return {name: element[name] for name in names if name in element}
