"""The App Home, and the form behind it that says under which e-mail ChartMogul knows somebody."""

from __future__ import annotations

import structlog
from slack_bolt import Ack, App, BoltContext

from bot.listeners.gate import BUDGET, STANDING
from bot.services import Services
from bot.slack.budget import Budget
from bot.slack.click import Click
from bot.slack.errors import SlackError
from bot.slack.payloads import HomeOpened, Json, Submission
from bot.views.form import create_task_form
from bot.views.home import CHANGE_EMAIL, CREATE, home_view
from bot.views.own_email import CALLBACK_ID, EMAIL, own_email_form

log = structlog.get_logger(__name__)


def register(app: App, services: Services) -> None:
    """Listen to the App Home being opened, its buttons, and the form behind it."""

    @app.event("app_home_opened")
    def opened(body: Json, context: BoltContext) -> None:
        event = HomeOpened.model_validate(body["event"])
        if event.tab == "home":
            _publish(services, event.user, context[BUDGET])

    @app.action(CREATE)
    def create(ack: Ack, body: Json, context: BoltContext) -> None:
        click, budget = Click.model_validate(body), context[BUDGET]
        form = services.beginnings.of_click(click, who=context[STANDING], budget=budget)
        services.slack.open_view(click.trigger_id, create_task_form(form), timeout=budget.left())
        ack()

    @app.action(CHANGE_EMAIL)
    def change(ack: Ack, body: Json, context: BoltContext) -> None:
        click, budget = Click.model_validate(body), context[BUDGET]
        home = services.own_emails.of(click.user.id, budget)
        form = own_email_form(current=home.chartmogul_email, slack_email=home.slack_email)
        services.slack.open_view(click.trigger_id, form, timeout=budget.left())
        ack()

    @app.view(CALLBACK_ID)
    def saved(ack: Ack, body: Json, context: BoltContext) -> None:
        submission = Submission.model_validate(body)
        user = submission.user.id
        if not services.own_emails.tell(user, submission.text(EMAIL)):
            ack(response_action="errors", errors={EMAIL: "This is not an e-mail address."})
            return
        ack()
        _publish(services, user, context[BUDGET])


def _publish(services: Services, user_id: str, budget: Budget) -> None:
    """Show the App Home; the next time that it is opened is another chance."""
    home = services.own_emails.of(user_id, budget)
    try:
        services.slack.publish_home(user_id, home_view(home), timeout=budget.left())
    except SlackError as error:
        log.warning("home.not_shown", code=error.code)
