"""The button that opens the form filled again, after ChartMogul refused a task."""

from __future__ import annotations

from slack_bolt import Ack, App, BoltContext

from bot.listeners.gate import BUDGET
from bot.listeners.opening import open_form
from bot.resolve.own_task import NotOnRecord
from bot.services import Services
from bot.slack.click import Click
from bot.slack.payloads import Json
from bot.views.refused import REOPEN_FORM
from bot.views.uncreated import FORGOTTEN


def register(app: App, services: Services) -> None:
    """Listen to the button of the refusal."""

    @app.action(REOPEN_FORM)
    def clicked(ack: Ack, body: Json, context: BoltContext) -> None:
        click, budget = Click.model_validate(body), context[BUDGET]
        try:
            form = services.reopenings.form(click.value, by=click.user.id, budget=budget)
        except NotOnRecord:
            message = {"text": FORGOTTEN}
            services.slack.respond(click.response_url, message, in_channel=False, timeout=budget.left())
        else:
            if form:
                open_form(services, form, click.trigger_id, budget)
        ack()
