"""A task's card, the forms that change it, and what is said where that did not work."""

from __future__ import annotations

from dataclasses import replace

from bot.operate.sample_views.sample import message, modal
from bot.operate.sample_views.words import ANNA, DAY, REFERENCE, TASK, Words
from bot.views.card import Card, task_card
from bot.views.edit import (
    EditForm,
    as_now,
    changed_meanwhile,
    delete_form,
    edit_form,
    snooze_form,
)
from bot.views.intro import with_intro
from bot.views.mrkdwn import escape
from bot.views.refused import refused_message
from bot.views.saved import saved_change_view
from bot.views.unchanged import Unchanged, unchanged_message
from bot.views.unkept import less_kept_message, unkept_message
from bot.views.unsure import SENDING_AGAIN, decided_message, unsure_message


def _completed(words: Words) -> Card:
    return replace(words.card(), completed_on=DAY, completed_by=ANNA, under_way=("changing", "deleting"))


def _gone(words: Words) -> Card:
    return replace(words.card(), is_gone=True, gone_by=ANNA, assignee="")


def _form(words: Words) -> EditForm:
    notice = changed_meanwhile({"What is to be done": as_now(words.details)})
    return replace(EditForm.of(words.memory()), notice=notice)


def _unchanged(words: Words) -> Unchanged:
    return Unchanged(
        change_id=7,
        what="change",
        task_uuid=TASK,
        customer_name=words.name,
        customer_url=words.url,
        details=words.details,
        reason=words.reason,
        reference=REFERENCE,
        typed=words.written,
        wanted=[f"Assignee: <@{ANNA}>", "Due: Fri 4 Dec 2026"],
        may_edit=True,
    )


SAMPLES = [
    message("card", lambda words: task_card(words.card())),
    message("card, new", lambda words: task_card(replace(words.card(), is_new=True, message_url=""))),
    message("card, completed", lambda words: task_card(_completed(words))),
    message("card, deleted", lambda words: task_card(_gone(words))),
    message(
        "card, elsewhere", lambda words: with_intro(task_card(words.card()), escape(words.reason) or "x")
    ),
    modal("edit", lambda words: edit_form(_form(words))),
    modal("snooze", lambda words: snooze_form(_form(words))),
    modal("delete", lambda words: delete_form(words.memory())),
    modal("change saved", lambda words: saved_change_view("Edit task")),
    message("not changed", lambda words: unchanged_message(_unchanged(words))),
    message("not created", lambda words: refused_message(words.uncreated())),
    message("created or not", lambda words: unsure_message(words.uncreated())),
    message("decided", lambda words: decided_message(SENDING_AGAIN, words.written)),
    message(
        "note not kept",
        lambda words: unkept_message(
            words.unkept(), reason=words.reason, reference=REFERENCE, typed=words.reason * 4
        ),
    ),
    message("less kept", lambda words: less_kept_message(words.unkept(), has_message=True)),
]
