"""The forms that change a task: edit, snooze to a date, and delete."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from pydantic import BaseModel, ConfigDict
from slack_sdk.models.blocks import (
    Block,
    ContextBlock,
    DatePickerElement,
    InputBlock,
    MarkdownTextObject,
    PlainTextInputElement,
    PlainTextObject,
    SectionBlock,
    UserSelectElement,
)
from slack_sdk.models.views import View

from bot.slack.form_memory import METADATA_MAX
from bot.task import DETAILS_MAX
from bot.views.form import Field
from bot.views.mrkdwn import bold, day, link, shorten
from bot.views.uncreated import quoted

EDIT_TASK = "edit_task"
SNOOZE_TASK = "snooze_task"
DELETE_TASK = "delete_task"
"""The forms' callback ids."""

NAME_MAX = 150
DUE_DATE = "due_date"


class TaskMemory(BaseModel):
    """What such a form has to know again when it comes back: the task as it was shown in it."""

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)

    task_uuid: str = ""
    details: str = ""
    assignee: str = ""
    """Their e-mail."""
    assignee_user: str = ""
    """Slack user id; empty where they are not known in Slack."""
    due_date: date | None = None
    is_open: bool = True
    customer_name: str = ""
    customer_url: str = ""
    response_url: str = ""
    """Of the message that was clicked on, to answer its person there."""
    thread_ts: str = ""
    """The thread that it stands in; empty: none."""

    @classmethod
    def from_metadata(cls, metadata: str) -> TaskMemory:
        """What the form was opened with; nothing for anything else."""
        try:
            return cls.model_validate_json(metadata)
        except ValueError:
            return cls()


@dataclass(frozen=True)
class EditForm:
    """What the form shows that edits a task, or of it the due date alone."""

    memory: TaskMemory
    details: str
    assignee: str
    """Slack user id."""
    due_date: date | None
    notice: str = ""
    """Something to know before saving, in mrkdwn; empty: no line."""

    @classmethod
    def of(cls, memory: TaskMemory) -> EditForm:
        """The form as it opens, with the task as it is."""
        return cls(memory, memory.details, memory.assignee_user, memory.due_date)


def edit_form(form: EditForm) -> dict[str, Any]:
    """The modal that changes what a task says, who has it, and when it is due."""
    memory = form.memory
    nobody_known = bool(memory.assignee) and not memory.assignee_user
    blocks: list[Block] = [
        *_notice(form),
        _customer(memory),
        InputBlock(
            block_id=Field.DETAILS,
            label="What is to be done",
            element=PlainTextInputElement(
                action_id=Field.DETAILS,
                multiline=True,
                max_length=DETAILS_MAX,
                initial_value=begins_with(form.details) or None,
            ),
        ),
        InputBlock(
            block_id=Field.ASSIGNEE,
            label="Assignee",
            hint=PlainTextObject(text=shorten(f"Now {memory.assignee}, whom I do not know in Slack.", 150))
            if nobody_known
            else None,
            optional=nobody_known,
            element=UserSelectElement(
                action_id=Field.ASSIGNEE,
                placeholder="Choose a colleague",
                initial_user=form.assignee or None,
            ),
        ),
        _due_date(form.due_date),
    ]
    return _modal(EDIT_TASK, "Edit task", "Save", memory, blocks)


def begins_with(details: str) -> str:
    """What stands in the form of a task's details: no more than ChartMogul takes from it."""
    return details[:DETAILS_MAX]


def snooze_form(form: EditForm) -> dict[str, Any]:
    """The modal that asks for the day to which a task is put off."""
    memory = form.memory
    blocks = [*_notice(form), *_about(memory), _due_date(form.due_date)]
    return _modal(SNOOZE_TASK, "Snooze task", "Snooze", memory, blocks)


def delete_form(memory: TaskMemory) -> dict[str, Any]:
    """The modal that makes sure: what is deleted in ChartMogul does not come back."""
    warning = SectionBlock(
        text=MarkdownTextObject(text="It is deleted in ChartMogul, for everybody. That cannot be undone.")
    )
    return _modal(DELETE_TASK, "Delete this task?", "Delete", memory, [*_about(memory), warning])


def changed_meanwhile(changes: dict[str, str], *, is_completed: bool = False) -> str:
    """The notice that others have changed these fields, which are given as they are now.

    Args:
        is_completed: whether they have completed the task, which saving does not take back.
    """
    said = " ".join(f"{name} is now {value}." for name, value in changes.items())
    stays = "; it stays completed" if is_completed else ""
    return f"Changed since you opened this: {said} Save again to have it as below{stays}."


def as_now(value: object) -> str:
    """A field as it is now, in mrkdwn."""
    if isinstance(value, date):
        return f"*{day(value)}*"
    return bold(shorten(" ".join(str(value).split()), 300) or "empty")


def _notice(form: EditForm) -> list[Block]:
    if not form.notice:
        return []
    return [ContextBlock(block_id="notice", elements=[MarkdownTextObject(text=f":warning: {form.notice}")])]


def _customer(memory: TaskMemory) -> Block:
    customer = link(memory.customer_url, shorten(memory.customer_name, NAME_MAX)) or "a contact"
    return ContextBlock(block_id="customer", elements=[MarkdownTextObject(text=f"Task for {customer}")])


def _about(memory: TaskMemory) -> list[Block]:
    return [
        _customer(memory),
        SectionBlock(text=MarkdownTextObject(text=quoted(memory.details) or "> …", verbatim=True)),
    ]


def _due_date(due_date: date | None) -> InputBlock:
    initial = due_date.isoformat() if due_date else None
    return InputBlock(
        block_id=DUE_DATE,
        label="Due date",
        element=DatePickerElement(action_id=DUE_DATE, initial_date=initial),
    )


def _modal(
    callback_id: str, title: str, submit: str, memory: TaskMemory, blocks: list[Block]
) -> dict[str, Any]:
    return View(
        type="modal",
        callback_id=callback_id,
        title=PlainTextObject(text=title),
        submit=PlainTextObject(text=submit),
        close=PlainTextObject(text="Cancel"),
        private_metadata=_fitting(memory),
        blocks=blocks,
    ).to_dict()


def _fitting(memory: TaskMemory) -> str:
    """The memory as `private_metadata`; what the answer can do without is left out where it would not fit."""
    text = memory.model_dump_json(exclude_defaults=True)
    if len(text) <= METADATA_MAX:
        return text
    bare = memory.model_copy(update={"customer_name": "", "customer_url": "", "response_url": ""})
    return bare.model_dump_json(exclude_defaults=True)
