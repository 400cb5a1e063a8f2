"""The digest of a channel's customer on Monday mornings: switched on, off, or asked about."""

from __future__ import annotations

from bot.mornings.digests import Digests
from bot.slack.budget import Budget
from bot.slack.conversation import Audience
from bot.slack.errors import SlackError
from bot.views.digest import DigestState, State
from bot.workspace.channels import Channels
from bot.workspace.people import People
from bot.workspace.whereabouts import Whereabouts

SECONDS = 2.0
"""Seconds from the request's arrival in which Slack is asked who reads the channel."""


class ChannelDigests:
    """Switches digests on and off.

    Every method raises `DatabaseUnavailable` where the store is away.
    """

    def __init__(
        self, digests: Digests, channels: Channels, people: People, whereabouts: Whereabouts
    ) -> None:
        self._digests = digests
        self._channels = channels
        self._people = people
        self._whereabouts = whereabouts

    def of(self, channel: str) -> DigestState:
        """Whether there is one here."""
        digest = self._digests.of(channel)
        if digest is None:
            return DigestState(State.OFF)
        state = State.ON if self._channels.link(channel) else State.WITHOUT_CUSTOMER
        return DigestState(state, self._name(digest.set_by))

    def switch_on(self, channel: str, *, by: str, budget: Budget) -> DigestState:
        """Have one posted here, if the bot is in it, colleagues alone read it, and it is about a customer.

        Args:
            by: Slack user id of who says so; it comes on their Monday morning.
            budget: for asking Slack who reads it, and for writing it down.
        """
        if self._channels.link(channel) is None:
            return DigestState(State.NOT_LINKED)
        try:
            readers = self._whereabouts.audience_among_members(channel, seconds=budget.left(SECONDS))
        except SlackError:
            readers = Audience.NOT_ANSWERED
        if readers is not Audience.COLLEAGUES:
            return DigestState(_WHY_NOT[readers])
        self._digests.switch_on(channel, by=by, wait=budget.left())
        return DigestState(State.ON, self._name(by))

    def switch_off(self, channel: str) -> DigestState:
        """Have none posted here."""
        was_on = self._digests.switch_off(channel)
        return DigestState(State.SWITCHED_OFF if was_on else State.OFF)

    def _name(self, user_id: str) -> str:
        person = self._people.get(user_id)
        return person.name if person else ""


_WHY_NOT = {
    Audience.COMPANY: State.OUTSIDERS,
    Audience.GUESTS: State.OUTSIDERS,
    Audience.NOT_A_MEMBER: State.NOT_A_MEMBER,
    Audience.NOT_ALLOWED: State.READERS_UNKNOWN,
    Audience.NOT_ANSWERED: State.READERS_UNKNOWN,
}
