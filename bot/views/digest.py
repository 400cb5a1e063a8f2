"""The digest of a channel's customer: what is said of it, and why it was not posted."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

from slack_sdk.models.blocks import SectionBlock

from bot.slack.conversation import Origin
from bot.views.mrkdwn import channel, escape, marked_up, sentence, shorten, this_place
from bot.views.one_line import one_line
from bot.views.outsiders import only_you


class State(Enum):
    """What there is to say of a channel's digest."""

    ON = auto()
    OFF = auto()
    SWITCHED_OFF = auto()
    WITHOUT_CUSTOMER = auto()
    """It is on, and the channel is linked to no customer any more."""
    NOT_LINKED = auto()
    OUTSIDERS = auto()
    NOT_A_MEMBER = auto()
    READERS_UNKNOWN = auto()


@dataclass(frozen=True)
class DigestState:
    """One channel's digest."""

    state: State
    owner: str = ""
    """What whoever switched it on is called."""


def digest_state(digest: DigestState, origin: Origin) -> dict[str, Any]:
    """The answer to the command, for whoever typed it there alone."""
    here = this_place(origin)
    how_to_have_it = (
        "It can be switched on in channels that I am a member of."
        if origin.is_direct
        else "Type `/invite` and my name, then `/cm-task digest on`."
    )
    by = f", in the time zone of {escape(shorten(one_line(digest.owner), 80))}" if digest.owner else ""
    said = {
        State.ON: f"On Mondays at 9:00{by}, I post the customer's open tasks in {here}, "
        "unless there are none. `/cm-task digest off` stops that.",
        State.OFF: f"{here} gets no digest. `/cm-task digest on` posts its customer's open tasks here "
        "on Monday mornings.",
        State.SWITCHED_OFF: f"{here} gets no digest any more.",
        State.WITHOUT_CUSTOMER: f"A digest is switched on here, but {here} is linked to no customer "
        "any more. `/cm-task link` and a name links it, `/cm-task digest off` ends the digest.",
        State.NOT_LINKED: f"{here} is not linked to a customer yet. Type `/cm-task link` and its name, "
        "then `/cm-task digest on`.",
        State.OUTSIDERS: f"Guests or people of another company read {here}, so I post no digest there: "
        "it would show them your tasks.",
        State.NOT_A_MEMBER: f"I am no member of {here}, so I cannot post a digest. {how_to_have_it}",
        State.READERS_UNKNOWN: f"Slack does not tell me just now who reads {here}, and I post a digest "
        "only where colleagues alone do. Please try again in a moment.",
    }
    return only_you(sentence(said[digest.state]))


def unposted_block_id(delivery_id: str) -> str:
    """Marks the message that says so, so that it can be found."""
    return f"unposted_{delivery_id}"


def unposted_message(channel_id: str, why: str, *, delivery_id: str, is_off: bool) -> dict[str, Any]:
    """A digest was not posted.

    Args:
        why: in words that go on from a colon.
        is_off: whether there will be no more of them.
    """
    text = f"I did not post the Monday digest in {channel(channel_id)}: {why}. "
    text += (
        "So I switched it off. `/cm-task digest on` there switches it on again."
        if is_off
        else "I try again next Monday."
    )
    block = SectionBlock(block_id=unposted_block_id(delivery_id), text=marked_up(text))
    return {"text": text, "blocks": [block.to_dict()]}
