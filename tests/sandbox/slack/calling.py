"""Slack's own client, calling the stand-in."""

from __future__ import annotations

from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse

from bot.sandbox.slack import SlackStandIn


def client_of(slack: SlackStandIn, token: str | None = None) -> WebClient:
    return WebClient(token or slack.bot_token, base_url=slack.api_url, retry_handlers=[], timeout=5)


def refusal(call: Any, *arguments: Any, **named: Any) -> SlackResponse:
    with pytest.raises(SlackApiError) as caught:
        call(*arguments, **named)
    answer = caught.value.response
    assert isinstance(answer, SlackResponse)
    return answer
