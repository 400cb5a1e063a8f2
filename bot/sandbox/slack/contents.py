"""What is in the workspace: put there to begin with, and looked at afterwards."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from bot.sandbox.slack.escaping import normalised
from bot.sandbox.slack.ids import BOT_ID, BOT_USER_ID, TEAM_ID
from bot.sandbox.slack.limits import with_ids
from bot.sandbox.slack.objects import Channel, Json, Kind, Message, Person
from bot.sandbox.slack.workspace import Workspace


class Contents:
    """People, conversations and messages, without anything being sent to the app."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace

    @property
    def problems(self) -> list[str]:
        """Everything that the app did and Slack would have rejected, or that broke a rule."""
        return list(self.workspace.problems)

    def add_person(
        self,
        name: str,
        *,
        id: str | None = None,  # noqa: A002 - Slack's word
        real_name: str = "",
        email: str | None = None,
        tz: str = "Europe/Berlin",
        locale: str = "en-US",
        tz_offset: int | None = None,
        is_bot: bool = False,
        deleted: bool = False,
        is_restricted: bool = False,
        is_ultra_restricted: bool = False,
        is_stranger: bool = False,
        is_admin: bool = False,
        team_id: str | None = None,
        enterprise_id: str | None = None,
    ) -> str:
        """Let somebody join; returns their id. Strangers belong to another workspace.

        Args:
            enterprise_id: their Enterprise Grid organisation; by default the workspace's for its own people.
        """
        ours = team_id in {None, TEAM_ID} and not is_stranger
        person = Person(
            id=id or self.workspace.new_id("U"),
            name=name,
            real_name=real_name,
            email=email,
            tz=tz,
            locale=locale,
            tz_offset=tz_offset,
            is_bot=is_bot,
            deleted=deleted,
            is_restricted=is_restricted,
            is_ultra_restricted=is_ultra_restricted,
            is_stranger=is_stranger,
            is_admin=is_admin,
            team_id=team_id or ("T0OTHER001" if is_stranger else TEAM_ID),
            enterprise_id=(self.workspace.enterprise_id if ours else "")
            if enterprise_id is None
            else enterprise_id,
        )
        self.workspace.add_person(person)
        return person.id

    def add_channel(
        self,
        name: str,
        *,
        id: str | None = None,  # noqa: A002 - Slack's word
        kind: Kind = "public",
        members: Collection[str] = (),
        bot_is_member: bool = True,
        is_archived: bool = False,
        is_ext_shared: bool = False,
        is_pending_ext_shared: bool = False,
        is_org_shared: bool = False,
        posting_restricted: bool = False,
    ) -> str:
        """Start a conversation; returns its id. A direct one between two people is never the bot's."""
        people = set(members) - {BOT_USER_ID}
        joined = bot_is_member and not (kind == "im" and len(people) > 1)
        channel = Channel(
            id=id or self.workspace.new_id({"im": "D", "mpim": "G"}.get(kind, "C")),
            name="" if kind == "im" else name,
            kind=kind,
            members=people | ({BOT_USER_ID} if joined else set()),
            bot_is_member=joined,
            is_archived=is_archived,
            is_ext_shared=is_ext_shared,
            is_pending_ext_shared=is_pending_ext_shared,
            is_org_shared=is_org_shared,
            posting_restricted=posting_restricted,
        )
        self.workspace.add_channel(channel)
        return channel.id

    def post(
        self,
        channel: str,
        user: str | None,
        text: str,
        *,
        thread_ts: str | None = None,
        blocks: Sequence[Json] | None = None,
        attachments: Sequence[Json] | None = None,
        files: Sequence[Json] | None = None,
        bot_id: str | None = None,
        subtype: str | None = None,
    ) -> str:
        """A message of a person, of another app, or by `bot_user_id` of the app before; returns its `ts`.

        `text` is in Slack's notation.
        """
        message = Message(
            channel=channel,
            user=user,
            text=normalised(text),
            thread_ts=thread_ts,
            blocks=with_ids(list(blocks or ())),
            attachments=list(attachments or ()),
            files=list(files or ()),
            bot_id=BOT_ID if user == BOT_USER_ID else bot_id,
            subtype=subtype or ("bot_message" if bot_id and user is None else None),
        )
        return self.workspace.add_message(message).ts

    def messages(self, channel: str, thread_ts: str | None = None) -> list[Message]:
        """What stands in a channel, oldest first, or a thread: its first message, then the replies."""
        if thread_ts is None:
            return self.workspace.history(channel)
        return self.workspace.thread(channel, thread_ts)

    def ephemerals(self, channel: str, user: str) -> list[Message]:
        """What only one person sees in a channel."""
        return [m for m in self.workspace.all_messages(channel) if m.ephemeral_to == user]

    def dms(self, user: str) -> list[Message]:
        """The conversation between the bot and one person."""
        channel = self.workspace.direct_channel(user)
        return [m for m in self.workspace.all_messages(channel.id) if m.ephemeral_to is None]

    def wait_until(self, condition: Callable[[], bool], timeout: float = 5.0) -> bool:
        """Wait until `condition` holds, looking again at every change; at most `timeout` seconds."""
        return self.workspace.wait(condition, timeout)
