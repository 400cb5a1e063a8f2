"""What stands below the assignee in the form: who owns the customer, and a question about an e-mail."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from slack_sdk.models.blocks import EmailInputElement, InputBlock, PlainTextObject

from bot.views.drawn import Drawn, beginning_with, line
from bot.views.mrkdwn import escape, person, shorten

OWNER_HINT = "owner_hint"
EMAIL_QUESTION = "chartmogul_email"


def email_question_id(user_id: str) -> str:
    """The id of the input that asks for one person's e-mail: what was typed for one is not for another."""
    return f"{EMAIL_QUESTION}.{user_id}"


@dataclass(frozen=True)
class EmailQuestion:
    """Asks under which e-mail ChartMogul knows a person."""

    user_id: str
    name: str
    email: str
    """The one that would be used; ChartMogul has never shown it. Empty where none is known."""
    is_asker: bool = False
    """Whether the person asks for the task themselves."""
    refused: bool = False
    """Whether ChartMogul has just said that it does not know it."""
    told: str = ""
    """What was written here before the form was opened again."""


@dataclass(frozen=True)
class Advice:
    """What to know when choosing an assignee."""

    assignee: str = ""
    owner: str = ""
    """Slack user id of the customer's owner; empty where there is none, or they are not in Slack."""
    customer_name: str = ""
    is_left_over: bool = False
    """Whether the assignee was suggested for owning a customer that is no longer chosen."""
    question: EmailQuestion | None = None


def advice_blocks(advice: Advice) -> list[Drawn]:
    """The lines below the assignee: none, one or two."""
    blocks: list[Drawn] = []
    if advice.owner or advice.is_left_over:
        blocks.append(line(OWNER_HINT, _owner_line(advice)))
    if advice.question:
        blocks.append(_question(advice.question))
    return blocks


def is_advice(block: dict[str, Any]) -> bool:
    """Whether a block of the form is one of these lines."""
    block_id = str(block.get("block_id") or "")
    return block_id == OWNER_HINT or block_id.startswith(f"{EMAIL_QUESTION}.")


def _owner_line(advice: Advice) -> str:
    assignee, owner = person(advice.assignee), person(advice.owner)
    customer = escape(shorten(advice.customer_name, 100))
    if advice.owner and advice.owner == advice.assignee:
        return f"The task goes to {owner}, who owns {customer} in ChartMogul. Change it if that is wrong."
    owns = f"{owner} owns {customer} in ChartMogul." if advice.owner else ""
    if advice.is_left_over:
        still = f"The task still goes to {assignee}, who owns the customer chosen before."
        return f"{still} {owns or 'Change it if that is wrong.'}"
    return owns


_EMAIL: Drawn = InputBlock(
    label="E-mail",
    hint="Why it is asked",
    optional=True,
    element=EmailInputElement(placeholder=PlainTextObject(text="name@company.com")),
).to_dict()


def _question(question: EmailQuestion) -> Drawn:
    block_id = email_question_id(question.user_id)
    block = {
        **_EMAIL,
        "block_id": block_id,
        "label": {**_EMAIL["label"], "text": _whose(question)},
        "hint": {**_EMAIL["hint"], "text": _why(question)},
    }
    return beginning_with(block, action_id=block_id, initial_value=question.told)


def _whose(question: EmailQuestion) -> str:
    if question.is_asker:
        return "Your e-mail in ChartMogul"
    return f"E-mail of {shorten(question.name, 150)} in ChartMogul"


def _why(question: EmailQuestion) -> str:
    if not question.email:
        return "Slack shows none. Write the one in ChartMogul, or choose somebody else."
    if question.refused:
        return f"ChartMogul does not know {question.email}. Write the one that it does know."
    return (
        f"I have not seen {question.email} in ChartMogul yet. If it is another one there, write it here"
        f"{'' if question.is_asker else ' for this task'}; else leave this empty."
    )
