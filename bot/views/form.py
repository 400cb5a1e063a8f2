"""The one form: customer, details, assignee, due date, where the summary goes, and what else is kept."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from slack_sdk.models.blocks import (
    DatePickerElement,
    InputBlock,
    PlainTextInputElement,
    PlainTextObject,
    UserSelectElement,
)

from bot.chartmogul.customer import Customer
from bot.request import Announce, Draft
from bot.slack.conversation import Audience, Origin
from bot.slack.form_memory import FormMemory
from bot.task import DETAILS_MAX
from bot.views.add_link import ADD_LINK, AddLink, add_link_input
from bot.views.already import ALIKE, FROM_MESSAGE, AlreadyThere, alike_lines, from_message_lines
from bot.views.announce_input import ANNOUNCE, announce_anywhere, announce_here
from bot.views.assignee import Advice, advice_blocks
from bot.views.customer_option import CUSTOMER, customer_input
from bot.views.drawn import Drawn, beginning_with, line
from bot.views.glance import GLANCE, Glance, glance_line
from bot.views.keep_note import SAVE_NOTE, KeepNote, keep_note_input
from bot.views.mrkdwn import escape

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
    ANNOUNCE = ANNOUNCE
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


def below_customer(below: BelowCustomer) -> list[Drawn]:
    """The lines: none, one or two."""
    glance = glance_line(below.glance) if below.glance else ""
    lines = {GLANCE: glance, ALIKE: alike_lines(below.already)}
    return [line(block_id, text) for block_id, text in lines.items() if text]


def create_task_form(form: Form) -> Drawn:
    """The modal. Without a channel of origin it asks for one."""
    blocks: list[Drawn] = []
    if form.notice:
        blocks.append(line("notice", f":warning: {escape(form.notice)}"))
    if lines := from_message_lines(form.already):
        blocks.append(line(FROM_MESSAGE, lines))
    blocks.append(customer_input(form.customer, among=form.twins, tells_at_once=True))
    if form.customer_hint:
        blocks.append(line(CUSTOMER_HINT, escape(form.customer_hint)))
    blocks += below_customer(BelowCustomer(form.glance, form.already))
    if form.loading is not None:
        blocks.append(line("loading", _still_loading(form.loading)))
    blocks.append(beginning_with(_DETAILS, initial_value=form.details[:DETAILS_MAX]))
    blocks += add_link_input(form.link) if form.link else []
    blocks.append(beginning_with(_ASSIGNEE, initial_user=form.assignee))
    if form.assignee_hint:
        blocks.append(line(ASSIGNEE_HINT, form.assignee_hint))
    # What the line below says of the day holds for this one alone.
    due_date = {**_DUE_DATE, "dispatch_action": bool(form.due_hint)}
    blocks += [*advice_blocks(form.advice), beginning_with(due_date, initial_date=form.due_date.isoformat())]
    if form.due_hint:
        blocks.append(line(DUE_HINT, escape(form.due_hint)))
    blocks += keep_note_input(form.note) if form.note else []
    is_somewhere = bool(form.origin.channel_id)
    blocks += (
        announce_here(form.origin, form.audience, form.announce) if is_somewhere else announce_anywhere()
    )
    return {**_MODAL, "private_metadata": _memory(form).to_metadata(), "blocks": blocks}


def _announce(form: Form) -> list[Drawn]:
    if form.origin.channel_id:
        return announce_here(form.origin, form.audience, form.announce)
    return announce_anywhere()


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


_MODAL: Drawn = {
    "type": "modal",
    "callback_id": CALLBACK_ID,
    "title": PlainTextObject(text="New ChartMogul task").to_dict(),
    "submit": PlainTextObject(text="Create task").to_dict(),
    "close": PlainTextObject(text="Cancel").to_dict(),
}

_DETAILS: Drawn = InputBlock(
    block_id=Field.DETAILS,
    label="What is to be done",
    element=PlainTextInputElement(
        action_id=Field.DETAILS,
        multiline=True,
        max_length=DETAILS_MAX,
        placeholder="Send the renewal quote",
    ),
).to_dict()

_ASSIGNEE: Drawn = InputBlock(
    block_id=Field.ASSIGNEE,
    label="Assignee",
    element=UserSelectElement(action_id=Field.ASSIGNEE, placeholder="Choose a colleague"),
    dispatch_action=True,
).to_dict()

_DUE_DATE: Drawn = InputBlock(
    block_id=Field.DUE_DATE, label="Due date", element=DatePickerElement(action_id=Field.DUE_DATE)
).to_dict()
