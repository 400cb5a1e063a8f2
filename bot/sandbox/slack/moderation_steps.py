"""What a person does to conversations and messages themselves: delete, dismiss, archive, leave, remove."""

from __future__ import annotations

from bot.sandbox.slack.errors import ClientRefused
from bot.sandbox.slack.hands import Hands
from bot.sandbox.slack.objects import Channel


class ModerationSteps(Hands):
    """One person's tidying up. The app is not told of any of it."""

    def delete(self, channel: str, ts: str) -> None:
        """Delete a message, one's own or as an admin any; or dismiss one that only oneself sees.

        A message with replies leaves a tombstone above them.

        Raises:
            ClientRefused: it is somebody else's, or not seen.
        """
        self._must_be_active()
        message = self._message(channel, ts)
        if message.is_tombstone:
            raise ClientRefused(f"the message {ts} in {channel} is deleted")
        if not (message.ephemeral_to or message.user == self.id or self.who.is_admin):
            raise ClientRefused(f"{self.who.name} may not delete the message {ts}")
        self._workspace.remove_message(message)

    def archive(self, channel: str) -> None:
        """Archive a channel: it can be read, and nothing can be written or changed in it.

        Raises:
            ClientRefused: it is no channel, or a guest tries.
        """
        self._set_archived(channel, archived=True)

    def unarchive(self, channel: str) -> None:
        """Have a channel live again.

        Raises:
            ClientRefused: it is no channel, or a guest tries.
        """
        self._set_archived(channel, archived=False)

    def leave(self, channel: str) -> None:
        """Leave a channel."""
        self._workspace.set_member(self._place(channel), self.id, belongs=False)

    def invite(self, channel: str, user: str) -> None:
        """Bring somebody, or the app by its user id, into a channel that one is in.

        Raises:
            ClientRefused: it is no channel, or one is a guest or not in it.
        """
        self._workspace.set_member(self._tended(channel), user, belongs=True)

    def remove(self, channel: str, user: str) -> None:
        """Take somebody, or the app by its user id, out of a channel that one is in.

        Raises:
            ClientRefused: it is no channel, or one is a guest or not in it.
        """
        self._workspace.set_member(self._tended(channel), user, belongs=False)

    def _set_archived(self, channel: str, *, archived: bool) -> None:
        with self._workspace.changing():
            self._tended(channel).is_archived = archived

    def _tended(self, channel: str) -> Channel:
        """A channel that a full member is in."""
        self._must_be_active()
        place = self._place(channel)
        if place.kind not in {"public", "private"}:
            raise ClientRefused(f"{channel} is no channel")
        if self.who.is_guest or self.id not in place.members:
            raise ClientRefused(f"{self.who.name} has no say in #{place.name}")
        return place
