"""The stand-in refuses the messages that Slack refuses, and in its words."""

from __future__ import annotations

from typing import Any

import pytest

from bot.sandbox.slack.limits import message_faults
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
