"""What blocks show (https://docs.slack.dev/reference/block-kit/blocks): words, no buttons and no ids."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from bot.slack.json_reading import Json, child, lines, objects, of, shown
from bot.slack.text.markdown import markdown
from bot.slack.text.notation import PART, link, typed
from bot.slack.text.rich_text import rich_text


def blocks_text(blocks: object) -> str:
    """The words of blocks, in the notation of a message."""
    return lines(map(_block, objects(blocks)), PART)


def has_rich_text(blocks: list[Json]) -> bool:
    """Whether somebody wrote these blocks in Slack's own composer."""
    return any(of(block, "type") == "rich_text" for block in blocks)


def _block(block: Json) -> str:
    kind = of(block, "type")
    show = _SHOWN.get(kind)
    if show:
        return show(block)
    return "" if _is_control(kind) else lines(_found(block), PART)


def _is_control(kind: str) -> bool:
    return kind in _CONTROLS or kind.endswith(("button", "buttons", "_select", "_input", "picker"))


def _words(value: object) -> str:
    """A text object, a rich text, or a bare string."""
    kind = of(value, "type")
    if kind == "rich_text":
        return rich_text(value)
    if kind == "mrkdwn":
        return of(value, "text")
    return typed(of(value, "text") or shown(value))


def _all(*keys: str) -> Callable[[Json], str]:
    """Shows the texts under these keys, one a line."""
    return lambda block: lines((_words(block.get(key)) for key in keys), PART)


def _either(*keys: str) -> Callable[[Json], str]:
    """Shows the text under the first of these keys that has one."""
    return lambda block: next(filter(None, (_words(block.get(key)) for key in keys)), "")


def _section(block: Json) -> str:
    return lines((_words(item) for item in [block.get("text"), *objects(block.get("fields"))]), PART)


def _context(block: Json) -> str:
    elements = objects(block.get("elements"))
    return lines((_words(item) or typed(of(item, "alt_text")) for item in elements), " ")


def _table(block: Json) -> str:
    rows = block.get("rows")
    shown_rows = (_row(row) for row in rows) if isinstance(rows, list) else ()
    return lines([typed(of(block, "caption")), lines(shown_rows, PART)], PART)


def _row(row: object) -> str:
    cells = objects(row) or objects(child(row, "cells"))
    return lines((_words(cell) or typed(of(cell, "value")) for cell in cells), " | ")


def _container(block: Json) -> str:
    title = _either("rich_text_title", "title")(block)
    parts = [title, _words(block.get("subtitle")), blocks_text(block.get("child_blocks"))]
    return lines(parts, PART)


def _plan(block: Json) -> str:
    tasks = (_task(task) for task in objects(block.get("tasks")))
    return lines([_words(block.get("title")), lines(tasks, PART)], PART)


def _task(block: Json) -> str:
    sources = (link(of(source, "url"), of(source, "text")) for source in objects(block.get("sources")))
    return lines([_all("title", "details", "output")(block), lines(sources, " ")], PART)


def _call(block: Json) -> str:
    """A call in Slack or elsewhere (https://docs.slack.dev/reference/objects/call-object)."""
    return typed(of(child(child(block, "call"), "v1"), "name"))


def _found(value: object) -> Iterator[str]:
    """The texts in a block that is not known: its text objects, and strings under names that say text."""
    if isinstance(value, list):
        for item in value:
            yield from _found(item)
    elif isinstance(value, dict):
        kind = of(value, "type")
        if kind in _TEXTS:
            yield _words(value)
        elif kind in _SHOWN:
            yield _block(value)
        elif not _is_control(kind):
            for key, inner in value.items():
                if isinstance(inner, str) and key in _SAYING:
                    yield typed(shown(inner))
                elif key not in _HIDDEN:
                    yield from _found(inner)


_TEXTS = {"plain_text", "mrkdwn", "raw_text", "rich_text"}

_CONTROLS = {"actions", "checkboxes", "context_actions", "divider", "input", "overflow", "radio_buttons"}
"""What is for clicking or typing: it says nothing."""

_SAYING = {
    "body",
    "caption",
    "content",
    "description",
    "heading",
    "label",
    "subtitle",
    "summary",
    "text",
    "title",
}
"""Names under which a string is text that people see."""

_HIDDEN = {"accessory", "actions", "confirm", "metadata", "placeholder", "state"}
"""Names under which nothing is that people read."""

_SHOWN: dict[str, Callable[[Json], str]] = {
    "alert": _all("text"),
    "call": _call,
    "card": _all("title", "subtitle", "body"),
    "carousel": lambda block: blocks_text(block.get("elements")),
    "container": _container,
    "context": _context,
    "data_table": _table,
    "header": _all("text"),
    "image": _either("title", "alt_text"),
    "markdown": lambda block: markdown(of(block, "text")),
    "plan": _plan,
    "rich_text": rich_text,
    "section": _section,
    "table": _table,
    "task_card": _task,
    "video": _all("title", "description"),
}
