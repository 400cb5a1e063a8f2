"""What rich text shows (https://docs.slack.dev/reference/block-kit/blocks/rich-text-block)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from bot.slack.json_reading import Json, child, lines, objects, of, text
from bot.slack.text.list_numbers import list_number
from bot.slack.text.notation import link, typed


def rich_text(block: object) -> str:
    """The words of a rich text block, part by part."""
    return lines(map(_part, objects(child(block, "elements"))))


def _part(part: Json) -> str:
    kind = of(part, "type")
    inner = objects(part.get("elements"))
    if kind == "rich_text_list":
        return _list(part, inner)
    if not inner and not kind.startswith("rich_text"):
        return _inline(part)
    # Parts in parts stand on lines of their own, words within a part do not.
    if any(of(item, "type").startswith("rich_text") for item in inner):
        return lines(map(_part, inner))
    return "".join(map(_inline, inner))


def _list(part: Json, items: list[Json]) -> str:
    if of(part, "style") != "ordered":
        return lines(_item("- ", item) for item in items)
    offset, level = part.get("offset"), part.get("indent")
    first = 1 + (offset if isinstance(offset, int) else 0)
    level = level if isinstance(level, int) else 0
    return lines(_item(f"{list_number(n, level)}. ", item) for n, item in enumerate(items, first))


def _item(mark: str, item: Json) -> str:
    words = _part(item)
    is_marked = not words or of(item, "type") == "rich_text_list"
    return words if is_marked else mark + words


def _inline(element: Json) -> str:
    write = _WRITTEN.get(of(element, "type"))
    if write:
        return write(element)
    return typed(of(element, "text") or of(element, "fallback"))


def _control(sign: str, target: str) -> str:
    return f"<{sign}{target}>" if target and not set(target) & set("<>|\n") else ""


def _emoji(element: Json) -> str:
    name, tone = of(element, "name"), of(element, "skin_tone")
    tone = f":skin-tone-{tone}:" if tone and "skin-tone" not in name else ""
    return typed(f":{name}:{tone}") if name else typed(_characters(of(element, "unicode")))


def _characters(codes: str) -> str:
    """The characters of code points in hexadecimal, as in `1f44d-1f3fb`."""
    try:
        return text("".join(chr(int(code, 16)) for code in codes.split("-")))
    except (OverflowError, ValueError):
        return ""


def _date(element: Json) -> str:
    fallback, moment = of(element, "fallback"), element.get("timestamp")
    if fallback or not isinstance(moment, int) or moment <= 0:
        return typed(fallback)
    try:
        return typed(datetime.fromtimestamp(moment, UTC).date().isoformat())
    except (OverflowError, OSError, ValueError):
        return ""


_WRITTEN: dict[str, Callable[[Json], str]] = {
    "text": lambda element: typed(of(element, "text")),
    "link": lambda element: link(of(element, "url"), of(element, "text")),
    "user": lambda element: _control("@", of(element, "user_id")),
    "channel": lambda element: _control("#", of(element, "channel_id")),
    "usergroup": lambda element: _control("!subteam^", of(element, "usergroup_id")),
    "broadcast": lambda element: _control("!", of(element, "range")),
    "emoji": _emoji,
    "date": _date,
    "color": lambda element: typed(of(element, "value")),
}
