"""Too many calls are answered 429, with the seconds to wait."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from slack_sdk import WebClient

from bot.sandbox.slack import SlackStandIn
from tests.sandbox.slack.calling import client_of, refusal
from tests.still_clock import StillClock


@pytest.fixture
def clock() -> StillClock:
    return StillClock()


@pytest.fixture
def strict(clock: StillClock) -> Iterator[SlackStandIn]:
    with SlackStandIn(strict_rates=True, clock=clock.monotonic) as slack:
        yield slack


def test_a_channel_takes_a_short_burst_and_then_one_message_a_second(
    strict: SlackStandIn, clock: StillClock
) -> None:
    client, channel = client_of(strict), strict.add_channel("general")
    for _ in range(3):
        client.chat_postMessage(channel=channel, text="hi")
    answer = refusal(client.chat_postMessage, channel=channel, text="hi")
    assert (answer.status_code, answer["error"]) == (429, "ratelimited")
    assert answer.headers["Retry-After"] == "1"
    assert client.chat_postMessage(channel=strict.add_channel("other"), text="hi")["ok"]
    clock.seconds += 1
    assert client.chat_postMessage(channel=channel, text="hi")["ok"]


def test_a_method_takes_as_many_calls_a_minute_as_its_tier_says(
    strict: SlackStandIn, clock: StillClock
) -> None:
    client, user = client_of(strict), strict.add_person("anna")
    cards = [client.chat_postMessage(channel=strict.add_channel(name), text="card") for name in ("a", "b")]
    for n in range(50):
        card = cards[n % 2]
        client.chat_update(channel=card["channel"], ts=card["ts"], text=str(n))

    answer = refusal(client.chat_update, channel=cards[0]["channel"], ts=cards[0]["ts"], text="too much")
    assert (answer.status_code, answer["error"], answer.headers["Retry-After"]) == (429, "ratelimited", "2")
    assert client.users_info(user=user)["ok"]

    clock.seconds += 2
    assert client.chat_update(channel=cards[0]["channel"], ts=cards[0]["ts"], text="now")["ok"]


def test_the_limits_may_come_later(slack: SlackStandIn, client: WebClient) -> None:
    channel = slack.add_channel("general")
    for _ in range(5):
        client.chat_postMessage(channel=channel, text="hi")
    slack.limit_rates()
    for _ in range(3):
        client.chat_postMessage(channel=channel, text="hi")
    assert refusal(client.chat_postMessage, channel=channel, text="hi")["error"] == "ratelimited"
    slack.limit_rates(limited=False)
    assert client.chat_postMessage(channel=channel, text="hi")["ok"]
