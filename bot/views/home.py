"""The App Home: one's tasks, how to begin, and what the bot knows of the person."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ContextBlock,
    DividerBlock,
    ExternalDataSelectElement,
    HeaderBlock,
    PlainTextObject,
    SectionBlock,
)
from slack_sdk.models.views import View

from bot.chartmogul.customer import Customer
from bot.views.card import Card
from bot.views.customer_option import customer_options
from bot.views.mrkdwn import escape, marked_up, shorten
from bot.views.task_list import group_blocks, pager

CREATE = "home_create_task"
REFRESH = "home_refresh"
CHOOSE_CUSTOMER = "home_customer"
CHANGE_EMAIL = "change_chartmogul_email"
SETTINGS = "home_settings"

MINE_ROWS = 18
OTHERS_ROWS = 8
"""Tasks on one page of a part: Slack takes a hundred blocks, and 250 kB, in all."""

_BEGIN = (
    "• On a message: *More actions* (⋮) → *Create ChartMogul task*.\n"
    "• Anywhere: type `/cm-task`, or `/cm-task send the renewal quote`.\n"
    "• In a customer's channel: `/cm-task link Acme` has tasks start with that customer."
)


@dataclass(frozen=True)
class Part:
    """One part of the App Home: some tasks, of which one page is shown."""

    groups: Sequence[tuple[str, Sequence[Card]]] = ()
    """Titles in mrkdwn, an empty one for no line, and what stands below them."""
    count: int | None = None
    """How many are open; None where ChartMogul has not said so yet."""
    counts: Sequence[str] = ()
    """How many of them are due when, in words."""
    page: int = 0
    pages: int = 1


@dataclass(frozen=True)
class Parts:
    """The three parts."""

    mine: Part = Part()
    asked: Part = Part()
    customer: Part = Part()
    chosen: Customer | None = None
    """Whose tasks the last part shows."""
    is_certain: bool = True
    """Whether ChartMogul has shown all of them, and is not being asked just now."""


@dataclass(frozen=True)
class Home:
    """What one person's App Home shows."""

    slack_email: str
    """Empty where Slack shows none."""
    chartmogul_email: str = ""
    """Where it is not the one in Slack, as the person said."""
    tasks: Parts | None = None
    """None where it is not known who looks."""
    status: str = ""
    """As of when that is known, in mrkdwn."""
    hint: str = ""
    """Why there may be no tasks, in mrkdwn."""
    settings: Sequence[str] = field(default_factory=tuple)
    """What the person has set, in words."""
    is_newcomer: bool = True
    """Whether the bot has never seen anything of theirs: then how to begin comes first."""


def home_view(home: Home) -> dict[str, Any]:
    """The view to publish (https://docs.slack.dev/surfaces/app-home)."""
    return View(type="home", blocks=list(_blocks(home))).to_dict()


def unshown_home() -> dict[str, Any]:
    """The view to publish where Slack does not take the other."""
    words = ":warning: I cannot show your tasks here at the moment. `/cm-task list` shows them in a channel."
    return View(type="home", blocks=[_buttons(can_refresh=True), _section(words)]).to_dict()


def _blocks(home: Home) -> Iterator[Block]:
    tasks = home.tasks
    if home.is_newcomer:
        yield HeaderBlock(text=PlainTextObject(text="Turn a conversation into a task in ChartMogul"))
        yield _section(_BEGIN)
    yield _buttons(can_refresh=tasks is not None)
    if home.status:
        yield _line(home.status)
    if tasks:
        yield from _mine(tasks.mine, home.hint)
        yield from _asked(tasks.asked)
        yield from _by_customer(tasks)
    yield DividerBlock()
    if home.settings:
        yield _section(
            f"*Settings*\n{' · '.join(home.settings)}",
            ButtonElement(action_id=SETTINGS, text=PlainTextObject(text="Settings")),
        )
    yield _section(
        f"*Your e-mail in ChartMogul*\n{_email(home)}",
        ButtonElement(action_id=CHANGE_EMAIL, text=PlainTextObject(text="Change")),
    )
    if not home.is_newcomer:
        yield _line(_BEGIN)


def _buttons(*, can_refresh: bool) -> ActionsBlock:
    create = ButtonElement(action_id=CREATE, text=PlainTextObject(text="Create a task"), style="primary")
    refresh = ButtonElement(action_id=REFRESH, text=PlainTextObject(text="Refresh"))
    return ActionsBlock(block_id="buttons", elements=[create, refresh] if can_refresh else [create])


def _mine(part: Part, hint: str) -> Iterator[Block]:
    yield from _heading("My tasks", part)
    if part.groups:
        yield from _rows(part, "mine")
    else:
        yield _section(hint or "Nothing is open. Tasks that are given to you stand here.")


def _asked(part: Part) -> Iterator[Block]:
    yield from _heading("Asked by me", part)
    if part.groups:
        yield from _rows(part, "asked")
    else:
        yield _section("What you ask others for stands here until it is done.")


def _by_customer(tasks: Parts) -> Iterator[Block]:
    yield from _heading("By customer", tasks.customer if tasks.chosen else None)
    chosen = customer_options([tasks.chosen]) if tasks.chosen else []
    select = ExternalDataSelectElement(
        action_id=CHOOSE_CUSTOMER,
        placeholder="Name, e-mail, website, or paste a ChartMogul link",
        min_query_length=0,
        initial_option=chosen[0] if chosen else None,
    )
    yield ActionsBlock(block_id=_changing_id("choice", tasks.chosen), elements=[select])
    if tasks.customer.groups:
        yield from _rows(tasks.customer, "customer")
    elif tasks.chosen:
        yield _section(
            "No task is open for this customer."
            if tasks.is_certain
            else "I know of no open task for this customer yet."
        )


def _changing_id(block_id: str, chosen: Customer | None) -> str:
    """Slack's apps keep showing an earlier choice in a block of the same id."""
    return f"{block_id}_{sha256(chosen.uuid.encode()).hexdigest()[:8]}" if chosen else block_id


def _heading(title: str, part: Part | None) -> Iterator[Block]:
    yield DividerBlock()
    said = (
        [f"*{title}*"] if part is None or part.count is None else [f"*{title}* ({part.count})", *part.counts]
    )
    yield _section(" · ".join(said))


def _rows(part: Part, section: str) -> Iterator[Block]:
    yield from group_blocks(part.groups, section, mentions=True)
    yield from pager(section, section, part.page, part.pages)


def _section(text: str, accessory: ButtonElement | None = None) -> SectionBlock:
    # Of the same name every time: who clicks while the view is published anew means the button all the same.
    block_id = accessory.action_id if accessory else None
    return SectionBlock(block_id=block_id, text=marked_up(text), accessory=accessory)


def _line(text: str) -> ContextBlock:
    return ContextBlock(elements=[marked_up(text)])


def _email(home: Home) -> str:
    if home.chartmogul_email:
        return f"{escape(shorten(home.chartmogul_email, 300))}. Tasks for you are assigned to it."
    if home.slack_email:
        shown = escape(shorten(home.slack_email, 300))
        return f"{shown}, the one in Slack. Change it if ChartMogul knows you by another."
    return "Slack shows me none. Tell me yours, so that tasks can be assigned to you."
