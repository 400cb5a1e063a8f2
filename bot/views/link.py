"""What a channel is linked to, and the small form that links it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from slack_sdk.models.blocks import (
    ActionsBlock,
    ButtonElement,
    PlainTextObject,
    SectionBlock,
)
from slack_sdk.models.views import View

from bot.chartmogul.customer import Customer
from bot.slack.conversation import Origin
from bot.slack.form_memory import FormMemory
from bot.views.customer_option import customer_input
from bot.views.mrkdwn import escape, link, marked_up, sentence, shorten, this_place
from bot.views.outsiders import only_you

CALLBACK_ID = "link_channel"


CREATE_INSTEAD = "create_instead"
"""The button's `action_id`; its value is the whole command."""

_VALUE_MAX = 2000


def link_form(
    origin: Origin,
    *,
    asked: str,
    suggestion: Customer | None,
    twins: Sequence[Customer] = (),
    command: str = "",
) -> dict[str, Any]:
    """The form that ties a channel to a customer.

    Args:
        asked: what was typed and fits no single customer.
        twins: customers that the suggested one must not be mistaken for.
        command: all that was typed; it may have been meant as a task.
    """
    here = "this conversation" if origin.is_direct else "this channel"
    why = (
        f"No single customer is called “{escape(shorten(asked, 100))}”. Choose the one you mean."
        if asked
        else f"Choose the customer that {here} is about."
    )
    return View(
        type="modal",
        callback_id=CALLBACK_ID,
        title=PlainTextObject(text=f"Link {here}"),
        submit=PlainTextObject(text="Link"),
        close=PlainTextObject(text="Cancel"),
        private_metadata=FormMemory(origin=origin).to_metadata(),
        blocks=[
            SectionBlock(text=marked_up(f"{why} Tasks from {this_place(origin)} will start with it.")),
            customer_input(suggestion, among=twins),
            *([ActionsBlock(elements=[_create_instead(command)])] if 0 < len(command) <= _VALUE_MAX else []),
        ],
    ).to_dict()


def _create_instead(command: str) -> ButtonElement:
    return ButtonElement(
        action_id=CREATE_INSTEAD, text=PlainTextObject(text="Create a task with these words"), value=command
    )


def linked(origin: Origin, customer: Customer) -> dict[str, Any]:
    """The channel has just been linked."""
    return _ephemeral(
        f"{this_place(origin)} is now linked to {_customer(customer)}: tasks from here start with it. "
        "`/cm-task unlink` undoes it."
    )


def link_state(origin: Origin, customer: Customer | None, *, linked: bool) -> dict[str, Any]:
    """What the channel is linked to; without a customer, whether it has a link all the same."""
    if customer is None and linked:
        return _ephemeral(
            f"{this_place(origin)} is linked to a customer that I cannot find in ChartMogul any more. "
            "`/cm-task link` and a name changes it, `/cm-task unlink` undoes it."
        )
    if customer is None:
        return _ephemeral(
            f"{this_place(origin)} is not linked to a customer. `/cm-task link Acme` links it to Acme."
        )
    return _ephemeral(
        f"{this_place(origin)} is linked to {_customer(customer)}. `/cm-task unlink` undoes it, "
        "`/cm-task link` and a name changes it."
    )


def unlinked(origin: Origin, *, was_linked: bool) -> dict[str, Any]:
    """The channel has no link any more."""
    if not was_linked:
        return _ephemeral(f"{this_place(origin)} was not linked to a customer, so nothing changed.")
    return _ephemeral(f"{this_place(origin)} is no longer linked to a customer.")


def _customer(customer: Customer) -> str:
    return f"*{link(customer.url, shorten(customer.label, 150))}*"


def _ephemeral(text: str) -> dict[str, Any]:
    return only_you(sentence(text))
