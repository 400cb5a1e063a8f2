"""The answer to `/cm-task help`."""

from __future__ import annotations

from typing import Any


def usage() -> dict[str, Any]:
    """A short usage, seen only by the person who asked."""
    return {
        "response_type": "ephemeral",
        "text": (
            "*Create a follow-up task in ChartMogul*\n"
            "• `/cm-task` opens the form.\n"
            "• `/cm-task acme: send the renewal quote @anna next friday` opens it filled in. At the "
            "beginning and at the end of your words I read the customer (`acme:`, `for acme`), the assignee "
            "(`@anna`, `me`) and the due date (`next friday`, `by 5 Dec`), in any order; each field says "
            "what it is from.\n"
            "• Whatever belongs to a sentence stays in the details: `ask @ben about Acme's May 5 invoice` "
            "chooses Acme, assigns nobody and sets no date.\n"
            "• On a message: *More actions* (⋮) → *Create ChartMogul task* takes the message as details "
            "and answers in its thread.\n"
            "• `/cm-task list` shows your open tasks, `/cm-task list @anna acme overdue` Anna's for Acme; "
            "`/cm-task list help` says what can be asked. Other words after `list` may become a task.\n"
            "• `/cm-task link Acme` ties this channel to a customer; `/cm-task link` says to which, "
            "`/cm-task unlink` undoes it.\n"
            "• `/cm-task digest on` posts a linked channel's open tasks in it on Monday mornings; "
            "`/cm-task digest off` ends that.\n"
            "• My *Home* has your tasks and those that you asked for, each with its buttons; there you also "
            "switch on reminders and choose your settings.\n"
            "• `/cm-task help` shows this."
        ),
    }
