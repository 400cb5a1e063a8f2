"""blocks.validate, as Slack's own client calls it: it needs no token, and names what is wrong and where."""

from __future__ import annotations

from typing import Any

import pytest
from slack_sdk import WebClient

from bot.sandbox.slack import SlackStandIn
from tests.sandbox.slack.calling import client_of, refusal

SECTION = {"type": "section", "text": {"type": "mrkdwn", "text": "*hi*"}}
TITLE = {"type": "plain_text", "text": "Hello"}
WRONG = {"type": "section", "text": {"type": "invalid", "text": "hi"}}


@pytest.fixture
def anybody(slack: SlackStandIn) -> WebClient:
    """A client without a token."""
    return WebClient(base_url=slack.api_url, retry_handlers=[], timeout=5)


@pytest.mark.parametrize(
    "given",
    [
        {"blocks": [SECTION]},
        {"message": {"blocks": [SECTION]}},
        {"view": {"type": "modal", "title": TITLE, "blocks": [SECTION]}},
        {"view": {"type": "home", "blocks": [SECTION]}},
    ],
)
def test_what_is_right(slack: SlackStandIn, anybody: WebClient, given: dict[str, Any]) -> None:
    assert anybody.blocks_validate(**given)["ok"]
    assert client_of(slack).blocks_validate(**given)["ok"]


@pytest.mark.parametrize(
    ("given", "word", "pointer"),
    [
        ({"blocks": [WRONG]}, "invalid_blocks", "/0/text"),
        ({"message": {"blocks": [WRONG]}}, "invalid_message", "/blocks/0/text"),
        ({"message": {"blocks": [SECTION], "text": "hi"}}, "invalid_message", "/text"),
        ({"view": {"type": "home", "blocks": [WRONG]}}, "invalid_view", "/blocks/0/text"),
        ({"view": {"type": "modal", "blocks": [SECTION]}}, "invalid_view", ""),
        ({"view": {"type": "sheet", "blocks": [SECTION]}}, "invalid_view", "/type"),
    ],
)
def test_what_is_wrong(anybody: WebClient, given: dict[str, Any], word: str, pointer: str) -> None:
    answer = refusal(anybody.blocks_validate, **given)

    assert answer["error"] == word
    assert answer["errors"]
    for error in answer["errors"]:
        assert error.keys() == {"code", "message", "pointer", "constraint"}
        assert error["pointer"].startswith(pointer)


@pytest.mark.parametrize(
    "given", [{}, {"blocks": [SECTION], "message": {"blocks": [SECTION]}}, {"view": "{"}, {"blocks": '"x"'}]
)
def test_what_is_no_question(anybody: WebClient, given: dict[str, Any]) -> None:
    assert refusal(anybody.blocks_validate, **given)["error"] in {"invalid_arguments", "invalid_blocks"}


def test_a_token_that_is_sent_must_be_right(slack: SlackStandIn) -> None:
    assert (
        refusal(client_of(slack, "xoxb-other").blocks_validate, blocks=[SECTION])["error"] == "invalid_auth"
    )
