"""What a person may put into each kind of element, and what Slack's own app refuses before sending."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from bot.sandbox.slack.element_limits import TIME
from bot.sandbox.slack.errors import ClientRefused
from bot.sandbox.slack.objects import Channel
from bot.sandbox.slack.view_state import LISTS, VALUE_KEYS, Values, is_empty, options_of
from bot.sandbox.slack.workspace import Workspace

Json = dict[str, Any]
Filled = str | Json | list[Any] | None
"""Text, a date, an id, an option's value, an option, several of them, or None for nothing."""

REQUIRED = "Please complete this required field."


def state_value(element: Json, filled: Filled, workspace: Workspace) -> Json:
    """The state of `element` once `filled` is typed or chosen.

    Raises:
        ClientRefused: the choice is not on offer.
    """
    kind = element["type"]
    value: Any
    if kind in LISTS:
        several = filled if isinstance(filled, list) else [] if filled in (None, "") else [filled]
        value = [_one(element, item, workspace) for item in several]
        most = element.get("max_selected_items")
        if most and len(value) > most:
            raise ClientRefused(f"at most {most} can be chosen")
    else:
        value = None if filled in (None, "") else _one(element, filled, workspace)
    return {"type": kind, VALUE_KEYS[kind]: value}


def _one(element: Json, filled: Any, workspace: Workspace) -> Any:
    kind: str = element["type"]
    if kind.endswith("external_select"):
        return filled
    if "options" in element or "option_groups" in element:
        return _option(element, filled)
    if kind.endswith("users_select"):
        if filled not in workspace.people:
            raise ClientRefused(f"nobody is called {filled}")
    elif kind.endswith(("conversations_select", "channels_select")):
        if not _on_offer(element, workspace.channels.get(filled)):
            raise ClientRefused(f"{filled} is not on the list")
    elif kind == "datepicker":
        try:
            date.fromisoformat(filled)
        except ValueError:
            raise ClientRefused(f"{filled} is no date") from None
    elif kind == "timepicker" and not re.fullmatch(TIME, filled):
        raise ClientRefused(f"{filled} is no time")
    return filled


def _option(element: Json, filled: Any) -> Json:
    wanted = filled["value"] if isinstance(filled, dict) else filled
    for option in options_of(element):
        if option["value"] == wanted:
            return option
    raise ClientRefused(f"{wanted} is not among the options")


def _on_offer(element: Json, channel: Channel | None) -> bool:
    if channel is None:
        return False
    rules: Json = element.get("filter") or {}
    if element["type"].endswith("channels_select"):
        return channel.kind == "public"
    if channel.kind not in rules.get("include", [channel.kind]):
        return False
    return not (rules.get("exclude_external_shared_channels") and channel.is_ext_shared)


def client_errors(blocks: list[Json], state: Values) -> dict[str, str]:
    """What Slack's app finds wrong in a form before it sends anything, by block_id."""
    errors: dict[str, str] = {}
    for block in blocks:
        if block["type"] != "input":
            continue
        element = block["element"]
        value = state[block["block_id"]][element["action_id"]]
        if is_empty(value):
            error = "" if block.get("optional") else REQUIRED
        else:
            error = _complaint(element, value[VALUE_KEYS[element["type"]]])
        if error:
            errors[block["block_id"]] = error
    return errors


def _complaint(element: Json, value: Any) -> str:
    match element["type"]:
        case "plain_text_input":
            low, high = element.get("min_length", 0), element.get("max_length", 3000)
            if len(value) > high:
                return f"Please use at most {high} characters."
            return f"Please use at least {low} characters." if len(value) < low else ""
        case "email_text_input" if not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", value):
            return "Please enter a valid e-mail address."
        case "url_text_input" if not re.fullmatch(r"https?://\S+", value):
            return "Please enter a valid link."
        case "number_input":
            return _number_complaint(element, value)
    return ""


def _number_complaint(element: Json, value: str) -> str:
    pattern = r"-?\d+(\.\d+)?" if element["is_decimal_allowed"] else r"-?\d+"
    if not re.fullmatch(pattern, value):
        return "Please enter a number."
    if "min_value" in element and float(value) < float(element["min_value"]):
        return f"Please enter a number of at least {element['min_value']}."
    if "max_value" in element and float(value) > float(element["max_value"]):
        return f"Please enter a number of at most {element['max_value']}."
    return ""
