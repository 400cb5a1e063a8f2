"""What changes in a workspace while an app is at work: who people are, who is where, and what is gone."""

from __future__ import annotations

from bot.sandbox.slack.contents import Contents
from bot.sandbox.slack.objects import Person


class Administration(Contents):
    """Changes by hand, of which the app is told nothing: it finds out when it asks or tries.

    All of them raise LookupError where there is no such person, channel or message.
    """

    def delete_message(self, channel: str, ts: str) -> None:
        """Delete anybody's message; one with replies leaves a tombstone above them."""
        message = self.workspace.find_message(channel, ts)
        if message is None:
            raise LookupError(f"there is no message {ts} in {channel}")
        self.workspace.remove_message(message)

    def archive(self, channel: str, *, archived: bool = True) -> None:
        """Archive a channel, or with `archived=False` have it live again."""
        with self.workspace.changing():
            self.workspace.channels[channel].is_archived = archived

    def add_member(self, channel: str, user: str) -> None:
        """Bring somebody into a channel; `bot_user_id` is the app."""
        self.workspace.set_member(self.workspace.channels[channel], user, belongs=True)

    def remove_member(self, channel: str, user: str) -> None:
        """Take somebody out of a channel; `bot_user_id` is the app."""
        self.workspace.set_member(self.workspace.channels[channel], user, belongs=False)

    def share_channel(self, channel: str, *, shared: bool = True, pending: bool = False) -> None:
        """Share a channel with another company, or with `pending` invite one; with `shared=False` end it.

        Its people come by `add_person(…, is_stranger=True)` and `add_member`.
        """
        with self.workspace.changing():
            place = self.workspace.channels[channel]
            place.is_ext_shared, place.is_pending_ext_shared = shared and not pending, pending

    def change_id(self, channel: str) -> str:
        """Have a channel's id change for ever, as Slack does to a private one that is shared; the new one.

        The app is told by `send_event("channel_id_changed", …)`, if it is to be.
        """
        return self.workspace.move_channel(channel).id

    def set_time_zone(self, user: str, tz: str) -> None:
        """Have somebody live in another time zone, by its IANA name."""
        with self.workspace.changing():
            self._person(user).tz = tz

    def deactivate(self, user: str, *, deactivated: bool = True) -> None:
        """Have somebody leave the company, or with `deactivated=False` come back."""
        with self.workspace.changing():
            self._person(user).deleted = deactivated

    def make_guest(self, user: str, *, single_channel: bool = False) -> None:
        """Make a full member a guest of several channels, or of a single one."""
        with self.workspace.changing():
            person = self._person(user)
            person.is_restricted, person.is_ultra_restricted = True, single_channel

    def make_full_member(self, user: str) -> None:
        """Make a guest a full member."""
        with self.workspace.changing():
            person = self._person(user)
            person.is_restricted = person.is_ultra_restricted = False

    def _person(self, user: str) -> Person:
        return self.workspace.people[user]
