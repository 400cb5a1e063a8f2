"""`/cm-task link` and `unlink`: ties a channel to a customer."""

from __future__ import annotations

from typing import Any

from slack_bolt import Ack, App, BoltContext

from bot.listeners.gate import BUDGET
from bot.services import Services
from bot.slack.budget import Budget
from bot.slack.errors import SlackError
from bot.slack.payloads import CommandCall, Json, Submission
from bot.views.form import Field
from bot.views.link import CALLBACK_ID, link_form, link_state, linked, unlinked

LOOKING_SECONDS = 1.7
"""Seconds from the request's arrival in which ChartMogul is asked for a customer."""


def register(app: App, services: Services) -> None:
    """Listen to the form that links a channel. The command itself is heard in `bot.listeners.command`."""

    @app.view(CALLBACK_ID)
    def submitted(ack: Ack, body: Json, context: BoltContext) -> None:
        submission, budget = Submission.model_validate(body), context[BUDGET]
        customer = services.customers.get(
            submission.option(Field.CUSTOMER), seconds=budget.left(LOOKING_SECONDS)
        )
        if customer is None:
            missing = "ChartMogul does not know this customer any more. Choose another one."
            ack(response_action="errors", errors={Field.CUSTOMER: missing})
            return
        origin = submission.origin
        services.channels.set_link(origin.channel_id, customer.uuid, by=submission.user.id)
        ack()
        _tell(services, submission, linked(origin.channel_id, customer), budget)


def link(services: Services, call: CommandCall, words: str, *, budget: Budget) -> dict[str, Any] | None:
    """Link the channel, or say what it is linked to: the answer to the command, None where a form opened.

    Raises:
        SlackError: the form did not open.
        DatabaseUnavailable: the store is away.
    """
    if not words:
        return _state(services, call.channel_id, budget)
    exact = services.customers.exact(words, seconds=budget.left(LOOKING_SECONDS))
    found = exact or services.directory.by_name(words)
    if len(found) == 1:
        services.channels.set_link(call.channel_id, found[0].uuid, by=call.user_id)
        return linked(call.channel_id, found[0])
    near = found or services.directory.search(words, limit=1)
    form = link_form(call.origin, asked=words, suggestion=near[0] if near else None, twins=found)
    services.slack.open_view(call.trigger_id, form, timeout=budget.left())
    return None


def unlink(services: Services, call: CommandCall) -> dict[str, Any]:
    """Take the channel's link away: the answer to the command.

    Raises:
        DatabaseUnavailable: the store is away.
    """
    return unlinked(call.channel_id, was_linked=services.channels.unset_link(call.channel_id))


def _state(services: Services, channel_id: str, budget: Budget) -> dict[str, Any]:
    tie = services.channels.link(channel_id)
    seconds = budget.left(LOOKING_SECONDS)
    customer = services.customers.get(tie.customer_uuid, seconds=seconds) if tie else None
    return link_state(channel_id, customer, linked=bool(tie))


def _tell(services: Services, submission: Submission, message: dict[str, Any], budget: Budget) -> None:
    try:
        services.slack.respond(
            submission.origin.response_url,
            {"text": message["text"]},
            in_channel=False,
            timeout=budget.left(),
        )
    except SlackError:
        # The link is set all the same, and `/cm-task link` says so.
        return
