"""What was clicked or chosen, as `actions` of an interaction payload tells it.

https://docs.slack.dev/reference/interaction-payloads/block_actions-payload
"""

from __future__ import annotations

import time
from typing import Any

from bot.sandbox.slack.errors import ClientRefused
from bot.sandbox.slack.filling import Filled, state_value
from bot.sandbox.slack.view_state import VALUE_KEYS
from bot.sandbox.slack.workspace import Workspace

Json = dict[str, Any]


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
    button: Json = {key: element[key] for key in ("type", "text", "value", "style", "url") if key in element}
    return changed(block, element, button)


def changed(block: Json, element: Json, fields: Json) -> Json:
    """An element whose state came to be `fields`."""
    return {
        "block_id": block["block_id"],
        "action_id": element["action_id"],
        "action_ts": f"{time.time():.6f}",
        **fields,
    }
