"""The state of a workspace: its people, conversations and messages, and what the app did wrong."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from itertools import count

from bot.sandbox.slack.ids import BOT_USER_ID
from bot.sandbox.slack.objects import Channel, Message, Person


class Workspace:
    """All state of the stand-in that is not a view, a trigger or a response URL. Thread-safe.

    Hold `lock` for anything that reads and then writes. `version` grows with every change.
    """

    def __init__(self, *, team_domain: str, bot_name: str) -> None:
        self.lock = threading.RLock()
        self.team_domain = team_domain
        self.bot_name = bot_name
        self.enterprise_id = ""
        self.clock_ahead = 0.0
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

    def now(self) -> float:
        """What Slack's clock says, in seconds since 1970: ahead of the machine's by `clock_ahead` seconds."""
        return time.time() + self.clock_ahead

    def new_ts(self) -> str:
        """A timestamp that no other message has, and later than any before, also once the clock went back."""
        with self.lock:
            self._last_ts = max(self._last_ts + 1, int(self.now() * 1_000_000))
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

    def move_channel(self, channel_id: str) -> Channel:
        """Give a conversation another id, and all that was written there with it: nobody knows the old one.

        Raises:
            KeyError: there is no such conversation.
        """
        with self.changing():
            channel = self.channels.pop(channel_id)
            channel.id = self.new_id("C")
            self.channels[channel.id] = channel
            self._messages[channel.id] = self._messages.pop(channel_id)
            for message in self._messages[channel.id]:
                message.channel = channel.id
            return channel

    def set_member(self, channel: Channel, user: str, *, belongs: bool) -> None:
        """Bring somebody into a conversation or out of it; the bot too.

        Raises:
            LookupError: there is no such person.
        """
        with self.changing():
            if user not in self.people:
                raise LookupError(f"there is no {user}")
            (channel.members.add if belongs else channel.members.discard)(user)
            if user == BOT_USER_ID:
                channel.bot_is_member = belongs

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
        """Take a message away; one with replies stays as the tombstone above them."""
        with self.changing():
            if len(self.thread(message.channel, message.ts)) > 1 and message.thread_ts == message.ts:
                message.bury()
            else:
                self._messages[message.channel].remove(message)

    def stands(self, message: Message) -> bool:
        """Whether nobody has deleted the message."""
        found = any(message is other for other in self.all_messages(message.channel))
        return found and not message.is_tombstone

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
