"""Slack in memory, behind the real clients of the bot: its Web API and its response URLs.

What people see of it, and how they act, is in `people.py`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol
from urllib.parse import parse_qsl, urlsplit
from urllib.request import Request

from bot.slack.transport import Answer
from tests.simulation import network
from tests.simulation.events import Event, Posted
from tests.simulation.faults import Faults
from tests.simulation.options import Kind, Options
from tests.simulation.scheduler import Scheduler
from tests.simulation.slack_words import NOT_POSTED, ON_ASKING, PERHAPS_POSTED, SPENT
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

CHANNELS = {"C1": "acme", "C2": "globex"}

CLOSED = "C2"
"""The private channel that the bot is not in, where there is one."""

TRIGGER_LIVES = 3.0
RESPONSE_URL_LIVES = 1800.0
RESPONSE_URL_USES = 5

TELLING = (
    Kind.WORD,
    Kind.LIMITED,
    Kind.SLACK_ERROR,
    Kind.SLACK_DROPPED,
    Kind.SLACK_TIMED_OUT,
    Kind.SLACK_UNREADABLE,
)


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


@dataclass
class ResponseUrl:
    """Where an answer may go, for a while."""

    user: str
    channel: str
    until: float
    replaces: Message | None = None
    uses: int = 0


class Surroundings(Protocol):
    """What Slack needs of its world."""

    options: Options
    scheduler: Scheduler
    faults: Faults

    def hear(self, event: Event) -> None:
        """Something happened."""

    def trace(self, who: str, what: str) -> None:
        """Write it down."""

    def delivery_in_hand(self) -> tuple[str, bool]:
        """The delivery that the strand works on, and whether it lost its lease by standing still."""


class Refused(Exception):
    """Slack says no, in a word."""


@dataclass
class Slack:
    """The workspace, and the way to it."""

    world: Surroundings
    views: dict[str, View] = field(default_factory=dict)
    messages: list[Message] = field(default_factory=list)
    triggers: dict[str, tuple[str, float]] = field(default_factory=dict)
    """Who acted, and until when a form may open."""
    response_urls: dict[str, ResponseUrl] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._scheduler = self.world.scheduler
        self._faults = self.world.faults
        self._dice = self.world.options.dice("slack")
        self._count = 0

    def number(self) -> int:
        """One that nothing else has."""
        self._count += 1
        return self._count

    def trigger(self, user: str) -> str:
        """A `trigger_id` for something that this person did just now."""
        name = f"trigger.{self.number()}"
        self.triggers[name] = (user, self._scheduler.now + TRIGGER_LIVES)
        return name

    def response_url(self, user: str, channel: str, *, replaces: Message | None = None) -> str:
        """A response URL for the same."""
        url = f"{HOST}/response/{self.number()}"
        until = self._scheduler.now + RESPONSE_URL_LIVES
        self.response_urls[url] = ResponseUrl(user, channel, until, replaces)
        return url

    def send(self, request: Request, timeout: float) -> Answer:
        """Carry a request of the bot's there and its answer back, through whatever happens on the way."""
        with network.faithful():
            return self._sent(request, timeout)

    def _sent(self, request: Request, timeout: float) -> Answer:
        url = request.full_url
        name = self._scheduler.strand.owner.name
        if url in self.response_urls:
            self.world.trace(name, f"calls a response URL, for {timeout:.2f} s")
            return self._responded(url, _content(request), timeout)
        method = urlsplit(url).path.rpartition("/")[2]
        self.world.trace(name, f"calls {method}, for {timeout:.2f} s")
        arguments = _content(request)
        if method == "chat.postMessage" and self._is_closed(arguments):
            return self._asked(method, arguments, timeout)
        if method == "chat.postMessage":
            return self._told(arguments, lambda: self._post(arguments), timeout, NOT_POSTED)
        return self._asked(method, arguments, timeout)

    def _told(
        self, content: Json, write: Callable[[], Json], timeout: float, words: tuple[str, ...]
    ) -> Answer:
        """Something that shows to people: whether it does is another question than what is answered.

        Args:
            words: for not.
        """
        kind = self._faults.strikes(*TELLING)
        self._scheduler.pause(self._dice.uniform(0.01, 0.15))
        delivery, excused = self.world.delivery_in_hand()

        def post() -> Json:
            self.world.hear(Posted(delivery, str(content.get("text")), excused))
            return write()

        perhaps = post if self._dice.random() < 0.5 else dict
        match kind:
            case Kind.WORD:
                word = self._dice.choice(words + (1 + len(words) // 16) * PERHAPS_POSTED)
                if word in PERHAPS_POSTED:
                    perhaps()
                return _answered({"ok": False, "error": word})
            case Kind.LIMITED:
                seconds = self._dice.choice((1, 30))
                return 429, {"Retry-After": str(seconds)}, '{"ok": false, "error": "ratelimited"}'
            case Kind.SLACK_ERROR:
                perhaps()
                return self._dice.choice((500, 502, 503)), {}, "<html>"
            case Kind.SLACK_DROPPED if self._dice.random() < 0.3:
                raise network.slack_unreachable()
            case Kind.SLACK_DROPPED:
                perhaps()
                raise network.slack_broken_off()
            case Kind.SLACK_TIMED_OUT:
                self._scheduler.after(
                    self._dice.choice((0.0, timeout, timeout + 3.0)), lambda: _none(perhaps)
                )
                self._scheduler.pause(timeout)
                raise network.slack_not_answered()
        answer = post()
        self._scheduler.pause(self._dice.uniform(0.05, 0.3))
        if kind is Kind.SLACK_UNREADABLE:
            return 200, {}, self._dice.choice(("", '{"ok": tr', '{"ok": true}'))
        return _answered(answer)

    def _asked(self, method: str, arguments: Json, timeout: float) -> Answer:
        """Something that may be asked again without harm."""
        kind = self._faults.strikes(Kind.ASKING)
        self._scheduler.pause(self._dice.uniform(0.01, 0.15))
        if kind:
            return self._trouble(timeout)
        try:
            answer = getattr(self, "_" + method.replace(".", "_"))(arguments)
        except Refused as refused:
            answer = {"ok": False, "error": str(refused)}
        self._scheduler.pause(self._dice.uniform(0.01, 0.15))
        return _answered(answer)

    def _trouble(self, timeout: float) -> Answer:
        match self._dice.randrange(5):
            case 0:
                return 429, {"Retry-After": "1"}, '{"ok": false, "error": "ratelimited"}'
            case 1:
                return 503, {}, ""
            case 2:
                raise network.slack_broken_off()
            case 3:
                self._scheduler.pause(timeout)
                raise network.slack_not_answered()
        return _answered({"ok": False, "error": self._dice.choice(ON_ASKING)})

    def _responded(self, url: str, content: Json, timeout: float) -> Answer:
        place = self.response_urls[url]
        if self._faults.strikes(Kind.RESPONSE_URL):
            return 404, {}, self._dice.choice(SPENT)
        if place.uses >= RESPONSE_URL_USES or place.until < self._scheduler.now:
            return 404, {}, "used_url"
        place.uses += 1

        def write() -> Json:
            if content.get("replace_original") and place.replaces:
                place.replaces.content = content
            else:
                private = content.get("response_type") != "in_channel"
                only_for = place.user if private else ""
                self._write(place.channel, content, thread_ts=content.get("thread_ts", ""), only_for=only_for)
            return {"ok": True}

        return self._told(content, write, timeout, SPENT)

    def _post(self, arguments: Json) -> Json:
        message = self._write(arguments["channel"], arguments, thread_ts=arguments.get("thread_ts", ""))
        return {"ok": True, "channel": message.channel, "ts": message.ts}

    def _write(self, channel: str, content: Json, *, thread_ts: str = "", only_for: str = "") -> Message:
        moment = f"{EPOCH + self._scheduler.now:.3f}{self.number() % 1000:03d}"
        message = Message(channel, moment, content, thread_ts, only_for)
        self.messages.append(message)
        return message

    def _is_closed(self, arguments: Json) -> bool:
        return self.world.options.closed and arguments["channel"] == CLOSED

    def _chat_postMessage(self, arguments: Json) -> Json:  # noqa: N802
        raise Refused("not_in_channel")

    def _auth_test(self, arguments: Json) -> Json:
        return {"ok": True, "team_id": TEAM, "user": "cm-task", "user_id": BOT}

    def _users_info(self, arguments: Json) -> Json:
        return {"ok": True, "user": _user(arguments["user"])}

    def _users_lookupByEmail(self, arguments: Json) -> Json:  # noqa: N802
        known = next((user for user, (_, email) in PEOPLE.items() if email == arguments["email"]), None)
        if known is None:
            raise Refused("users_not_found")
        return {"ok": True, "user": _user(known)}

    def _conversations_info(self, arguments: Json) -> Json:
        channel = arguments["channel"]
        if channel not in CHANNELS or self._is_closed(arguments):
            raise Refused("channel_not_found")
        return {"ok": True, "channel": {"id": channel, "name": CHANNELS[channel], "is_member": True}}

    def _conversations_members(self, arguments: Json) -> Json:
        if self._is_closed(arguments):
            raise Refused("channel_not_found")
        return {"ok": True, "members": [*PEOPLE, BOT], "response_metadata": {"next_cursor": ""}}

    def _conversations_open(self, arguments: Json) -> Json:
        return {"ok": True, "channel": {"id": f"D{arguments['users'][1:]}"}}

    def _conversations_history(self, arguments: Json) -> Json:
        return self._listed(arguments, thread_ts="")

    def _conversations_replies(self, arguments: Json) -> Json:
        return self._listed(arguments, thread_ts=arguments["ts"])

    def _listed(self, arguments: Json, *, thread_ts: str) -> Json:
        shown = [
            {"ts": message.ts, "type": "message", **message.content}
            for message in reversed(self.messages)
            if message.channel == arguments["channel"]
            and message.thread_ts == thread_ts
            and not message.only_for
            and float(message.ts) >= float(arguments.get("oldest", 0))
        ]
        return {"ok": True, "messages": shown, "has_more": False}

    def _views_open(self, arguments: Json) -> Json:
        user, until = self.triggers.pop(arguments["trigger_id"], ("", 0.0))
        if not user:
            raise Refused("exchanged_trigger_id")
        if until < self._scheduler.now:
            raise Refused("expired_trigger_id")
        view = View(
            f"V{self.number()}", user, arguments["view"], f"h{self.number()}", arguments["trigger_id"]
        )
        self.views[view.id] = view
        return _view(view)

    def _views_update(self, arguments: Json) -> Json:
        view = self.views.get(arguments["view_id"])
        if view is None:
            raise Refused("not_found")
        if arguments.get("hash") not in {None, "", view.hash}:
            raise Refused("hash_conflict")
        view.content, view.hash = arguments["view"], f"h{self.number()}"
        return _view(view)


def _none(effect: Callable[[], object]) -> None:
    effect()


def _answered(body: Mapping[str, Any]) -> Answer:
    return 200, {"Content-Type": "application/json"}, json.dumps(body)


def _content(request: Request) -> Json:
    data = request.data or b""
    assert isinstance(data, bytes)
    if (request.get_header("Content-type") or "").startswith("application/json"):
        return dict(json.loads(data or b"{}"))
    return dict(parse_qsl(data.decode()))


def _user(user: str) -> Json:
    name, email = PEOPLE.get(user, ("cm-task", ""))
    profile = {"display_name": name, "real_name": name, "email": email}
    return {
        "id": user,
        "team_id": TEAM,
        "name": name.lower(),
        "tz": "Europe/London",
        "is_bot": user == BOT,
        "profile": profile,
    }


def _view(view: View) -> Json:
    return {"ok": True, "view": {"id": view.id, "hash": view.hash, **view.content}}
