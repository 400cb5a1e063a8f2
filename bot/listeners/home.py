"""The App Home, and the forms behind it: one's e-mail in ChartMogul, and what one has set."""

from __future__ import annotations

import structlog
from slack_bolt import Ack, App, BoltContext

from bot.listeners.gate import BUDGET, STANDING
from bot.listeners.opening import open_form
from bot.resolve.occasion import Occasion
from bot.services import Services
from bot.slack.budget import Budget
from bot.slack.click import Click
from bot.slack.errors import SlackError
from bot.slack.insiders import Standing
from bot.slack.payloads import HomeOpened, Json, Submission
from bot.views import settings
from bot.views.home import CHANGE_EMAIL, CHOOSE_CUSTOMER, CREATE, REFRESH, SETTINGS, home_view
from bot.views.own_email import CALLBACK_ID, EMAIL, own_email_form

log = structlog.get_logger(__name__)


def register(app: App, services: Services) -> None:
    """Listen to the App Home being opened, its buttons, and the forms behind it."""

    @app.event("app_home_opened")
    def opened(body: Json, context: BoltContext) -> None:
        event = HomeOpened.model_validate(body["event"])
        if event.tab != "home":
            return
        if context[STANDING] is Standing.INSIDE:
            services.homes.open(event.user)
        else:
            _publish_leaflet(services, event.user, context[BUDGET])

    @app.action(CREATE)
    def create(ack: Ack, body: Json, context: BoltContext) -> None:
        click, budget = Click.model_validate(body), context[BUDGET]
        form = services.beginnings.form(Occasion.of_click(click), who=context[STANDING], budget=budget)
        open_form(services, form, click.trigger_id, budget)
        ack()

    @app.action(REFRESH)
    def refresh(ack: Ack, body: Json) -> None:
        services.homes.open(Click.model_validate(body).user.id)
        ack()

    @app.action(CHOOSE_CUSTOMER)
    def choose(ack: Ack, body: Json) -> None:
        click = Click.model_validate(body)
        services.homes.choose(click.user.id, click.chosen)
        ack()

    _listen_to_forms(app, services)


def _listen_to_forms(app: App, services: Services) -> None:
    @app.action(CHANGE_EMAIL)
    def change(ack: Ack, body: Json, context: BoltContext) -> None:
        click, budget = Click.model_validate(body), context[BUDGET]
        home = services.own_emails.of(click.user.id, budget)
        form = own_email_form(current=home.chartmogul_email, slack_email=home.slack_email)
        services.slack.open_view(click.trigger_id, form, timeout=budget.left())
        ack()

    @app.view(CALLBACK_ID)
    def email_told(ack: Ack, body: Json) -> None:
        submission = Submission.model_validate(body)
        user = submission.user.id
        if not services.own_emails.tell(user, submission.text(EMAIL)):
            ack(response_action="errors", errors={EMAIL: "This is not an e-mail address."})
            return
        ack()
        services.homes.open(user)

    @app.action(SETTINGS)
    def change_settings(ack: Ack, body: Json, context: BoltContext) -> None:
        click = Click.model_validate(body)
        form = settings.settings_form(services.own_settings.of(click.user.id))
        services.slack.open_view(click.trigger_id, form, timeout=context[BUDGET].left())
        ack()

    @app.view(settings.CALLBACK_ID)
    def settings_told(ack: Ack, body: Json) -> None:
        submission = Submission.model_validate(body)
        services.own_settings.tell(submission)
        ack()
        services.homes.redraw(submission.user.id)


def _publish_leaflet(services: Services, user_id: str, budget: Budget) -> None:
    """The next time that it is opened is another chance to show more."""
    leaflet = home_view(services.homes.leaflet(user_id))
    try:
        services.slack.publish_home(user_id, leaflet, timeout=budget.left())
    except SlackError as error:
        log.warning("home.not_shown", code=error.code)
