"""Opens the form that creates a task."""

from __future__ import annotations

from bot.services import Services
from bot.slack.answers import OpenedView
from bot.slack.budget import Budget
from bot.views.form import Form, create_task_form


def open_form(services: Services, form: Form, trigger_id: str, budget: Budget) -> None:
    """Open it, and only then remember what it cannot hold: a `trigger_id` waits for nothing.

    Raises:
        SlackError: it did not open.
    """
    services.slack.open_view(trigger_id, create_task_form(form), timeout=budget.left())
    services.form_drafts.keep(form, budget)


def show_form_in(services: Services, opened: OpenedView, form: Form, budget: Budget) -> None:
    """The same in the place of a form that stands open.

    Raises:
        SlackError: it did not appear.
    """
    services.slack.update_view(opened, create_task_form(form), timeout=budget.left())
    services.form_drafts.keep(form, budget)
