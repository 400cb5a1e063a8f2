"""The form for a new task, at its emptiest and at its fullest, and what it becomes."""

from __future__ import annotations

from dataclasses import replace

from bot.operate.sample_views.sample import Json, Sample, modal
from bot.operate.sample_views.words import ANNA, BEN, DAY, TASK, Words
from bot.request import Announce, Scope
from bot.slack.conversation import Audience, Origin
from bot.views.add_link import offered_link, reopened_link
from bot.views.already import Already, AlreadyThere, Fate
from bot.views.assignee import Advice, EmailQuestion
from bot.views.form import BelowCustomer, Form, create_task_form
from bot.views.glance import Glance, ToDo
from bot.views.keep_note import NOT_ALLOWED_TO_READ, WITH_THE_FULL_TEXT, KeepNote
from bot.views.outsiders import NOT_TO_BE_CREATED, note
from bot.views.reasons import THREAD_NOT_READ, assignee_reason, customer_reason, due_reason
from bot.views.revised_form import preferring, with_advice, without_due_reason
from bot.views.saved import saved_view
from bot.views.trouble import trouble_answer


def _empty(words: Words) -> Form:
    return Form(origin=Origin(), assignee=ANNA, due_date=DAY)


def _full(words: Words) -> Form:
    """With every line that it can have."""
    return Form(
        origin=words.origin(),
        assignee=ANNA,
        due_date=DAY,
        details=words.details,
        customer=words.customer(),
        twins=(words.customer().model_copy(update={"uuid": f"{words.customer().uuid[:-1]}9"}),),
        customer_hint=customer_reason([words.customer()], words.details) or THREAD_NOT_READ,
        glance=_glance(words),
        already=AlreadyThere(
            tuple(_already(words, fate) for fate in Fate), (_already(words, Fate.OPEN),) * 3
        ),
        likely=(words.customer().uuid,) * 5,
        loading=words.amount,
        advice=_advice(words),
        assignee_hint=assignee_reason(ANNA, words.details),
        due_hint=due_reason(DAY, words.details, today=DAY),
        link=offered_link(words.origin(), words.details),
        note=KeepNote(is_on=True, scope=Scope.THREAD, explanation=WITH_THE_FULL_TEXT),
        notice=words.reason,
        audience=Audience.GUESTS,
        announce=Announce.ME,
    )


def _reopened(words: Words) -> Form:
    details, link = reopened_link(words.origin(), words.written)
    kept = KeepNote(is_on=False, scope=Scope.MESSAGE, explanation=NOT_ALLOWED_TO_READ)
    return replace(_full(words), details=details, link=link, note=kept)


def _glance(words: Words) -> Glance:
    tasks = (ToDo(words.details, DAY),) * 5
    return Glance(words.customer(), DAY, owner=BEN, to_do=tasks, is_whole=False)


def _already(words: Words, fate: Fate) -> Already:
    return Already(
        words.details,
        fate,
        due_date=DAY,
        assignee_email=words.email,
        asked_by=BEN,
        card_url=words.origin().message_url,
        task_uuid=TASK,
    )


def _advice(words: Words) -> Advice:
    question = EmailQuestion(ANNA, words.name, words.email, refused=True)
    return Advice(ANNA, owner=BEN, customer_name=words.name, is_left_over=True, question=question)


def _advised(words: Words) -> Json:
    before = create_task_form(_empty(words))
    below = BelowCustomer(_glance(words), _full(words).already)
    return with_advice(before, _advice(words), below=below) or before


def _on_another_day(words: Words) -> Json:
    before = create_task_form(_full(words))
    return without_due_reason(before) or before


def _read_by(audience: Audience) -> Sample:
    def draw(words: Words) -> Json:
        origin = words.origin(is_beside=False)
        return create_task_form(replace(_empty(words), origin=origin, audience=audience))

    return modal(f"form, {audience.value}", draw)


SAMPLES = [
    modal("form, empty", lambda words: create_task_form(_empty(words))),
    modal("form, full", lambda words: create_task_form(_full(words))),
    modal("form, opened again", lambda words: create_task_form(_reopened(words))),
    *map(_read_by, Audience),
    modal("form, advised", _advised),
    modal("form, on another day", _on_another_day),
    modal("form, of one customer", lambda words: preferring(create_task_form(_full(words)), TASK)),
    modal("form, saved", lambda words: saved_view()),
    modal("form, in trouble", lambda words: trouble_answer([], words.reason or "x")["view"]),
    modal("form, for outsiders", lambda words: note(NOT_TO_BE_CREATED)),
]
