"""Several tasks as one message: a list that somebody asked for, a reminder, a digest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ContextBlock,
    PlainTextObject,
    SectionBlock,
)

from bot.views.card import NO_DETAILS, Card
from bot.views.intro import TEXT_MAX
from bot.views.mrkdwn import escape, marked_up, shorten
from bot.views.one_line import cut, one_line
from bot.views.task_rows import row_text, task_row

PER_PAGE = 8
"""Tasks on one page of a message: Slack takes so many characters in all, whatever customers are called."""

PAGE_BACK = "tasks_back"
PAGE_ON = "tasks_on"

ROWS_MAX = 8000
"""Characters of all rows, beside which headings and buttons fit in what Slack takes: about 13,000."""

BRIEF_DETAILS = 60
BRIEF_NAME = 40

HEADING_MAX = 500
NOTE_MAX = 500


@dataclass(frozen=True)
class TaskList:
    """What stands on one page."""

    heading: str
    """In mrkdwn."""
    groups: Sequence[tuple[str, Sequence[Card]]]
    """Titles in mrkdwn, an empty one for no line, and what stands below them."""
    page: int = 0
    pages: int = 1
    note: str = ""
    """A line below, in mrkdwn; `""`: none."""


def task_list(tasks: TaskList, place: str, *, mentions: bool) -> dict[str, Any]:
    """`text` and `blocks`.

    Args:
        place: what keeps the ids of its blocks apart; see `task_row`.
        mentions: whether assignees are named by mentions.
    """
    blocks: list[Block] = [SectionBlock(text=marked_up(shorten(tasks.heading, HEADING_MAX)))]
    rows = [row_text(card, mentions=mentions) for _, cards in tasks.groups for card in cards]
    groups = _brief(tasks.groups) if sum(map(len, rows)) > ROWS_MAX else tasks.groups
    blocks += group_blocks(groups, place, mentions=mentions)
    blocks += pager(place, place, tasks.page, tasks.pages)
    if tasks.note:
        blocks.append(ContextBlock(elements=[marked_up(shorten(tasks.note, NOTE_MAX))]))
    return {"text": shorten(_read_out(tasks), TEXT_MAX), "blocks": [block.to_dict() for block in blocks]}


def group_blocks(
    groups: Sequence[tuple[str, Sequence[Card]]], place: str, *, mentions: bool
) -> Iterator[Block]:
    """The titles and rows of a page."""
    for title, cards in groups:
        if title:
            yield ContextBlock(elements=[marked_up(f"*{title}*")])
        for card in cards:
            yield from task_row(card, place, mentions=mentions)


def pager(place: str, section: str, page: int, pages: int) -> list[Block]:
    """Which page it is, and what leads to those before and after; nothing where there is one.

    Args:
        section: what is paged, in the value of its buttons before a dot and the page that they lead to.
    """
    if pages < 2:
        return []

    def button(action_id: str, text: str, to: int) -> ButtonElement:
        return ButtonElement(action_id=action_id, text=PlainTextObject(text=text), value=f"{section}.{to}")

    elements = [button(PAGE_BACK, "Back", page - 1)] if page > 0 else []
    if page < pages - 1:
        elements.append(button(PAGE_ON, f"Next (page {page + 2} of {pages})", page + 1))
    shown = ContextBlock(elements=[marked_up(_which(page, pages))])
    return [shown, ActionsBlock(block_id=f"{place}_page", elements=elements)]


def _which(page: int, pages: int) -> str:
    return f"Page {page + 1} of {pages}"


def _brief(groups: Sequence[tuple[str, Sequence[Card]]]) -> list[tuple[str, list[Card]]]:
    """The same without links and with the beginnings of long words."""
    return [(title, [_briefly(card) for card in cards]) for title, cards in groups]


def _briefly(card: Card) -> Card:
    details, name = cut(one_line(card.details), BRIEF_DETAILS), cut(one_line(card.customer_name), BRIEF_NAME)
    return replace(card, customer_url="", details=details, customer_name=name)


def _read_out(tasks: TaskList) -> str:
    lines = [tasks.heading]
    for title, cards in tasks.groups:
        lines += [title] if title else []
        lines += [escape(cut(one_line(card.details), 100)) or NO_DETAILS for card in cards]
    lines += [_which(tasks.page, tasks.pages)] if tasks.pages > 1 else []
    return "\n".join(lines)
