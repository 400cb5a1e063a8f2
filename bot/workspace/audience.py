"""Who reads what is posted in a conversation."""

from __future__ import annotations

from collections.abc import Iterable

from bot.slack.conversation import Audience, Channel
from bot.slack.insiders import Home, Standing, standing
from bot.slack.person import Person


def audience(
    channel: Channel | None, readers: Iterable[Person], home: Home | None, *, doubt: Audience | None = None
) -> Audience:
    """What is known of the readers, the surest first.

    Args:
        channel: as Slack describes it, or as it last did.
        readers: those that are known of the members, and the authors of what is answered.
        doubt: why Slack has not said just now who reads it, if so.
    """
    if channel and channel.is_ext_shared:
        return Audience.COMPANY
    if any(_is_outsider(reader, home) for reader in readers):
        return Audience.GUESTS
    if doubt or channel is None:
        return doubt or Audience.NOT_ANSWERED
    return Audience.COLLEAGUES


def _is_outsider(reader: Person, home: Home | None) -> bool:
    # Apps read nothing, and who has left reads nothing any more.
    return not (reader.is_bot or reader.deleted) and standing(reader, home) is Standing.OUTSIDE
