"""What a person has put into a view: kept over updates, read by a submission."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

Json = dict[str, Any]
Values = dict[str, dict[str, Json]]
"""`state.values` of a view: block_id, action_id, then the type and what is chosen."""

VALUE_KEYS = {
    "plain_text_input": "value",
    "email_text_input": "value",
    "url_text_input": "value",
    "number_input": "value",
    "rich_text_input": "rich_text_value",
    "file_input": "files",
    "datepicker": "selected_date",
    "timepicker": "selected_time",
    "datetimepicker": "selected_date_time",
    "radio_buttons": "selected_option",
    "checkboxes": "selected_options",
    "static_select": "selected_option",
    "external_select": "selected_option",
    "users_select": "selected_user",
    "conversations_select": "selected_conversation",
    "channels_select": "selected_channel",
    "multi_static_select": "selected_options",
    "multi_external_select": "selected_options",
    "multi_users_select": "selected_users",
    "multi_conversations_select": "selected_conversations",
    "multi_channels_select": "selected_channels",
}
"""Where a state value holds what is chosen (https://docs.slack.dev/reference/views/view-object)."""

LISTS = frozenset(
    kind for kind in VALUE_KEYS if kind.startswith("multi_") or kind in {"checkboxes", "file_input"}
)


def initial_key(kind: str) -> str:
    """The element's property that holds its initial value."""
    key = VALUE_KEYS[kind]
    return "initial_value" if key in {"value", "rich_text_value"} else key.replace("selected_", "initial_")


def elements_of(block: Json) -> list[Json]:
    """All interactive elements of a block."""
    match block.get("type"):
        case "input":
            return [block["element"]]
        case "actions" | "context_actions":
            return list(block["elements"])
        case "section" if "accessory" in block:
            return [block["accessory"]]
    return []


def stateful(blocks: list[Json]) -> Iterator[tuple[Json, Json]]:
    """Every element that holds a value, with its block."""
    for block in blocks:
        for element in elements_of(block):
            if element.get("type") in VALUE_KEYS:
                yield block, element


def find_element(
    blocks: list[Json], action_id: str, *, block_id: str | None = None, value: Any = None
) -> tuple[Json, Json]:
    """An element by its action_id (or by the block_id of its input), with its block.

    Args:
        block_id: tells elements apart that share an action_id, as the rows of a list do.
        value: does so too: a button's own value, or one that only this menu offers.

    Raises:
        LookupError: there is none, and the message lists those that there are; or there are several.
    """
    pairs = [(block, element) for block in blocks for element in elements_of(block)]
    named = [pair for pair in pairs if pair[1].get("action_id") == action_id] or [
        pair for pair in pairs if pair[0]["type"] == "input" and pair[0].get("block_id") == action_id
    ]
    found = [pair for pair in named if block_id in {None, pair[0].get("block_id")}]
    if value is not None and (len(found) > 1 or (found and found[0][1]["type"] == "button")):
        found = [pair for pair in found if _offers(pair[1], value)]
    if len(found) > 1:
        raise LookupError(f"{len(found)} elements {action_id!r}: say which by block_id or by value")
    if not found:
        known = ", ".join(str(element.get("action_id")) for _, element in pairs)
        wanted = "".join(f", {what} {it!r}" for what, it in (("block", block_id), ("value", value)) if it)
        raise LookupError(f"no element {action_id!r}{wanted}; there are: {known or 'none'}")
    return found[0]


def _offers(element: Json, value: Any) -> bool:
    if element["type"] == "button":
        return bool(element.get("value") == value)
    return value in [option["value"] for option in options_of(element)]


def options_of(element: Json) -> list[Json]:
    """The options that an element lists itself, groups flattened."""
    groups = element.get("option_groups") or [{"options": element.get("options") or []}]
    return [option for group in groups for option in group["options"]]


def initial(element: Json, conversation: str | None) -> Json:
    """The value of an element nobody has touched; `conversation` is where the person was."""
    kind = element["type"]
    value = element.get(initial_key(kind))
    if value is None and element.get("default_to_current_conversation"):
        value = [conversation] if kind in LISTS and conversation else conversation
    if value is None and kind in LISTS:
        value = []
    return {"type": kind, VALUE_KEYS[kind]: value}


def state_for(
    blocks: list[Json], *, conversation: str | None = None, before: tuple[list[Json], Values] | None = None
) -> Values:
    """The state of `blocks`. What stood in a block with the same block_id and action_id stays,
    whatever its new initial value; everything else starts from its initial value.

    https://docs.slack.dev/surfaces/modals#updating_views
    """
    old = before[1] if before else {}
    values: Values = {}
    for block, element in stateful(blocks):
        block_id, action_id = block["block_id"], element["action_id"]
        kept = old.get(block_id, {}).get(action_id)
        if kept is None or not _fits(kept, element):
            kept = initial(element, conversation)
        values.setdefault(block_id, {})[action_id] = kept
    return values


def _fits(value: Json, element: Json) -> bool:
    if value["type"] != element["type"]:
        return False
    known = [option["value"] for option in options_of(element)]
    if not known:
        return True
    held = value[VALUE_KEYS[element["type"]]]
    chosen = held if isinstance(held, list) else [held] if held else []
    return all(option["value"] in known for option in chosen)


def is_empty(value: Json) -> bool:
    """Whether nothing is chosen or typed."""
    return value[VALUE_KEYS[value["type"]]] in (None, "", [])
