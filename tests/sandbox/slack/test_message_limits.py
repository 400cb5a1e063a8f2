"""The stand-in refuses the messages that Slack refuses, and in its words."""

from __future__ import annotations

from typing import Any

import pytest
from slack_sdk import WebClient

from bot.sandbox.slack import SlackStandIn
from bot.sandbox.slack.limits import message_faults, too_long
from tests.sandbox.slack.block_kit import (
    actions,
    button,
    input_block,
    option,
    plain,
    section,
    text_input,
    url_select,
)
from tests.sandbox.slack.calling import refusal


@pytest.mark.parametrize(
    ("blocks", "fault"),
    [
        ([{"type": "divider"}] * 51, "no more than 50 items allowed [json-pointer:/blocks]"),
        ("hi", "must provide an array [json-pointer:/blocks]"),
        (
            [section(text={"type": "mrkdwn", "text": "x" * 3001})],
            "must be less than 3001 characters [json-pointer:/blocks/0/text/text]",
        ),
        ([{"type": "section"}], "missing required field: text [json-pointer:/blocks/0]"),
        ([section(fields=[plain()] * 11)], "no more than 10 items allowed [json-pointer:/blocks/0/fields]"),
        (
            [section(fields=[plain("x" * 2001)])],
            "must be less than 2001 characters [json-pointer:/blocks/0/fields/0/text]",
        ),
        (
            [section(text={"type": "mrkdwn", "text": "x", "emoji": True})],
            "invalid additional property: emoji [json-pointer:/blocks/0/text]",
        ),
        (
            [section(text={"type": "plain_text", "text": "x", "verbatim": True})],
            "invalid additional property: verbatim [json-pointer:/blocks/0/text]",
        ),
        ([section(block_id="x" * 256)], "must be less than 256 characters [json-pointer:/blocks/0/block_id]"),
        (
            [{"type": "header", "text": plain("x" * 151)}],
            "must be less than 151 characters [json-pointer:/blocks/0/text/text]",
        ),
        (
            [{"type": "header", "text": {"type": "mrkdwn", "text": "x"}}],
            "unsupported type: mrkdwn [json-pointer:/blocks/0/text/type]",
        ),
        (
            [{"type": "context", "elements": [plain()] * 11}],
            "no more than 10 items allowed [json-pointer:/blocks/0/elements]",
        ),
        (
            [{"type": "context", "elements": [button()]}],
            "unsupported type: button [json-pointer:/blocks/0/elements/0/type]",
        ),
        (
            [actions(*[button(action_id=str(n)) for n in range(26)])],
            "no more than 25 items allowed [json-pointer:/blocks/0/elements]",
        ),
        ([actions()], "no fewer than 1 items allowed [json-pointer:/blocks/0/elements]"),
        (
            [{**actions(button(), button()), "block_id": "k"}],
            "`action_id` b already exists for block_id k [json-pointer:/blocks/0/elements/1/action_id]",
        ),
        (
            [actions(button(text=plain("x" * 76)))],
            "must be less than 76 characters [json-pointer:/blocks/0/elements/0/text/text]",
        ),
        (
            [actions(button(text={"type": "mrkdwn", "text": "x"}))],
            "unsupported type: mrkdwn [json-pointer:/blocks/0/elements/0/text/type]",
        ),
        (
            [actions(button(value="x" * 2001))],
            "must be less than 2001 characters [json-pointer:/blocks/0/elements/0/value]",
        ),
        (
            [actions(button(url="https://x.test/" + "x" * 3000))],
            "must be less than 3001 characters [json-pointer:/blocks/0/elements/0/url]",
        ),
        (
            [actions(button(url="javascript:alert(1)"))],
            "must provide a valid url [json-pointer:/blocks/0/elements/0/url]",
        ),
        (
            [actions(button(style="warning"))],
            "must be one of primary, danger [json-pointer:/blocks/0/elements/0/style]",
        ),
        (
            [actions(button(confirm={"title": plain("x" * 101), "text": plain()}))],
            "must be less than 101 characters [json-pointer:/blocks/0/elements/0/confirm/title/text]",
        ),
        (
            [actions(button(confirm={"title": plain(), "text": plain("x" * 301)}))],
            "must be less than 301 characters [json-pointer:/blocks/0/elements/0/confirm/text/text]",
        ),
        (
            [section(accessory={"type": "overflow", "options": [option(str(n)) for n in range(6)]})],
            "no more than 5 items allowed [json-pointer:/blocks/0/accessory/options]",
        ),
        (
            [actions({"type": "overflow", "options": []})],
            "no fewer than 1 items allowed [json-pointer:/blocks/0/elements/0/options]",
        ),
        (
            [actions({"type": "overflow", "options": [option(text="x" * 76)]})],
            "must be less than 76 characters [json-pointer:/blocks/0/elements/0/options/0/text/text]",
        ),
        (
            [actions({"type": "overflow", "options": [option("x" * 151)]})],
            "must be less than 151 characters [json-pointer:/blocks/0/elements/0/options/0/value]",
        ),
        (
            [actions({"type": "overflow", "options": [option(url="x")]})],
            "must provide a valid url [json-pointer:/blocks/0/elements/0/options/0/url]",
        ),
        (
            [actions({"type": "static_select", "options": [option(url="https://x.test")]})],
            "invalid additional property: url [json-pointer:/blocks/0/elements/0/options/0]",
        ),
        (
            [actions({"type": "overflow", "options": [option(confirm={})]})],
            "invalid additional property: confirm [json-pointer:/blocks/0/elements/0/options/0]",
        ),
        (
            [actions(button(confirm={"title": plain(), "text": plain(), "deny": plain("x" * 31)}))],
            "must be less than 31 characters [json-pointer:/blocks/0/elements/0/confirm/deny/text]",
        ),
        (
            [{"type": "file", "external_id": "x", "source": "remote"}],
            "unsupported type: file [json-pointer:/blocks/0/type]",
        ),
        (
            [input_block({"type": "number_input", "is_decimal_allowed": True})],
            "unsupported type: number_input [json-pointer:/blocks/0/element]",
        ),
        (
            [section(accessory=text_input())],
            "unsupported type: plain_text_input [json-pointer:/blocks/0/accessory/type]",
        ),
        (
            [{"type": "image", "image_url": "https://x.test/i.png"}],
            "missing required field: alt_text [json-pointer:/blocks/0]",
        ),
        (
            [section(block_id="a"), section(block_id="a")],
            "`block_id` a already exists [json-pointer:/blocks/1/block_id]",
        ),
        (
            [input_block(url_select())],
            "`response_url_enabled` only works in input blocks in modals [json-pointer:/blocks/0]",
        ),
    ],
)
def test_a_message_that_breaks_a_rule_is_refused_in_slacks_words(blocks: Any, fault: str) -> None:
    assert [str(found) for found in message_faults(blocks)] == [fault]


@pytest.mark.parametrize(
    ("blocks", "too_much"),
    [
        ([section(text=plain("x" * 3000))] * 4, False),
        ([section(text=plain("x" * 3000))] * 5, True),
        ([section(text=plain("&" * 3000))] * 1, True),
        ([section(text=plain("&amp;" * 600))] * 4, False),
        ([section(text=plain("x" * 200), accessory=button(text=plain("x" * 20)))] * 40, False),
        ([section(text=plain("x" * 200), accessory=button(text=plain("x" * 40)))] * 40, True),
    ],
)
def test_all_words_of_a_message_together_are_limited(blocks: Any, too_much: bool) -> None:
    assert too_long(blocks) == too_much


@pytest.mark.parametrize("method", ["chat.postMessage", "chat.postEphemeral", "chat.update"])
def test_too_many_words_are_refused(slack: SlackStandIn, client: WebClient, method: str) -> None:
    user = slack.add_person("anna")
    channel = slack.add_channel("general", members=[user])
    ts = client.chat_postMessage(channel=channel, text="old")["ts"]
    blocks = [section(text=plain("x" * 3000))] * 5
    arguments = {"channel": channel, "user": user, "ts": ts, "text": "new", "blocks": blocks}
    assert refusal(client.api_call, method, json=arguments)["error"] == "msg_blocks_too_long"
    assert [message.text for message in slack.messages(channel)] == ["old"]
