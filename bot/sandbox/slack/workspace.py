"""The state of a workspace: its people, conversations and messages, and what the app did wrong."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from typing import Any, Literal
from zoneinfo import ZoneInfo

Json = dict[str, Any]
Kind = Literal["public", "private", "im", "mpim"]

BOT_USER_ID = "U0BOT00001"
BOT_ID = "B0BOT00001"
APP_ID = "A0APP00001"
TEAM_ID = "T0ACME0001"


@dataclass
class Person:
    """A user of the workspace, or a stranger in a shared channel."""

    id: str
    name: str
    real_name: str = ""
    email: str | None = None
    tz: str = "Europe/Berlin"
    tz_offset: int | None = None
    """Seconds from UTC that are told where no `tz` is."""
    is_bot: bool = False
    deleted: bool = False
    is_restricted: bool = False
    is_ultra_restricted: bool = False
    is_stranger: bool = False
    team_id: str = TEAM_ID
    enterprise_id: str = ""
    """Their Enterprise Grid organisation; empty outside of Grid."""

    def to_slack(self, *, with_email: bool) -> Json:
        """The user object (https://docs.slack.dev/reference/objects/user-object)."""
        profile: Json = {
            "real_name": self.real_name or self.name,
            "display_name": self.name,
            "display_name_normalized": self.name,
            "real_name_normalized": self.real_name or self.name,
            "team": self.team_id,
        }
        if with_email and self.email is not None and not self.is_stranger:
            profile["email"] = self.email
        user: Json = {
            "id": self.id,
            "team_id": self.team_id,
            "name": self.name,
            "deleted": self.deleted,
            "profile": profile,
            "is_bot": self.is_bot,
            "is_app_user": False,
            "updated": 1700000000,
        }
        if not self.deleted:
            zone = datetime.now(ZoneInfo(self.tz)) if self.tz else None
            offset = zone.utcoffset() if zone else None
            user |= {
                "real_name": self.real_name or self.name,
                "tz": self.tz or None,
                "tz_label": zone.tzname() if zone else None,
                "tz_offset": int(offset.total_seconds()) if offset is not None else self.tz_offset,
                "is_admin": False,
                "is_owner": False,
                "is_restricted": self.is_restricted,
                "is_ultra_restricted": self.is_ultra_restricted,
            }
        if self.enterprise_id:
            user["enterprise_user"] = {
                "id": self.id,
                "enterprise_id": self.enterprise_id,
                "enterprise_name": self.enterprise_id,
                "is_admin": False,
                "is_owner": False,
                "teams": [self.team_id],
            }
        if self.is_stranger:
            user["is_stranger"] = True
        return user


@dataclass
class Channel:
    """A conversation of any kind."""

    id: str
    name: str
    kind: Kind = "public"
    members: set[str] = field(default_factory=set)
    bot_is_member: bool = True
    is_archived: bool = False
    is_ext_shared: bool = False
    is_pending_ext_shared: bool = False
    is_org_shared: bool = False
    posting_restricted: bool = False

    def to_slack(self) -> Json:
        """The conversation object (https://docs.slack.dev/reference/objects/conversation-object)."""
        if self.kind == "im":
            return {
                "id": self.id,
                "is_im": True,
                "is_org_shared": False,
                "is_archived": self.is_archived,
                "user": next(iter(self.members - {BOT_USER_ID}), ""),
            }
        return {
            "id": self.id,
            "name": self.name,
            "name_normalized": self.name,
            "is_channel": self.kind == "public",
            "is_group": self.kind == "private",
            "is_im": False,
            "is_mpim": self.kind == "mpim",
            "is_private": self.kind != "public",
            "is_archived": self.is_archived,
            "is_general": False,
            "is_member": self.bot_is_member,
            "is_shared": self.is_ext_shared or self.is_org_shared,
            "is_ext_shared": self.is_ext_shared,
            "is_org_shared": self.is_org_shared,
            "is_pending_ext_shared": self.is_pending_ext_shared,
            "context_team_id": TEAM_ID,
        }

    @property
    def name_in_payloads(self) -> str:
        """What requests to the app call it: private names are withheld."""
        return {"im": "directmessage", "private": "privategroup"}.get(self.kind, self.name)


@dataclass
class Message:
    """A message as Slack keeps it; `ephemeral_to` is set for what only one person sees."""

    channel: str
    text: str = ""
    user: str | None = None
    ts: str = ""
    blocks: list[Json] = field(default_factory=list)
    attachments: list[Json] = field(default_factory=list)
    files: list[Json] = field(default_factory=list)
    thread_ts: str | None = None
    bot_id: str | None = None
    username: str | None = None
    subtype: str | None = None
    metadata: Json | None = None
    unfurl_links: bool | None = None
    unfurl_media: bool | None = None
    edited: bool = False
    ephemeral_to: str | None = None

    def to_slack(self, *, with_metadata: bool = False) -> Json:
        """The message object, without the fields that Slack leaves out when empty."""
        message: Json = {"type": "message", "ts": self.ts, "text": self.text}
        optional: Json = {
            "user": self.user,
            "team": TEAM_ID if self.user else None,
            "subtype": self.subtype,
            "bot_id": self.bot_id,
            "app_id": APP_ID if self.bot_id == BOT_ID else None,
            "username": self.username,
            "thread_ts": self.thread_ts,
            "blocks": self.blocks,
            "attachments": self.attachments,
            "files": self.files,
            "edited": {"user": self.user or "", "ts": self.ts} if self.edited else None,
            "metadata": self.metadata if with_metadata else None,
        }
        return message | {key: value for key, value in optional.items() if value}


class Workspace:
    """All state of the stand-in that is not a view, a trigger or a response URL. Thread-safe.

    Hold `lock` for anything that reads and then writes. `version` grows with every change.
    """

    def __init__(self, *, team_domain: str, bot_name: str) -> None:
        self.lock = threading.RLock()
        self.team_domain = team_domain
        self.bot_name = bot_name
        self.enterprise_id = ""
        self.people: dict[str, Person] = {}
        self.channels: dict[str, Channel] = {}
        self.problems: list[str] = []
        self.version = 0
        self._changed = threading.Condition(self.lock)
        self._messages: dict[str, list[Message]] = {}
        self._last_ts = 0
        self._ids = count(1)
        self.add_person(Person(id=BOT_USER_ID, name=bot_name, real_name=bot_name, is_bot=True))

    @contextmanager
    def changing(self) -> Iterator[None]:
        """Holds the lock, and tells the waiting that something changed."""
        with self.lock:
            yield
            self.version += 1
            self._changed.notify_all()

    def wait(self, condition: Callable[[], bool], timeout: float) -> bool:
        """Wait until `condition` holds, at most `timeout` seconds."""
        with self.lock:
            return self._changed.wait_for(condition, timeout)

    def problem(self, text: str) -> None:
        """Note something that Slack would have rejected, or that broke a rule."""
        with self.changing():
            self.problems.append(text)

    def new_id(self, prefix: str) -> str:
        """A fresh id in Slack's alphabet."""
        with self.lock:
            return f"{prefix}0{next(self._ids):09d}"

    def new_ts(self) -> str:
        """A timestamp that no other message has."""
        with self.lock:
            self._last_ts = max(self._last_ts + 1, time.time_ns() // 1000)
            return f"{self._last_ts // 1_000_000}.{self._last_ts % 1_000_000:06d}"

    def add_person(self, person: Person) -> None:
        """Add or replace a person."""
        with self.changing():
            self.people[person.id] = person

    def add_channel(self, channel: Channel) -> None:
        """Add or replace a conversation."""
        with self.changing():
            self.channels[channel.id] = channel
            self._messages.setdefault(channel.id, [])

    def direct_channel(self, user: str) -> Channel:
        """The conversation between the bot and one person, made at its first use."""
        with self.lock:
            for channel in self.channels.values():
                if channel.kind == "im" and channel.bot_is_member and user in channel.members:
                    return channel
            channel = Channel(id=self.new_id("D"), name="", kind="im", members={user, BOT_USER_ID})
            self.add_channel(channel)
            return channel

    def group_channel(self, users: Collection[str]) -> Channel:
        """The conversation between the bot and several people, made at its first use."""
        members = {*users, BOT_USER_ID}
        with self.lock:
            for channel in self.channels.values():
                if channel.kind == "mpim" and channel.members == members:
                    return channel
            names = "--".join(self.people[user].name for user in sorted(users))
            channel = Channel(id=self.new_id("G"), name=f"mpdm-{names}-1", kind="mpim", members=members)
            self.add_channel(channel)
            return channel

    def visible_to_bot(self, channel_id: str) -> Channel | None:
        """The conversation as far as the bot's token may know of it."""
        channel = self.channels.get(channel_id)
        return channel if channel and (channel.kind == "public" or channel.bot_is_member) else None

    def add_message(self, message: Message) -> Message:
        """Append a message, giving it a `ts` if it has none."""
        with self.changing():
            message.ts = message.ts or self.new_ts()
            if message.thread_ts and message.ephemeral_to is None:
                parent = self.find_message(message.channel, message.thread_ts)
                if parent and not parent.thread_ts:
                    parent.thread_ts = parent.ts
            self._messages[message.channel].append(message)
        return message

    def remove_message(self, message: Message) -> None:
        """Take a message away."""
        with self.changing():
            self._messages[message.channel].remove(message)

    def all_messages(self, channel: str) -> list[Message]:
        """Everything in a conversation, oldest first, ephemeral messages included."""
        with self.lock:
            return list(self._messages.get(channel, ()))

    def find_message(self, channel: str, ts: str) -> Message | None:
        """One message by its `ts`."""
        return next((message for message in self.all_messages(channel) if message.ts == ts), None)

    def history(self, channel: str) -> list[Message]:
        """What stands in the conversation itself, oldest first."""
        return [
            message
            for message in self.all_messages(channel)
            if message.ephemeral_to is None and message.thread_ts in {None, message.ts}
        ]

    def thread(self, channel: str, thread_ts: str) -> list[Message]:
        """A thread: its first message, then the replies."""
        return [
            message
            for message in self.all_messages(channel)
            if message.ephemeral_to is None and thread_ts in {message.ts, message.thread_ts}
        ]

    def permalink(self, message: Message) -> str:
        """The address of a message."""
        link = (
            f"https://{self.team_domain}.slack.com/archives/{message.channel}/p{message.ts.replace('.', '')}"
        )
        if message.thread_ts and message.thread_ts != message.ts:
            link += f"?thread_ts={message.thread_ts}&cid={message.channel}"
        return link
