"""Slack in memory: a workspace with its people, channels, forms and messages.

The way to it is in `slack_line.py`, and what people do in it in `people.py`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.simulation.app_homes import AppHomes
from tests.simulation.slack_words import Refused
from tests.simulation.threads import THREAD, page_of_thread
from tests.simulation.virtual import EPOCH

Json = dict[str, Any]

HOST = "http://slack.invalid"
TEAM = "T1"
BOT = "UBOT"

PEOPLE = {
    "U1": ("Anna", "anna@ourcompany.test"),
    "U2": ("Ben", "ben@ourcompany.test"),
    "U3": ("Cleo", "cleo@ourcompany.test"),
    "U4": ("Dora", "dora@ourcompany.test"),
}
"""The last one is not in ChartMogul."""

ZONES = {"U1": "Europe/London", "U2": "Europe/Berlin", "U3": "Europe/Moscow", "U4": "Europe/London"}
"""Where people are."""

CHANNELS = {"C1": "acme", "C2": "globex"}

ELSEWHERE = {"C2": {"U3"}}
"""Who is not in a channel, where everybody else is."""

CLOSED = "C2"
"""The private channel that the bot is not in, where there is one."""

TRIGGER_LIVES = 3.0
RESPONSE_URL_LIVES = 1800.0
RESPONSE_URL_USES = 5


@dataclass
class View:
    """A form on somebody's screen."""

    id: str
    user: str
    content: Json
    hash: str
    trigger: str
    """What opened it."""


@dataclass
class Message:
    """A message of the bot's, and who sees it: everybody in the channel, or one person."""

    channel: str
    ts: str
    content: Json
    thread_ts: str = ""
    only_for: str = ""
    is_answer: bool = False
    """Whether it came through a response URL: then only one of those reaches it."""
    is_acknowledged: bool = False
    """Whether the bot was told that it stands, and where, by then still as the one who may note it."""
    is_deleted: bool = False
    is_left_alone: bool = False
    """Whether Slack has said for good that it cannot be changed."""

    def show(self, content: Json) -> None:
        """Say something else from now on."""
        self.content, self.is_left_alone = content, False


@dataclass
class ResponseUrl:
    """Where an answer may go, for a while."""

    user: str
    channel: str
    until: float
    replaces: Message | None = None
    uses: int = 0
    is_troubled: bool = False
    """Whether the bot was told anything but that it took a message."""
    is_spent: bool = False
    """Whether Slack has said for good that it takes none."""


class Slack:
    """The workspace.

    Args:
        now: the world's time.
        closed: whether the bot is not in one of the channels.
    """

    def __init__(self, now: Callable[[], float], *, closed: bool) -> None:
        self._now = now
        self._closed = {CLOSED} if closed else set()
        self._count = 0
        self._triggers: dict[str, tuple[str, float]] = {}
        self.views: dict[str, View] = {}
        self.messages: list[Message] = []
        self.homes = AppHomes()
        self.response_urls: dict[str, ResponseUrl] = {}
        self.tried: set[str] = set()
        """The response URLs and triggers by which the bot has tried to say or show something."""
        self.tried_directly: Counter[str] = Counter()
        """How often it has tried to write into a conversation."""

    def trigger(self, user: str) -> str:
        """A `trigger_id` for something that this person did just now."""
        name = f"trigger.{self._number()}"
        self._triggers[name] = (user, self._now() + TRIGGER_LIVES)
        return name

    def response_url(self, user: str, channel: str, *, replaces: Message | None = None) -> str:
        """A response URL for the same."""
        url = f"{HOST}/response/{self._number()}"
        self.response_urls[url] = ResponseUrl(user, channel, self._now() + RESPONSE_URL_LIVES, replaces)
        return url

    def moment(self) -> str:
        """Now, as Slack writes it: no two are the same."""
        return f"{EPOCH + self._now():.3f}{self._number() % 1000:03d}"

    def use(self, url: str) -> ResponseUrl:
        """Where a message through this URL goes; this counts as one of its uses.

        Raises:
            Refused: it has none left.
        """
        place = self.response_urls[url]
        if place.uses >= RESPONSE_URL_USES or place.until < self._now():
            raise Refused("used_url")
        place.uses += 1
        return place

    def respond(self, place: ResponseUrl, content: Json) -> Json:
        """Show a message that came through a response URL."""
        if content.get("replace_original") and place.replaces:
            if place.replaces.is_deleted:
                raise Refused("message_not_found")
            place.replaces.show(content)
            return {"ok": True}
        only_for = place.user if content.get("response_type") != "in_channel" else ""
        self._write(place.channel, content, only_for=only_for).is_answer = True
        return {"ok": True}

    def answer(self, user: str, channel: str, content: Json) -> None:
        """Show what the app has answered to a command at once."""
        self._write(channel, content, only_for=user).is_answer = True

    def check_post(self, arguments: Json) -> None:
        """Whether the bot may post there.

        Raises:
            Refused: it is not in that channel.
        """
        if arguments["channel"] in self._closed:
            raise Refused("not_in_channel")

    def post(self, arguments: Json) -> Json:
        """`chat.postMessage`, where that is allowed."""
        message = self._write(arguments["channel"], arguments)
        return {"ok": True, "channel": message.channel, "ts": message.ts}

    def acknowledge(self, answer: Json) -> None:
        """The bot hears that a message stands."""
        place = (answer.get("channel"), answer.get("ts"))
        for message in self.messages:
            if (message.channel, message.ts) == place:
                message.is_acknowledged = True

    def check_update(self, arguments: Json) -> Message:
        """The bot's own message that is to be changed.

        Raises:
            Refused: there is none, or it is not to be changed like that.
        """
        place = (arguments["channel"], arguments["ts"])
        message = next((one for one in self.messages if (one.channel, one.ts) == place), None)
        if message is None or message.is_deleted or message.only_for:
            raise Refused("message_not_found")
        if message.channel in self._closed:
            raise Refused("channel_not_found")
        if message.is_answer:
            raise Refused("cant_update_message")
        return message

    def call(self, method: str, arguments: Json) -> Json:
        """Any other method.

        Raises:
            Refused: it says no.
        """
        answer: Callable[[Json], Json] = getattr(self, "_" + method.replace(".", "_").lower())
        return {"ok": True, **answer(arguments)}

    def _number(self) -> int:
        self._count += 1
        return self._count

    def _write(self, channel: str, content: Json, *, only_for: str = "") -> Message:
        message = Message(channel, self.moment(), content, content.get("thread_ts", ""), only_for)
        self.messages.append(message)
        return message

    def _auth_test(self, arguments: Json) -> Json:
        return {"team_id": TEAM, "user": "cm-task", "user_id": BOT, "bot_id": "BBOT"}

    def _users_info(self, arguments: Json) -> Json:
        return {"user": _user(arguments["user"])}

    def _users_lookupbyemail(self, arguments: Json) -> Json:
        known = next((user for user, (_, email) in PEOPLE.items() if email == arguments["email"]), None)
        if known is None:
            raise Refused("users_not_found")
        return {"user": _user(known)}

    def _conversations_info(self, arguments: Json) -> Json:
        channel = arguments["channel"]
        if channel not in CHANNELS or channel in self._closed:
            raise Refused("channel_not_found")
        return {"channel": {"id": channel, "name": CHANNELS[channel], "is_member": True}}

    def _conversations_members(self, arguments: Json) -> Json:
        if arguments["channel"] in self._closed:
            raise Refused("channel_not_found")
        members = [user for user in (*PEOPLE, BOT) if user not in ELSEWHERE.get(arguments["channel"], ())]
        return {"members": members, "response_metadata": {"next_cursor": ""}}

    def _conversations_open(self, arguments: Json) -> Json:
        return {"channel": {"id": f"D{arguments['users'][1:]}"}}

    def _conversations_history(self, arguments: Json) -> Json:
        return self._listed(arguments, thread_ts="")

    def _conversations_replies(self, arguments: Json) -> Json:
        own = self._listed(arguments, thread_ts=arguments["ts"])
        return page_of_thread(arguments, own["messages"]) if arguments["ts"] == THREAD else own

    def _listed(self, arguments: Json, *, thread_ts: str) -> Json:
        if arguments["channel"] in self._closed:
            raise Refused("channel_not_found")
        shown = [
            {"ts": message.ts, "type": "message", "user": BOT, "bot_id": "BBOT", **message.content}
            for message in reversed(self.messages)
            if message.channel == arguments["channel"]
            and message.thread_ts == thread_ts
            and not (message.only_for or message.is_deleted)
            and float(message.ts) >= float(arguments.get("oldest", 0))
        ]
        return {"messages": shown, "has_more": False}

    def _views_open(self, arguments: Json) -> Json:
        trigger = arguments["trigger_id"]
        user, until = self._triggers.pop(trigger, ("", 0.0))
        if not user:
            raise Refused("exchanged_trigger_id")
        if until < self._now():
            raise Refused("expired_trigger_id")
        view = View(f"V{self._number()}", user, arguments["view"], f"h{self._number()}", trigger)
        self.views[view.id] = view
        return _view(view)

    def _views_update(self, arguments: Json) -> Json:
        view = self.views.get(arguments["view_id"])
        if view is None:
            raise Refused("not_found")
        if arguments.get("hash") not in {None, "", view.hash}:
            raise Refused("hash_conflict")
        view.content, view.hash = arguments["view"], f"h{self._number()}"
        return _view(view)


def _user(user: str) -> Json:
    name, email = PEOPLE.get(user, ("cm-task", ""))
    profile = {"display_name": name, "real_name": name, "email": email}
    return {
        "id": user,
        "team_id": TEAM,
        "name": name.lower(),
        "tz": ZONES.get(user, "Europe/London"),
        "is_bot": user == BOT,
        "profile": profile,
    }


def _view(view: View) -> Json:
    return {"view": {"id": view.id, "hash": view.hash, **view.content}}
