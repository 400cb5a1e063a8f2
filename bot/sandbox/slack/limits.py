"""Whether Slack would take a message or a view: Block Kit's rules over whole surfaces.

https://docs.slack.dev/reference/block-kit/blocks and https://docs.slack.dev/reference/views
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator
from typing import Any, Literal

from bot.sandbox.slack.element_limits import (
    ID,
    IN_ACTIONS,
    IN_CONTEXT,
    IN_INPUT,
    IN_SECTION,
    KIND,
    LINK,
    any_text,
    plain_text,
)
from bot.sandbox.slack.escaping import normalised
from bot.sandbox.slack.schema import Fault, Faults, Rule, anything, array, boolean, record, string, typed
from bot.sandbox.slack.view_state import elements_of

Json = dict[str, Any]
Surface = Literal["message", "modal", "home"]

MESSAGE_BLOCKS_MAX = 50
VIEW_BLOCKS_MAX = 100
VIEW_BYTES_MAX = 250_000
TEXT_MAX = 4000
"""Most characters of a message's `text`."""
MESSAGE_CHARACTERS_MAX = 13_200
BLOCK_CHARACTERS = 100
"""What each block counts beside its words, among `MESSAGE_CHARACTERS_MAX`. Slack names neither number; others
measured them for methods, and found none for response URLs: https://github.com/slackapi/bolt-js/issues/2509
and https://github.com/slackapi/bolt-js/issues/2867."""

_SURFACES: dict[str, set[Surface]] = {
    "datetimepicker": {"modal", "message"},
    "email_text_input": {"modal"},
    "file_input": {"modal"},
    "number_input": {"modal"},
    "rich_text_input": {"modal", "home"},
    "url_text_input": {"modal"},
}
"""Where elements belong that do not belong everywhere (…/block-kit/block-elements, the column "Surfaces")."""


def _section(value: Any, pointer: str) -> Faults:
    faults = _SECTION(value, pointer)
    if "text" not in value and "fields" not in value:
        faults.append(Fault("missing required field: text", pointer))
    return faults


def _image(value: Any, pointer: str) -> Faults:
    faults = _IMAGE(value, pointer)
    if ("image_url" in value) == ("slack_file" in value):
        faults.append(Fault("must provide either `image_url` or `slack_file`", pointer))
    return faults


_BLOCK_ID = {"block_id": ID}
_SECTION = record(
    KIND,
    {
        **_BLOCK_ID,
        "text": any_text(3000),
        "fields": array(any_text(2000), most=10),
        "accessory": IN_SECTION,
        "expand": boolean,
    },
)
_IMAGE = record(
    {**KIND, "alt_text": string(2000)},
    {**_BLOCK_ID, "image_url": LINK, "slack_file": anything, "title": plain_text(2000)},
)
_EVERYWHERE: dict[str, Rule] = {
    "section": _section,
    "image": _image,
    "divider": record(KIND, _BLOCK_ID),
    "header": record({**KIND, "text": plain_text(150)}, _BLOCK_ID),
    "actions": record({**KIND, "elements": array(IN_ACTIONS, most=25)}, _BLOCK_ID),
    "context": record({**KIND, "elements": array(IN_CONTEXT, most=10)}, _BLOCK_ID),
    "input": record(
        {**KIND, "label": plain_text(2000), "element": IN_INPUT},
        {**_BLOCK_ID, "dispatch_action": boolean, "hint": plain_text(2000), "optional": boolean},
    ),
    "rich_text": record({**KIND, "elements": array(anything, most=1000, least=0)}, _BLOCK_ID),
    "video": anything,
}
_BLOCKS: dict[Surface, Rule] = {
    "message": typed({**_EVERYWHERE, "markdown": anything, "table": anything}),
    "modal": typed(_EVERYWHERE),
    "home": typed(_EVERYWHERE),
}
_SHARED_BY_VIEWS: dict[str, Rule] = {
    "private_metadata": string(3000, at_least=0),
    "callback_id": string(255, at_least=0),
    "external_id": string(255, at_least=0),
}
_VIEWS = typed(
    {
        "modal": record(
            {
                **KIND,
                "title": plain_text(24),
                "blocks": array(_BLOCKS["modal"], most=VIEW_BLOCKS_MAX, least=0),
            },
            {
                **_SHARED_BY_VIEWS,
                "close": plain_text(24),
                "submit": plain_text(24),
                "clear_on_close": boolean,
                "notify_on_close": boolean,
            },
        ),
        "home": record(
            {**KIND, "blocks": array(_BLOCKS["home"], most=VIEW_BLOCKS_MAX, least=0)}, _SHARED_BY_VIEWS
        ),
    }
)


def message_faults(blocks: Any) -> Faults:
    """What Slack finds wrong with the blocks of a message."""
    faults = array(_BLOCKS["message"], most=MESSAGE_BLOCKS_MAX, least=0)(blocks, "/blocks")
    return faults or list(_across(blocks, "/blocks", "message"))


def view_faults(view: Any, kind: Literal["modal", "home"]) -> Faults:
    """What Slack finds wrong with a view; `kind` is the one that the method at hand takes."""
    faults = _VIEWS(view, "/view")
    if faults:
        return faults
    if view["type"] != kind:
        return [Fault(f"unsupported type: {view['type']}", "/view/type")]
    faults = list(_across(view["blocks"], "/view/blocks", kind))
    if kind == "modal" and "submit" not in view:
        faults += [
            Fault("must define `submit` to use an `input` block in modals", f"/view/blocks/{n}/input")
            for n, block in enumerate(view["blocks"])
            if block["type"] == "input"
        ]
    return faults


def too_large(view: Json) -> bool:
    """Whether a view is above Slack's 250 kB."""
    return len(json.dumps(view).encode()) > VIEW_BYTES_MAX


def too_long(blocks: list[Json]) -> bool:
    """Whether the blocks of a message say more than Slack takes, all together."""
    return sum(BLOCK_CHARACTERS + _characters(block) for block in blocks) > MESSAGE_CHARACTERS_MAX


def _characters(part: Any) -> int:
    """All words in a part of a block, with `&`, `<` and `>` as entities."""
    if isinstance(part, list):
        return sum(map(_characters, part))
    if not isinstance(part, dict):
        return 0
    own = part.get("text")
    words = len(normalised(own)) if isinstance(own, str) else 0
    return words + sum(map(_characters, part.values()))


def _across(blocks: list[Json], pointer: str, surface: Surface) -> Iterator[Fault]:
    """Rules that hold between blocks and elements rather than inside one."""
    block_ids: set[str] = set()
    for n, block in enumerate(blocks):
        if block.get("block_id") in block_ids:
            yield Fault(f"`block_id` {block['block_id']} already exists", f"{pointer}/{n}/block_id")
        block_ids |= {block["block_id"]} if "block_id" in block else set()
        yield from _within(block, f"{pointer}/{n}")
    elements = [
        (block, element, f"{pointer}/{n}") for n, block in enumerate(blocks) for element in elements_of(block)
    ]
    for block, element, place in elements:
        if surface not in _SURFACES.get(element["type"], {surface}):
            part = "element" if block["type"] == "input" else "elements"
            yield Fault(f"unsupported type: {element['type']}", f"{place}/{part}")
    with_focus = [place for _, element, place in elements if element.get("focus_on_load")]
    if len(with_focus) > 1:
        yield Fault("only one element may have `focus_on_load`", with_focus[1])
    with_url = [(block, place) for block, element, place in elements if element.get("response_url_enabled")]
    if len(with_url) > 1:
        yield Fault("only one element may have `response_url_enabled`", with_url[1][1])
    for block, place in with_url:
        if surface != "modal" or block["type"] != "input":
            yield Fault("`response_url_enabled` only works in input blocks in modals", place)


def _within(block: Json, pointer: str) -> Iterator[Fault]:
    seen: set[str] = set()
    for n, element in enumerate(elements_of(block)):
        action_id = element.get("action_id")
        if action_id is None:
            continue
        if action_id in seen:
            yield Fault(
                f"`action_id` {action_id} already exists for block_id {block.get('block_id', '')}",
                f"{pointer}/elements/{n}/action_id",
            )
        seen.add(action_id)


def _kept(part: Any) -> Any:
    """A part of a block as Slack gives it back: texts say how they are to be read."""
    if isinstance(part, list):
        return [_kept(item) for item in part]
    if not isinstance(part, dict):
        return part
    kept = {name: _kept(value) for name, value in part.items()}
    match kept.get("type"):
        case "plain_text":
            kept.setdefault("emoji", True)
        case "mrkdwn":
            kept.setdefault("verbatim", False)
    return kept


def with_ids(blocks: list[Json]) -> list[Json]:
    """The blocks as Slack keeps them: a block_id and action_id wherever the app gave none."""
    kept: list[Json] = [_kept(block) for block in blocks]
    for block in kept:
        block.setdefault("block_id", secrets.token_urlsafe(4))
        for element in elements_of(block):
            if element["type"] != "image":
                element.setdefault("action_id", secrets.token_urlsafe(4))
    return kept
