"""Buttons and the menu of a task, on its card or in a list."""

from __future__ import annotations

from collections.abc import Callable

from slack_bolt import Ack, App, BoltContext

from bot.listeners.gate import BUDGET
from bot.resolve.assignee import NotAssignable
from bot.resolve.task_opening import Closed
from bot.services import Services
from bot.slack.budget import Budget
from bot.slack.click import Click
from bot.slack.payloads import Json
from bot.views.card import (
    COMPLETE,
    DELETE,
    EDIT,
    MENU,
    OPEN_CUSTOMER,
    REOPEN,
    SNOOZE_DATE,
    SNOOZE_MONDAY,
    SNOOZE_TOMORROW,
    TAKE,
    is_on_card,
)
from bot.views.edit import EditForm, TaskMemory, delete_form, edit_form, snooze_form
from bot.views.outsiders import note
from bot.views.task_ref import TaskRef

OF_ANOTHER_VERSION = "This choice is from another version of me and does nothing any more."
UNKNOWN = "I do not know any more which task this is about. Please look for it in ChartMogul."


def register(app: App, services: Services) -> None:
    """Listen to them."""

    @app.action(OPEN_CUSTOMER)
    def opened(ack: Ack) -> None:
        # Slack opens the link itself, and reports the click all the same.
        ack()

    def stored(change: Callable[[TaskRef, Click], None]) -> Callable[[Ack, Json, BoltContext], None]:
        def clicked(ack: Ack, body: Json, context: BoltContext) -> None:
            click = Click.model_validate(body)
            if ref := TaskRef.from_value(click.value):
                change(ref, click)
                _follow(services, ref, click)
            else:
                _open(services, click, note(UNKNOWN), context[BUDGET])
            ack()

        return clicked

    app.action(COMPLETE)(stored(services.task_clicks.complete))
    app.action(REOPEN)(stored(services.task_clicks.reopen))

    @app.action(EDIT)
    def edit(ack: Ack, body: Json, context: BoltContext) -> None:
        click, budget = Click.model_validate(body), context[BUDGET]
        ref = TaskRef.from_value(click.value)
        memory = services.task_openings.to_change(ref.uuid, click, budget) if ref else Closed(UNKNOWN)
        _open(services, click, _view(memory, edit_form), budget)
        if ref:
            _follow(services, ref, click)
        ack()

    @app.action(MENU)
    def chosen(ack: Ack, body: Json, context: BoltContext) -> None:
        click, budget = Click.model_validate(body), context[BUDGET]
        # The options say what is to be done, and the block to which task.
        ref = TaskRef.from_block_id(click.block_id)
        try:
            if ref:
                _choose(services, ref, click, budget)
                _follow(services, ref, click)
            else:
                _open(services, click, note(UNKNOWN), budget)
        except NotAssignable as error:
            _open(services, click, note(str(error)), budget)
        ack()


def _follow(services: Services, ref: TaskRef, click: Click) -> None:
    """Have the card, or the list in which it stands, show what comes of it."""
    if is_on_card(click.block_id):
        services.task_clicks.follow(ref, click)
    else:
        services.homes.follow(click)


def _choose(services: Services, ref: TaskRef, click: Click, budget: Budget) -> None:
    match click.chosen:
        case value if value == SNOOZE_TOMORROW:
            services.task_clicks.snooze_to_tomorrow(ref, click, budget)
        case value if value == SNOOZE_MONDAY:
            services.task_clicks.snooze_to_monday(ref, click, budget)
        case value if value == SNOOZE_DATE:
            memory = services.task_openings.to_change(ref.uuid, click, budget)
            _open(services, click, _view(memory, snooze_form), budget)
        case value if value == TAKE:
            services.task_clicks.take(ref, click, budget)
        case value if value == DELETE:
            memory = services.task_openings.to_delete(ref.uuid, click, budget)
            _open(services, click, _view(memory, lambda form: delete_form(form.memory)), budget)
        case value if value:
            _open(services, click, note(OF_ANOTHER_VERSION), budget)


def _view(memory: TaskMemory | Closed, form: Callable[[EditForm], Json]) -> Json:
    return note(memory.why) if isinstance(memory, Closed) else form(EditForm.of(memory))


def _open(services: Services, click: Click, view: Json, budget: Budget) -> None:
    services.slack.open_view(click.trigger_id, view, timeout=budget.left())
