"""Block Kit's texts, options and elements, with Slack's lengths and counts.

https://docs.slack.dev/reference/block-kit/block-elements and …/composition-objects
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.sandbox.slack.schema import (
    Fault,
    Faults,
    Rule,
    anything,
    array,
    boolean,
    iso_date,
    matching,
    one_of,
    record,
    string,
    typed,
    whole,
)

KIND: Mapping[str, Rule] = {"type": anything}
ID = string(255)
OPTIONS_MAX = 100
TIME = r"([01]\d|2[0-3]):[0-5]\d"
LINK = matching(r"(?i)(https?://\S+|slack://\S+|mailto:\S+)", "url", limit=3000)


def plain_text(limit: int) -> Rule:
    """A text object that must be plain."""
    return typed({"plain_text": record({**KIND, "text": string(limit)}, {"emoji": boolean})})


def any_text(limit: int) -> Rule:
    """A text object, plain or mrkdwn."""
    return typed(
        {
            "plain_text": record({**KIND, "text": string(limit)}, {"emoji": boolean}),
            "mrkdwn": record({**KIND, "text": string(limit)}, {"verbatim": boolean}),
        }
    )


CONFIRM = record(
    {"title": plain_text(100), "text": any_text(300)},
    {"confirm": plain_text(30), "deny": plain_text(30), "style": one_of("primary", "danger")},
)
OPTION = record({"text": plain_text(75), "value": string(150)}, {"description": plain_text(75)})
MARKED_OPTION = record({"text": any_text(75), "value": string(150)}, {"description": any_text(75)})
OVERFLOW_OPTION = record(
    {"text": plain_text(75), "value": string(150)}, {"description": plain_text(75), "url": LINK}
)
OPTION_GROUP = record({"label": plain_text(75), "options": array(OPTION, most=OPTIONS_MAX)})
FILTER = record(
    {},
    {
        "include": array(one_of("im", "mpim", "private", "public"), most=4),
        "exclude_external_shared_channels": boolean,
        "exclude_bot_users": boolean,
    },
)
DISPATCH = record(
    {}, {"trigger_actions_on": array(one_of("on_enter_pressed", "on_character_entered"), most=2)}
)


def element(
    kind: str,
    optional: Mapping[str, Rule],
    *,
    required: Mapping[str, Rule] | None = None,
    focus: bool = True,
    placeholder: bool = True,
) -> dict[str, Rule]:
    """One entry of the table below: an element with an action_id and what most of them share."""
    shared: dict[str, Rule] = {"action_id": ID}
    if focus:
        shared["focus_on_load"] = boolean
    if placeholder:
        shared["placeholder"] = plain_text(150)
    return {kind: record({**KIND, **(required or {})}, {**shared, **optional})}


def _choices(kind: str, *, many: bool = False) -> dict[str, Rule]:
    """A static select: options or groups, and an initial choice among them."""
    initial = {"initial_options": array(OPTION, most=100)} if many else {"initial_option": OPTION}
    rules = element(
        kind,
        {
            "options": array(OPTION, most=OPTIONS_MAX),
            "option_groups": array(OPTION_GROUP, most=OPTIONS_MAX),
            "confirm": CONFIRM,
            **initial,
            **(_MANY if many else {}),
        },
    )[kind]

    def check(value: Any, pointer: str) -> Faults:
        faults = rules(value, pointer)
        if ("options" in value) == ("option_groups" in value):
            faults.append(Fault("must provide either `options` or `option_groups`", pointer))
        return faults or among_options(value, pointer)

    return {kind: check}


def _buttons(kind: str, initial: Mapping[str, Rule], *, least: int = 1) -> dict[str, Rule]:
    """Radio buttons and checkboxes."""
    rules = element(
        kind,
        {"confirm": CONFIRM, **initial},
        required={"options": array(MARKED_OPTION, most=10, least=least)},
        placeholder=False,
    )[kind]

    def check(value: Any, pointer: str) -> Faults:
        return rules(value, pointer) or among_options(value, pointer)

    return {kind: check}


def among_options(value: dict[str, Any], pointer: str) -> Faults:
    """An initial option must be one of the options, in every field."""
    groups = value.get("option_groups") or [{"options": value.get("options") or []}]
    options = [option for group in groups for option in group["options"]]
    chosen = value.get("initial_options") or ([value["initial_option"]] if "initial_option" in value else [])
    if all(option in options for option in chosen):
        return []
    name = "initial_options" if "initial_options" in value else "initial_option"
    return [Fault(f"`{name}` must match one of the options", f"{pointer}/{name}")]


_MANY: Mapping[str, Rule] = {"max_selected_items": whole(1, 1000)}
_RESPONSE_URL: Mapping[str, Rule] = {"response_url_enabled": boolean}
_NUMBER = matching(r"-?\d+(\.\d+)?", "number", limit=50)

ELEMENTS: dict[str, Rule] = {
    **element(
        "button",
        {
            "url": LINK,
            "value": string(2000),
            "style": one_of("primary", "danger"),
            "confirm": CONFIRM,
            "accessibility_label": string(75),
        },
        required={"text": plain_text(75)},
        focus=False,
        placeholder=False,
    ),
    **element(
        "overflow",
        {"confirm": CONFIRM},
        required={"options": array(OVERFLOW_OPTION, most=5)},
        focus=False,
        placeholder=False,
    ),
    "image": record({**KIND, "alt_text": string(2000)}, {"image_url": LINK, "slack_file": anything}),
    **_buttons("checkboxes", {"initial_options": array(MARKED_OPTION, most=10)}),
    **_buttons("radio_buttons", {"initial_option": MARKED_OPTION}),
    **element("datepicker", {"initial_date": iso_date, "confirm": CONFIRM}),
    **element(
        "timepicker",
        {"initial_time": matching(TIME, "time", limit=5), "confirm": CONFIRM, "timezone": ID},
    ),
    **element(
        "datetimepicker",
        {"initial_date_time": whole(1_000_000_000, 9_999_999_999), "confirm": CONFIRM},
        placeholder=False,
    ),
    **element(
        "plain_text_input",
        {
            "initial_value": string(3000, at_least=0),
            "multiline": boolean,
            "min_length": whole(0, 3000),
            "max_length": whole(1, 3000),
            "dispatch_action_config": DISPATCH,
        },
    ),
    **element(
        "email_text_input", {"initial_value": string(3000, at_least=0), "dispatch_action_config": DISPATCH}
    ),
    **element(
        "url_text_input", {"initial_value": string(3000, at_least=0), "dispatch_action_config": DISPATCH}
    ),
    **element(
        "number_input",
        {
            "initial_value": _NUMBER,
            "min_value": _NUMBER,
            "max_value": _NUMBER,
            "dispatch_action_config": DISPATCH,
        },
        required={"is_decimal_allowed": boolean},
    ),
    **element("rich_text_input", {"initial_value": anything, "dispatch_action_config": DISPATCH}),
    **element(
        "file_input",
        {"filetypes": array(string(20), most=100), "max_files": whole(1, 10)},
        focus=False,
        placeholder=False,
    ),
    **_choices("static_select"),
    **_choices("multi_static_select", many=True),
    **element(
        "external_select",
        {"initial_option": OPTION, "min_query_length": whole(0, 3000), "confirm": CONFIRM},
    ),
    **element(
        "multi_external_select",
        {
            "initial_options": array(OPTION, most=100),
            "min_query_length": whole(0, 3000),
            "confirm": CONFIRM,
            **_MANY,
        },
    ),
    **element("users_select", {"initial_user": ID, "confirm": CONFIRM}),
    **element("multi_users_select", {"initial_users": array(ID, most=1000), "confirm": CONFIRM, **_MANY}),
    **element(
        "conversations_select",
        {
            "initial_conversation": ID,
            "default_to_current_conversation": boolean,
            "confirm": CONFIRM,
            "filter": FILTER,
            **_RESPONSE_URL,
        },
    ),
    **element(
        "multi_conversations_select",
        {
            "initial_conversations": array(ID, most=1000),
            "default_to_current_conversation": boolean,
            "confirm": CONFIRM,
            "filter": FILTER,
            **_MANY,
        },
    ),
    **element("channels_select", {"initial_channel": ID, "confirm": CONFIRM, **_RESPONSE_URL}),
    **element(
        "multi_channels_select", {"initial_channels": array(ID, most=1000), "confirm": CONFIRM, **_MANY}
    ),
}

SELECTS = {kind: ELEMENTS[kind] for kind in ELEMENTS if kind.endswith("_select")}
PICKERS = {kind: ELEMENTS[kind] for kind in ("datepicker", "timepicker", "checkboxes", "radio_buttons")}
IN_SECTION = typed(
    {**SELECTS, **PICKERS, **{kind: ELEMENTS[kind] for kind in ("button", "overflow", "image")}}
)
IN_ACTIONS = typed(
    {**SELECTS, **PICKERS, **{kind: ELEMENTS[kind] for kind in ("button", "overflow", "datetimepicker")}}
)
IN_CONTEXT = typed(
    {
        "image": ELEMENTS["image"],
        "plain_text": record({**KIND, "text": string(3000)}, {"emoji": boolean}),
        "mrkdwn": record({**KIND, "text": string(3000)}, {"verbatim": boolean}),
    }
)
IN_INPUT = typed(
    {
        kind: rule
        for kind, rule in ELEMENTS.items()
        if kind.endswith(("_select", "_input", "picker")) or kind in {"checkboxes", "radio_buttons"}
    }
)
