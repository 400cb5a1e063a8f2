"""The way to Slack for the bot's real clients: a function in place of the network; all may fail."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial
from typing import Any
from urllib.parse import parse_qsl, urlsplit
from urllib.request import Request

from bot.slack.transport import Answer
from tests.simulation import network
from tests.simulation.card_reading import task_in
from tests.simulation.events import Posted
from tests.simulation.options import Kind
from tests.simulation.slack import Json, Slack
from tests.simulation.slack_words import FINAL, NOT_POSTED, PASSING, PERHAPS_POSTED, SPENT, Refused

TELLING = (
    Kind.WORD,
    Kind.LIMITED,
    Kind.SLACK_ERROR,
    Kind.SLACK_DROPPED,
    Kind.SLACK_TIMED_OUT,
    Kind.SLACK_UNREADABLE,
)

_HISTORY = {"needed": "channels:history,groups:history,im:history", "provided": "chat:write,im:write"}

DECLINED = {"conversations.history": _HISTORY, "conversations.replies": _HISTORY}
"""What cannot be asked where the workspace has declined the scopes that it may decline."""

TAKEN = json.dumps({"ok": True})
"""What a response URL says that has taken a message."""


class SlackLine:
    """Carries requests there and answers back."""

    def __init__(self, world: network.Surroundings, slack: Slack) -> None:
        self._world = world
        self._slack = slack
        self._faults = world.faults
        self._scheduler = world.scheduler
        self._dice = world.options.dice("slack")

    def send(self, request: Request, timeout: float) -> Answer:
        """Carry a request, through whatever happens on the way; see `bot.slack.transport.Send`."""
        with network.faithful():
            try:
                return self._sent(request, timeout)
            except Refused as refused:
                return _answered({"ok": False, "error": str(refused)})

    def _sent(self, request: Request, timeout: float) -> Answer:
        url, content = request.full_url, _content(request)
        method = urlsplit(url).path.rpartition("/")[2]
        is_answer = url in self._slack.response_urls
        called = "a response URL" if is_answer else method
        self._world.trace(self._scheduler.strand.owner.name, f"calls {called}, for {timeout:.2f} s")
        self._slack.tried.add(url if is_answer else str(content.get("trigger_id")))
        if is_answer:
            return self._respond(url, content, timeout)
        if method == "chat.postMessage":
            self._slack.tried_directly[content["channel"]] += 1
            self._slack.check_post(content)
            return self._told(self._posting(content, partial(self._slack.post, content)), timeout, NOT_POSTED)
        if method == "chat.update":
            return self._update(content, timeout)
        if method == "views.publish":
            return self._publish(content, timeout)
        return self._asked(method, content, timeout)

    def _respond(self, url: str, content: Json, timeout: float) -> Answer:
        place = self._slack.response_urls[url]
        if self._faults.strikes(Kind.RESPONSE_URL):
            place.is_troubled = place.is_spent = True
            return 404, {}, self._dice.choice(SPENT)
        self._slack.use(url)
        post = partial(self._slack.respond, place, content)
        is_new = not (content.get("replace_original") and place.replaces)
        was_troubled, place.is_troubled = place.is_troubled, True
        answer = self._told(self._posting(content, post) if is_new else lambda: post, timeout, SPENT)
        place.is_troubled = was_troubled or answer[2] != TAKEN
        place.is_spent = place.is_spent or any(word in answer[2] for word in SPENT)
        return answer

    def _update(self, content: Json, timeout: float) -> Answer:
        message = self._slack.check_update(content)
        if self._faults.strikes(Kind.WORD) and self._dice.random() < 0.15:
            message.is_left_alone = True
            return _answered({"ok": False, "error": self._dice.choice(FINAL["chat.update"])})

        def show() -> Json:
            message.show(content)
            return {"ok": True, "channel": message.channel, "ts": message.ts}

        return self._told(lambda: show, timeout, PASSING)

    def _publish(self, content: Json, timeout: float) -> Answer:
        homes = self._slack.homes
        homes.check(content)
        if self._faults.strikes(Kind.WORD) and self._dice.random() < 0.15:
            homes.leave(content["user_id"])
            return _answered({"ok": False, "error": self._dice.choice(FINAL["views.publish"])})
        return self._told(lambda: partial(homes.publish, content), timeout, PASSING)

    def _posting(self, content: Json, post: Callable[[], Json]) -> Callable[[], Callable[[], Json]]:
        outbox = self._world.outbox

        def begin() -> Callable[[], Json]:
            delivery, is_late, is_excused = outbox.in_hand(), outbox.is_late_to_tell(), outbox.is_excused()

            def posted() -> Json:
                text, task = str(content.get("text")), task_in(content)
                channel = str(content.get("channel", ""))
                self._world.hear(Posted(delivery, text, task, is_late, is_excused, channel))
                return post()

            return posted

        return begin

    def _told(
        self, begin: Callable[[], Callable[[], Json]], timeout: float, words: tuple[str, ...]
    ) -> Answer:
        """Something that shows to people: whether it does is another question than what is answered.

        Args:
            begin: gives what makes it show, at the moment when it might.
            words: for not.
        """
        kind = self._faults.strikes(*TELLING)
        self._scheduler.pause(self._dice.uniform(0.01, 0.15))
        post = begin()
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
                    self._dice.choice((0.0, timeout, timeout + 3.0)), partial(_done, perhaps)
                )
                self._scheduler.pause(timeout)
                raise network.slack_not_answered()
        answer = post()
        self._scheduler.pause(self._dice.uniform(0.05, 0.3))
        if kind is Kind.SLACK_UNREADABLE:
            return 200, {}, self._dice.choice(("", '{"ok": tr', '{"ok": true}'))
        if not self._world.outbox.is_excused():
            self._slack.acknowledge(answer)
        return _answered(answer)

    def _asked(self, method: str, arguments: Json, timeout: float) -> Answer:
        """Something that may be asked again without harm."""
        kind = self._faults.strikes(Kind.ASKING)
        self._scheduler.pause(self._dice.uniform(0.01, 0.15))
        if kind:
            return self._trouble(method, timeout)
        if self._world.options.declined and method in DECLINED:
            return _answered({"ok": False, "error": "missing_scope", **DECLINED[method]})
        answer = self._slack.call(method, arguments)
        self._scheduler.pause(self._dice.uniform(0.01, 0.15))
        return _answered(answer)

    def _trouble(self, method: str, timeout: float) -> Answer:
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
        words = PASSING + FINAL.get(method, ())
        return _answered({"ok": False, "error": self._dice.choice(words)})


def _done(effect: Callable[[], object]) -> None:
    """Late, where it is still possible by then."""
    with suppress(Refused):
        effect()


def _answered(body: Mapping[str, Any]) -> Answer:
    return 200, {"Content-Type": "application/json"}, json.dumps(body)


def _content(request: Request) -> Json:
    data = request.data or b""
    assert isinstance(data, bytes)
    if (request.get_header("Content-type") or "").startswith("application/json"):
        return dict(json.loads(data or b"{}"))
    return dict(parse_qsl(data.decode()))
