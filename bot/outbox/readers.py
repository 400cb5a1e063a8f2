"""Who reads the channel at the moment of posting: outsiders may have come since the form was opened."""

from __future__ import annotations

from collections.abc import Callable

from bot.outbox.delivery import Delivery
from bot.request import Request
from bot.slack.conversation import Audience
from bot.slack.errors import SlackError, SlackLater, SlackRefused

OUTSIDERS_CAME = "outsiders_came"
"""The `problem` of a delivery whose channel is read by outsiders, against what the form said."""

READERS_UNKNOWN = "readers_unknown"
"""The `problem` of a delivery of whose channel Slack does not say any more who reads it."""

PATIENCE = 6
"""Tries, ever longer apart, to learn who reads the channel; then the summary goes to the person."""

AudienceNow = Callable[[str], Audience]
"""Who reads the conversation with this id, asked anew. Raises a `SlackError` where Slack does not answer."""


def check_readers(request: Request, delivery: Delivery, audience_now: AudienceNow) -> None:
    """Make sure that the channel is what the form said; who was told of outsiders and chose it, gets it.

    Raises:
        SlackRefused: the summary must not be posted there.
        SlackLater: that is not known yet, and nothing was posted.
        DatabaseUnavailable: the store is away.
    """
    if request.audience is not Audience.COLLEAGUES:
        return
    try:
        audience = audience_now(request.origin.channel_id)
    except SlackError as error:
        if delivery.attempts >= PATIENCE:
            raise SlackRefused(READERS_UNKNOWN) from error
        if isinstance(error, SlackLater):
            raise
        raise SlackLater(error.code) from error
    _refuse_others(audience)


def check_colleagues_alone(channel_id: str, audience_now: AudienceNow) -> None:
    """Make sure that nobody else reads a channel.

    Raises:
        SlackRefused: somebody may, or nobody can post there.
        SlackLater: that is not known yet.
        DatabaseUnavailable: the store is away.
    """
    try:
        audience = audience_now(channel_id)
    except (SlackLater, SlackRefused):
        raise
    except SlackError as error:
        raise SlackLater(error.code) from error
    _refuse_others(audience)


def _refuse_others(audience: Audience) -> None:
    if audience.has_outsiders:
        raise SlackRefused(OUTSIDERS_CAME)
    if audience is not Audience.COLLEAGUES:
        raise SlackRefused(READERS_UNKNOWN)
