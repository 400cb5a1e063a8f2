"""What a markdown block shows (https://docs.slack.dev/reference/block-kit/blocks/markdown-block)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

from bot.slack.json_reading import lines
from bot.slack.text.notation import link, typed, typed_with_mentions

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

MARKDOWN_MAX = 12_000
"""Most characters of markdown that are read: Slack takes that many in one message."""


def markdown(text: str) -> str:
    """The words, without markdown's own marks."""
    return lines(_lines(_parser().parse(text[:MARKDOWN_MAX])))


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt  # noqa: PLC0415 - few messages have a markdown block

    return MarkdownIt("commonmark").enable(["table", "strikethrough"])


def _lines(tokens: Sequence[Token]) -> Iterator[str]:
    mark, row, is_in_row = "", list[str](), False
    for token in tokens:
        if token.type == "list_item_open":
            mark = f"{token.info}. " if token.info else "- "
        elif token.type == "tr_open":
            row, is_in_row = [], True
        elif token.type == "tr_close":
            is_in_row = False
            yield " | ".join(row)
        elif token.type == "inline" and is_in_row:
            row.append(_inline(token.children or []))
        elif token.type == "inline" or token.content:
            yield mark + (_inline(token.children) if token.children else typed(token.content))
            mark = ""


def _inline(tokens: Sequence[Token]) -> str:
    written: list[str] = []
    url = ""
    label: list[str] | None = None
    for token in tokens:
        if token.type == "link_open":
            url, label = str(token.attrs.get("href") or ""), []
        elif token.type == "link_close":
            # In a markdown block Slack reads its own `<https://…|…>` too.
            target, _, own = (
                "".join(label or []).partition("|") if token.markup == "autolink" else ("", "", "")
            )
            written.append(link(target or url, own if target else "".join(label or [])))
            label = None
        elif label is not None:
            label.append(token.content)
        else:
            written.append(_words(token))
    return "".join(written)


def _words(token: Token) -> str:
    if token.type in {"softbreak", "hardbreak"}:
        return "\n"
    return typed_with_mentions(token.content) if token.type == "text" else typed(token.content)
