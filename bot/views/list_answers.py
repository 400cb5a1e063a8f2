"""What `/cm-task list` says where it shows no tasks: what it did not understand, and how to ask."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    PlainTextObject,
    SectionBlock,
)

from bot.chartmogul.customer import Customer
from bot.views.customer_option import customer_line, told_apart
from bot.views.mrkdwn import escape, marked_up, person, sentence
from bot.views.one_line import cut, one_line

CREATE_WITH_WORDS = "create_task_with_words"

WORDS_MAX = 1900
"""Characters of what was typed that a button holds; Slack takes 2000."""

TYPED_SHOWN = 100
NAME_SHOWN = 75
CUSTOMERS_SHOWN = 5

ASKABLE = (
    "• `/cm-task list`: your open tasks\n"
    "• `/cm-task list @anna`: a colleague's\n"
    "• `/cm-task list acme`: a customer's, whoever has them\n"
    "• `/cm-task list here`: those of the customer that this channel is linked to\n"
    "• `overdue`, `today`, `tomorrow`, `week`, `next week`, alone or with those: "
    "`/cm-task list @anna acme overdue`\n"
    '• `/cm-task list "today ltd"`: in quotation marks, all words are the customer\'s name'
)

EVERYBODYS = f"I can show everybody's tasks only for one customer. This can be asked:\n{ASKABLE}"
HELP = f"*Open tasks that can be asked for*\n{ASKABLE}"
NO_OWN_EMAIL = (
    "Slack shows me no e-mail of yours, so I cannot tell which tasks are yours. Open my *Home* and tell me "
    "the one that you have in ChartMogul."
)


def list_answer(text: str, *, words: str = "") -> dict[str, Any]:
    """The answer, seen only by who asked.

    Args:
        text: in mrkdwn, less than three thousand characters.
        words: all that was typed, as Slack sent it, where it may have been meant as a task: a button makes
            one of it.
    """
    blocks: list[Block] = [SectionBlock(text=marked_up(text))]
    if words:
        create = ButtonElement(
            action_id=CREATE_WITH_WORDS,
            text=PlainTextObject(text="Create a task with these words"),
            value=words[:WORDS_MAX],
        )
        blocks.append(ActionsBlock(elements=[create]))
    return {"response_type": "ephemeral", "text": text, "blocks": [block.to_dict() for block in blocks]}


def not_understood(typed: str) -> str:
    """Nobody and nothing is called so."""
    return f"I do not know what to list for “{_shown(typed)}”. This can be asked:\n{ASKABLE}"


def did_you_mean(words: str) -> str:
    """Something can be asked for in nearly these words."""
    return f"Did you mean `/cm-task list {escape(cut(_in_code(words), TYPED_SHOWN))}`?"


def one_at_a_time(customers: Sequence[Customer]) -> str:
    """The words name several customers: how to ask for each."""
    return f"I can list the tasks of one customer at a time:\n{_ways(customers)}"


def several_customers(typed: str, customers: Sequence[Customer]) -> str:
    """The words fit several customers: which ones, and how to ask for each."""
    more = "" if len(customers) <= CUSTOMERS_SHOWN else "\n… and more: type more of the name."
    return f"Several customers fit “{_shown(typed)}”. Ask for the one you mean:\n{_ways(customers)}{more}"


def similar_customers(typed: str, customers: Sequence[Customer]) -> str:
    """No customer is called so, but some are called nearly so."""
    return f"I know no customer called “{_shown(typed)}”. Do you mean one of these?\n{_ways(customers)}"


def customer_or_colleague(name: str, customers: Sequence[Customer]) -> str:
    """Both a colleague and a customer are called so."""
    return (
        f"Both a colleague and a customer are called “{_shown(name)}”. Ask for the one you mean:\n"
        f"• `/cm-task list @{escape(_code(name))}`: your colleague's tasks\n{_ways(customers)}"
    )


def may_be_meant(customer: Customer) -> str:
    """The words were taken for something else, but a customer has them in its name."""
    return f'If you mean a customer: `/cm-task list "{escape(_code(customer.label))}"`'


def several_colleagues(name: str, names: Sequence[str]) -> str:
    """More than one colleague is called so."""
    known = ", ".join(escape(_name(each)) for each in names[:CUSTOMERS_SHOWN])
    return (
        f"Several colleagues are called “{_shown(name)}”: {known}. "
        "Type @ and choose the one you mean from the list that Slack shows."
    )


def nobody_called(name: str) -> str:
    """No colleague is known to be called so."""
    return (
        f"I know nobody called “{_shown(name)}”. "
        "Type @ and choose your colleague from the list that Slack shows."
    )


def not_told(user_id: str) -> str:
    """Slack did not say who somebody is."""
    return f"Slack does not tell me just now who {person(user_id)} is. Please try again in a moment."


def no_tasks_of(name: str, why: str) -> str:
    """Somebody can have no tasks, and why."""
    return f"{escape(_name(name))} {why}"


def too_many_people(most: int) -> str:
    """More people were named than one list shows."""
    return f"I can list the tasks of {most} people at once. Please name fewer."


def not_linked(place: str) -> str:
    """A channel's customer was asked for, and it has none."""
    return sentence(
        f"{place} is not linked to a customer, so I do not know whose tasks to list. "
        "`/cm-task link Acme` links this one to Acme; `/cm-task list acme` lists Acme's tasks anywhere."
    )


def link_is_dead(place: str) -> str:
    """A channel is linked to a customer that ChartMogul has no more."""
    return sentence(
        f"{place} is linked to a customer that I cannot find in ChartMogul any more. "
        "`/cm-task link` and a name changes it."
    )


def _ways(customers: Sequence[Customer]) -> str:
    """How to ask for each customer, so that it is meant alone."""
    shown = customers[:CUSTOMERS_SHOWN]
    lines = told_apart(shown, customer_line, most=NAME_SHOWN)
    names = [_code(customer.label).casefold() for customer in customers]
    asked = [
        f'"{_code(customer.label)}"' if names.count(name) == 1 and name else customer.uuid
        for customer, name in zip(shown, names, strict=False)
    ]
    return "\n".join(
        f"• `/cm-task list {escape(how)}`: {escape(line)}" for how, line in zip(asked, lines, strict=True)
    )


def _code(name: str) -> str:
    """A name as it can stand in quotation marks among code, and be found by."""
    return " ".join(one_line(name).translate(_NOT_IN_NAMES).split())[:NAME_SHOWN]


def _in_code(words: str) -> str:
    return one_line(words).replace("`", " ")


_NOT_IN_NAMES = str.maketrans(dict.fromkeys('"“”„‟«»`', " "))


def _name(name: str) -> str:
    return cut(one_line(name), NAME_SHOWN)


def _shown(typed: str) -> str:
    return escape(cut(one_line(typed), TYPED_SHOWN))
