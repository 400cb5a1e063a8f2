"""What the workspace grants is known from Slack's answers: nothing is asked in vain, and nothing given up."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any
from urllib.request import Request

import pytest

from bot.runtime import Runtime
from bot.sandbox.slack import SlackStandIn
from bot.slack.errors import SlackRefused
from bot.slack.granted import KEPT
from bot.slack.web_api import Slack

ALL = frozenset({"channels:history", "groups:history", "im:history", "users:read"})


class Waiting(Runtime):
    """Real time, and what a test lets pass beside it."""

    passed = 0.0

    def monotonic(self) -> float:
        return super().monotonic() + self.passed


@pytest.fixture
def slack() -> Iterator[SlackStandIn]:
    """A Slack that grants everything."""
    with SlackStandIn(scopes=ALL) as standin:
        yield standin


@pytest.fixture
def runtime() -> Waiting:
    """A time that can be let pass."""
    return Waiting()


@pytest.fixture
def client(slack: SlackStandIn, runtime: Waiting) -> Slack:
    """The bot's own."""
    return Slack(slack.bot_token, slack.api_url, runtime=runtime)


def threads_asked_for(slack: SlackStandIn) -> int:
    """How often the bot asked for one."""
    return len(slack.calls("conversations.replies"))


def refused(ask: Callable[[], object]) -> str:
    """Slack's word for the no to a question."""
    with pytest.raises(SlackRefused) as caught:
        ask()
    return caught.value.code


def test_a_thread_is_asked_for_once_where_the_scope_was_declined(slack: SlackStandIn, client: Slack) -> None:
    slack.scopes = {"users:read"}
    channel = slack.add_channel("acme", members=[])

    for _ in range(3):
        assert refused(lambda: client.thread_page(channel, "1.0")) == "missing_scope"
        assert refused(lambda: client.thread(channel, "1.0", limit=5, timeout=5.0)) == "missing_scope"
        assert refused(lambda: list(client.messages_since(channel, 0.0))) == "missing_scope"

    assert threads_asked_for(slack) == 1
    assert slack.calls("conversations.history") == []


def test_any_other_answer_says_it_beforehand(slack: SlackStandIn, client: Slack) -> None:
    slack.scopes = {"users:read"}
    channel = slack.add_channel("acme", members=[])
    client.installation()

    assert refused(lambda: client.thread_page(channel, "1.0")) == "missing_scope"

    assert threads_asked_for(slack) == 0


def test_what_is_granted_later_is_taken_up_with_the_next_answer(slack: SlackStandIn, client: Slack) -> None:
    slack.scopes = {"users:read"}
    person = slack.add_person("anna", email="anna@acme.test")
    channel = slack.add_channel("acme", members=[person])
    first = slack.post(channel, person, "Hello")
    assert refused(lambda: client.thread_page(channel, first)) == "missing_scope"

    slack.scopes = ALL
    client.person(person, timeout=5.0)

    assert [message["text"] for message in client.thread_page(channel, first).messages] == ["Hello"]


def test_without_the_header_it_is_asked_again_after_a_while(
    slack: SlackStandIn, client: Slack, runtime: Waiting
) -> None:
    slack.scopes = frozenset()
    channel = slack.add_channel("acme", members=[])
    assert refused(lambda: client.thread_page(channel, "1.0")) == "missing_scope"
    assert refused(lambda: client.thread_page(channel, "1.0")) == "missing_scope"
    assert threads_asked_for(slack) == 1

    runtime.passed = KEPT
    assert refused(lambda: client.thread_page(channel, "1.0")) == "missing_scope"

    assert threads_asked_for(slack) == 2


def test_public_channels_are_read_though_private_ones_may_not_be(slack: SlackStandIn, client: Slack) -> None:
    slack.scopes = {"channels:history"}
    person = slack.add_person("anna", email="anna@acme.test")
    public = slack.add_channel("acme", members=[person])
    private = slack.add_channel("secret", kind="private", members=[person])
    first = slack.post(public, person, "Hello")

    for _ in range(3):
        assert refused(lambda: client.thread_page(private, "1.0")) == "missing_scope"
        assert client.thread_page(public, first).messages

    assert threads_asked_for(slack) == 1 + 3


REFUSED = {"ok": False, "error": "missing_scope"}


@pytest.mark.parametrize(
    ("headers", "body", "is_remembered"),
    [
        ({"X-OAuth-Scopes": "users:read"}, REFUSED, True),
        ({"x-oauth-scopes": " identify , users:read,"}, REFUSED, True),
        ({"X-OAuth-Scopes": ["users:read"]}, REFUSED, True),
        ({}, {**REFUSED, "needed": "channels:history,groups:history", "provided": "users:read"}, True),
        ({}, {**REFUSED, "needed": "channels:history", "provided": ""}, True),
        ({}, {**REFUSED, "needed": "groups:history", "provided": "channels:history"}, True),
        ({"X-OAuth-Scopes": ""}, REFUSED, False),
        ({}, REFUSED, False),
        ({}, {**REFUSED, "needed": None, "provided": None}, False),
        ({}, {**REFUSED, "needed": ["channels:history"], "provided": ["users:read"]}, False),
        ({"X-OAuth-Scopes": "channels:history"}, REFUSED, False),
        ({"X-OAuth-Scopes": "channels:history"}, {"ok": False, "error": "not_in_channel"}, False),
        ({}, {"ok": False, "error": "no_permission", "needed": "x", "provided": "y"}, False),
    ],
)
def test_a_refusal_is_remembered_as_far_as_it_says_what_is_granted(
    headers: dict[str, Any], body: dict[str, Any], is_remembered: bool
) -> None:
    asked: list[str] = []

    def send(request: Request, timeout: float) -> tuple[int, dict[str, Any], str]:
        asked.append(request.full_url)
        return 200, headers, json.dumps(body)

    client = Slack("xoxb-1", "https://slack.test/api/", send=send)
    for _ in range(2):
        refused(lambda: client.thread_page("C1", "1.0"))

    assert len(asked) == (1 if is_remembered else 2)
