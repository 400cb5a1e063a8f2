"""`/cm-task link` and `unlink`: ties a channel to a customer."""

from __future__ import annotations

from typing import Literal

from slack_bolt import Ack, App, BoltContext

from bot.listeners.gate import BUDGET, STANDING
from bot.listeners.opening import show_form_in
from bot.resolve.channel_link import Unclear
from bot.resolve.occasion import Occasion
from bot.services import Services
from bot.slack.answers import OpenedView
from bot.slack.budget import Budget
from bot.slack.click import Click
from bot.slack.errors import SlackError
from bot.slack.payloads import Choice, CommandCall, Json, Submission
from bot.views.form import Field
from bot.views.link import CALLBACK_ID, CREATE_INSTEAD, link_form, link_state, linked, unlinked

SECONDS = 1.7
"""Seconds from the request's arrival in which ChartMogul is asked for a customer."""


def register(app: App, services: Services) -> None:
    """Listen to the form that links a channel, and to the way from it to a task.

    The command itself is heard in `bot.listeners.command`.
    """

    @app.view(CALLBACK_ID)
    def submitted(ack: Ack, body: Json, context: BoltContext) -> None:
        submission, budget = Submission.model_validate(body), context[BUDGET]
        origin, chosen = submission.origin, submission.option(Field.CUSTOMER)
        customer = services.channel_links.link_to_chosen(
            origin.channel_id, chosen, by=submission.user.id, seconds=budget.left(SECONDS)
        )
        if customer is None:
            missing = "ChartMogul does not know this customer any more. Choose another one."
            ack(response_action="errors", errors={Field.CUSTOMER: missing})
            return
        ack()
        message = {"text": linked(origin, customer)["text"]}
        try:
            services.slack.respond(origin.response_url, message, in_channel=False, timeout=budget.left())
        except SlackError:
            # The link is set all the same, and `/cm-task link` says so.
            return

    @app.action(CREATE_INSTEAD)
    def create_instead(ack: Ack, body: Json, context: BoltContext) -> None:
        click, opened, budget = Click.model_validate(body), Choice.model_validate(body).view, context[BUDGET]
        form = services.beginnings.form(
            Occasion.of_words(click, opened.memory.origin), who=context[STANDING], budget=budget
        )
        show_form_in(services, OpenedView(opened.id, opened.hash), form, budget)
        ack()


def link(services: Services, call: CommandCall, words: str, *, budget: Budget) -> Json | Literal[""] | None:
    """Link the channel, or say what it is linked to: the answer to the command, empty where a form opened.

    None where the words are no customer's name but a task's.

    Raises:
        SlackError: the form did not open.
        DatabaseUnavailable: the store is away.
    """
    here, channel, seconds = call.origin.named(None), call.channel_id, budget.left(SECONDS)
    if not words:
        link = services.channel_links.of(channel, seconds=seconds)
        return link_state(here, link.customer if link else None, linked=link is not None)
    found = services.channel_links.link_to_named(channel, words, by=call.user_id, seconds=seconds)
    if found is None:
        return None
    if not isinstance(found, Unclear):
        return linked(here, found)
    form = link_form(
        here, asked=words, suggestion=found.suggestion, twins=found.twins, command=call.text.strip()
    )
    services.slack.open_view(call.trigger_id, form, timeout=budget.left())
    return ""


def unlink(services: Services, call: CommandCall) -> Json:
    """Take the channel's link away: the answer to the command.

    Raises:
        DatabaseUnavailable: the store is away.
    """
    was_linked = services.channel_links.unlink(call.channel_id)
    return unlinked(call.origin.named(None), was_linked=was_linked)
