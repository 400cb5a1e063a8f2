"""The one form: customer, details, assignee, due date, where the summary goes, and what else is kept."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from slack_sdk.models.blocks import (
    Block,
    ContextBlock,
    ConversationFilter,
    ConversationSelectElement,
    DatePickerElement,
    InputBlock,
    Option,
    PlainTextInputElement,
    PlainTextObject,
    RadioButtonsElement,
    UserSelectElement,
)
from slack_sdk.models.views import View

from bot.chartmogul.customer import Customer
from bot.request import Announce, Draft
from bot.slack.conversation import Audience, Origin
from bot.slack.form_memory import FormMemory
from bot.task import DETAILS_MAX
from bot.views.add_link import ADD_LINK, AddLink, add_link_input
from bot.views.already import ALIKE, FROM_MESSAGE, AlreadyThere, alike_lines, from_message_lines
from bot.views.assignee import Advice, advice_blocks
from bot.views.customer_option import CUSTOMER, customer_input
from bot.views.glance import GLANCE, Glance, glance_line
from bot.views.keep_note import SAVE_NOTE, KeepNote, keep_note_input
from bot.views.mrkdwn import escape, marked_up, this_place

CALLBACK_ID = "create_task"

CUSTOMER_HINT = "customer_hint"
ASSIGNEE_HINT = "assignee_hint"
DUE_HINT = "due_hint"


class Field(StrEnum):
    """The form's inputs: each is both its block's id and its action's."""

    CUSTOMER = CUSTOMER
    DETAILS = "details"
    ASSIGNEE = "assignee"
    DUE_DATE = "due_date"
    ANNOUNCE = "announce"
    ADD_LINK = ADD_LINK
    SAVE_NOTE = SAVE_NOTE


@dataclass(frozen=True)
class Form:
    """What the form shows when it opens."""

    origin: Origin
    assignee: str
    due_date: date
    details: str = ""
    customer: Customer | None = None
    twins: tuple[Customer, ...] = ()
    """Customers that the one chosen must not be mistaken for."""
    customer_hint: str = ""
    """Why this customer is preselected, or which ones head the list; empty: no line."""
    glance: Glance | None = None
    already: AlreadyThere = field(default_factory=AlreadyThere)
    likely: tuple[str, ...] = ()
    """UUIDs of the customers that head the list while nothing is typed."""
    loading: int | None = None
    """While all customers are read for the first time: how many there are so far."""
    advice: Advice = field(default_factory=Advice)
    assignee_hint: str = ""
    """Why this assignee is preselected, where the words at hand name them; in mrkdwn. Empty: no line."""
    due_hint: str = ""
    """Why this due date is, or what looks like one and is none; empty: no line."""
    link: AddLink | None = None
    note: KeepNote | None = None
    draft: Draft | None = None
    """What the form began with and cannot hold, to be kept for the note once it has opened."""
    notice: str = ""
    """Something to know before filling in, in plain words; empty: no line."""
    audience: Audience = Audience.COLLEAGUES
    announce: Announce | None = None
    """Chosen where the summary goes; None: the default for the audience."""


@dataclass(frozen=True)
class BelowCustomer:
    """What stands below the customer, and holds for them alone."""

    glance: Glance | None
    already: AlreadyThere


def below_customer(below: BelowCustomer) -> list[Block]:
    """The lines: none, one or two."""
    glance = glance_line(below.glance) if below.glance else ""
    lines = {GLANCE: glance, ALIKE: alike_lines(below.already)}
    return [_line(block_id, text) for block_id, text in lines.items() if text]


def create_task_form(form: Form) -> dict[str, Any]:
    """The modal. Without a channel of origin it asks for one."""
    blocks: list[Block] = []
    if form.notice:
        blocks.append(_line("notice", f":warning: {escape(form.notice)}"))
    if lines := from_message_lines(form.already):
        blocks.append(_line(FROM_MESSAGE, lines))
    blocks.append(customer_input(form.customer, among=form.twins, tells_at_once=True))
    if form.customer_hint:
        blocks.append(_line(CUSTOMER_HINT, escape(form.customer_hint)))
    blocks += below_customer(BelowCustomer(form.glance, form.already))
    if form.loading is not None:
        blocks.append(_line("loading", _still_loading(form.loading)))
    blocks.append(_details(form.details))
    blocks += add_link_input(form.link) if form.link else []
    blocks.append(_assignee(form.assignee))
    if form.assignee_hint:
        blocks.append(_line(ASSIGNEE_HINT, form.assignee_hint))
    blocks += [*advice_blocks(form.advice), _due_date(form.due_date, tells_at_once=bool(form.due_hint))]
    if form.due_hint:
        blocks.append(_line(DUE_HINT, escape(form.due_hint)))
    blocks += keep_note_input(form.note) if form.note else []
    blocks += _announce(form) if form.origin.channel_id else _announce_anywhere()
    return View(
        type="modal",
        callback_id=CALLBACK_ID,
        title=PlainTextObject(text="New ChartMogul task"),
        submit=PlainTextObject(text="Create task"),
        close=PlainTextObject(text="Cancel"),
        private_metadata=_memory(form).to_metadata(),
        blocks=blocks,
    ).to_dict()


def _memory(form: Form) -> FormMemory:
    is_suggested = form.advice.owner == form.assignee
    return FormMemory(
        origin=form.origin,
        likely=form.likely,
        audience=form.audience,
        owner=form.assignee if is_suggested else "",
        draft=form.draft.id if form.draft else "",
    )


def _still_loading(so_far: int) -> str:
    known = f"{so_far:,} are here so far. " if so_far else ""
    return (
        f":hourglass_flowing_sand: The customers are still being loaded from ChartMogul. {known}"
        "If yours is missing, paste its ChartMogul link or e-mail."
    )


def _details(details: str) -> InputBlock:
    return InputBlock(
        block_id=Field.DETAILS,
        label="What is to be done",
        element=PlainTextInputElement(
            action_id=Field.DETAILS,
            multiline=True,
            max_length=DETAILS_MAX,
            initial_value=details[:DETAILS_MAX] or None,
            placeholder="Send the renewal quote",
        ),
    )


def _assignee(user_id: str) -> InputBlock:
    return InputBlock(
        block_id=Field.ASSIGNEE,
        label="Assignee",
        element=UserSelectElement(
            action_id=Field.ASSIGNEE, placeholder="Choose a colleague", initial_user=user_id or None
        ),
        dispatch_action=True,
    )


def _due_date(due_date: date, *, tells_at_once: bool) -> InputBlock:
    return InputBlock(
        block_id=Field.DUE_DATE,
        label="Due date",
        element=DatePickerElement(action_id=Field.DUE_DATE, initial_date=due_date.isoformat()),
        # What the line below says of it holds for this day alone.
        dispatch_action=tells_at_once,
    )


def _announce(form: Form) -> list[Block]:
    where = "In the thread" if form.origin.thread_ts else f"In {_channel_name(form.origin)}"
    in_channel = Option(value=Announce.CHANNEL, text=PlainTextObject(text=where))
    to_me = Option(value=Announce.ME, text=PlainTextObject(text="Only to me, in a direct message"))
    default = Announce.CHANNEL if form.audience is Audience.COLLEAGUES else Announce.ME
    chosen = form.announce or default
    return [
        InputBlock(
            block_id=Field.ANNOUNCE,
            label="Post the summary",
            element=RadioButtonsElement(
                action_id=Field.ANNOUNCE,
                options=[in_channel, to_me],
                initial_option=in_channel if chosen is Announce.CHANNEL else to_me,
            ),
        ),
        _line("posts_to", _posts_to(form)),
    ]


def _posts_to(form: Form) -> str:
    name = this_place(form.origin)
    place = f"the thread in {name}" if form.origin.thread_ts else name
    if form.audience is Audience.COLLEAGUES:
        return f"The summary will be posted in {place}, where its members can read it."
    return f"{_reservation(form.audience, name)} So it goes only to you unless you choose the channel."


def _reservation(audience: Audience, place: str) -> str:
    """Why the summary is not posted there by itself."""
    match audience:
        case Audience.COMPANY:
            return f":warning: {place} is shared with another company, which would read the summary."
        case Audience.GUESTS:
            return f":warning: Guests or people of another company are in {place} and would read the summary."
        case Audience.NOT_A_MEMBER:
            return f"I am not in {place} and cannot see who would read the summary."
        case Audience.NOT_ALLOWED:
            return (
                f"I was not given the permission to see who is in {place} and would read the summary. "
                "Whoever set me up can mend that: `cm-task check` says how."
            )
        case _:
            return f"Slack did not tell me in time who is in {place} and would read the summary."


def _announce_anywhere() -> list[Block]:
    return [
        InputBlock(
            block_id=Field.ANNOUNCE,
            label="Post the summary in",
            optional=True,
            element=ConversationSelectElement(
                action_id=Field.ANNOUNCE,
                placeholder="Choose a channel",
                default_to_current_conversation=True,
                response_url_enabled=True,
                filter=ConversationFilter(
                    include=["public", "private", "im", "mpim"], exclude_external_shared_channels=True
                ),
            ),
        ),
        _line("posts_to", "The summary will be posted there. Leave it empty to get it in a direct message."),
    ]


def _channel_name(origin: Origin) -> str:
    return f"#{origin.channel_name}"[:60] if origin.channel_name else "this conversation"


def _line(block_id: str, text: str) -> ContextBlock:
    return ContextBlock(block_id=block_id, elements=[marked_up(text)])
