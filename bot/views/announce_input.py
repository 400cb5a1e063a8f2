"""Where the summary goes: the field of the form, and the line below it that says who will read it."""

from __future__ import annotations

from functools import lru_cache

from slack_sdk.models.blocks import (
    ConversationFilter,
    ConversationSelectElement,
    InputBlock,
    Option,
    PlainTextObject,
    RadioButtonsElement,
)

from bot.request import Announce
from bot.slack.conversation import Audience, Origin
from bot.views.drawn import Drawn, line
from bot.views.mrkdwn import this_place

ANNOUNCE = "announce"
"""The field: both its block's id and its action's."""

POSTS_TO = "posts_to"


def announce_here(origin: Origin, audience: Audience, chosen: Announce | None) -> list[Drawn]:
    """The choice for a form that was opened in a channel.

    Args:
        chosen: None: the default for who reads the channel.
    """
    where = "In the thread" if origin.thread_ts else f"In {_channel_name(origin)}"
    default = Announce.CHANNEL if audience is Audience.COLLEAGUES else Announce.ME
    return [_here_or_to_me(where, chosen or default), line(POSTS_TO, _posts_to(origin, audience))]


def announce_anywhere() -> list[Drawn]:
    """The choice for a form that was opened in no channel."""
    return _ANYWHERE


@lru_cache(maxsize=256)
def _here_or_to_me(where: str, chosen: Announce) -> Drawn:
    in_channel = Option(value=Announce.CHANNEL, text=PlainTextObject(text=where))
    to_me = Option(value=Announce.ME, text=PlainTextObject(text="Only to me, in a direct message"))
    return InputBlock(
        block_id=ANNOUNCE,
        label="Post the summary",
        element=RadioButtonsElement(
            action_id=ANNOUNCE,
            options=[in_channel, to_me],
            initial_option=in_channel if chosen is Announce.CHANNEL else to_me,
        ),
    ).to_dict()


def _posts_to(origin: Origin, audience: Audience) -> str:
    name = this_place(origin)
    place = f"the thread in {name}" if origin.thread_ts else name
    if audience is Audience.COLLEAGUES:
        return f"The summary will be posted in {place}, where its members can read it."
    return f"{_reservation(audience, name)} So it goes only to you unless you choose the channel."


def _reservation(audience: Audience, place: str) -> str:
    """Why the summary is not posted there by itself."""
    match audience:
        case Audience.COMPANY:
            return f":warning: {place} is shared with another company, which would read the summary."
        case Audience.GUESTS:
            return f":warning: Guests or people of another company are in {place} and would read the summary."
        case Audience.NOT_A_MEMBER:
            return f"I am not in {place} and cannot see who would read the summary."
        case Audience.NOT_ALLOWED:
            return (
                f"I was not given the permission to see who is in {place} and would read the summary. "
                "Whoever set me up can mend that: `cm-task check` says how."
            )
        case _:
            return f"Slack did not tell me in time who is in {place} and would read the summary."


def _channel_name(origin: Origin) -> str:
    return f"#{origin.channel_name}"[:60] if origin.channel_name else "this conversation"


_ANYWHERE: list[Drawn] = [
    InputBlock(
        block_id=ANNOUNCE,
        label="Post the summary in",
        optional=True,
        element=ConversationSelectElement(
            action_id=ANNOUNCE,
            placeholder="Choose a channel",
            default_to_current_conversation=True,
            response_url_enabled=True,
            filter=ConversationFilter(
                include=["public", "private", "im", "mpim"], exclude_external_shared_channels=True
            ),
        ),
    ).to_dict(),
    line(POSTS_TO, "The summary will be posted there. Leave it empty to get it in a direct message."),
]
