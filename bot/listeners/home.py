"""The App Home, and the form behind it that says under which e-mail ChartMogul knows somebody."""

from __future__ import annotations

import structlog
from slack_bolt import Ack, App, BoltContext

from bot.listeners.gate import BUDGET, STANDING
from bot.listeners.opening import open_form
from bot.services import Services
from bot.slack.budget import Budget
from bot.slack.conversation import Origin
from bot.slack.errors import SlackError
from bot.slack.payloads import Click, HomeOpened, Json, Submission
from bot.slack.person import Person
from bot.task import is_email
from bot.views.home import CHANGE_EMAIL, CREATE, Home, home_view
from bot.views.own_email import CALLBACK_ID, EMAIL, own_email_form

log = structlog.get_logger(__name__)

SECONDS = 0.8
"""For asking Slack who the person is."""


def register(app: App, services: Services) -> None:
    """Listen to the App Home being opened, its buttons, and the form behind it."""

    @app.event("app_home_opened")
    def opened(body: Json, context: BoltContext) -> None:
        event = HomeOpened.model_validate(body["event"])
        if event.tab == "home":
            _publish(services, event.user, context[BUDGET])

    @app.action(CREATE)
    def create(ack: Ack, body: Json, context: BoltContext) -> None:
        click = Click.model_validate(body)
        open_form(
            services,
            trigger_id=click.trigger_id,
            user_id=click.user.id,
            origin=Origin(team_id=click.team_id),
            budget=context[BUDGET],
            who=context[STANDING],
        )
        ack()

    @app.action(CHANGE_EMAIL)
    def change(ack: Ack, body: Json, context: BoltContext) -> None:
        click, budget = Click.model_validate(body), context[BUDGET]
        person = _person(services, click.user.id, budget)
        form = own_email_form(
            current=services.people.own_email(click.user.id), slack_email=person.email if person else ""
        )
        services.slack.open_view(click.trigger_id, form, timeout=budget.left())
        ack()

    @app.view(CALLBACK_ID)
    def saved(ack: Ack, body: Json, context: BoltContext) -> None:
        submission = Submission.model_validate(body)
        user, told = submission.user.id, submission.text(EMAIL)
        if told and not is_email(told):
            ack(response_action="errors", errors={EMAIL: "This is not an e-mail address."})
            return
        if told:
            services.people.set_own_email(user, told)
        else:
            services.people.forget_own_email(user)
        ack()
        _publish(services, user, context[BUDGET])


def _publish(services: Services, user_id: str, budget: Budget) -> None:
    """Show the App Home; the next time that it is opened is another chance."""
    person = _person(services, user_id, budget)
    home = Home(
        slack_email=person.email if person else "",
        chartmogul_email=services.people.own_email(user_id),
    )
    try:
        services.slack.publish_home(user_id, home_view(home), timeout=budget.left())
    except SlackError as error:
        log.warning("home.not_shown", code=error.code)


def _person(services: Services, user_id: str, budget: Budget) -> Person | None:
    return services.whereabouts.gather([user_id], seconds=budget.left(SECONDS)).people.get(user_id)
