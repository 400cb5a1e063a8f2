"""Whether Slack would take a view or a message, found out without showing it to anybody."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from slack_sdk.errors import SlackApiError

from bot.slack.errors import translated
from bot.slack.transport import Api, Send, over_http

Json = dict[str, Any]

_WRONG = {"invalid_view", "invalid_message", "invalid_blocks"}

IN_A_MESSAGE = {"blocks", "attachments"}
"""What is looked at in a message. Slack refuses whatever else it holds, `text` included."""


def view_faults(base_url: str, view: Json, *, timeout: float = 10.0, send: Send = over_http) -> list[str]:
    """What Slack finds wrong with a modal or an App Home, each with where it is.

    It needs neither a token nor a scope (https://docs.slack.dev/reference/methods/blocks.validate).

    Raises:
        SlackError: Slack did not say.
    """
    return _faults(Api("", base_url, timeout, send), view=view)


def message_faults(
    base_url: str, message: Json, *, timeout: float = 10.0, send: Send = over_http
) -> list[str]:
    """The same of a message; its text is not looked at.

    Raises:
        SlackError: Slack did not say.
    """
    looked_at = {name: message[name] for name in IN_A_MESSAGE & message.keys()}
    return _faults(Api("", base_url, timeout, send), message=looked_at)


def _faults(api: Api, **payload: Json) -> list[str]:
    with translated():
        try:
            api.api_call(
                "blocks.validate", params={kind: json.dumps(content) for kind, content in payload.items()}
            )
        except SlackApiError as error:
            data = error.response.data
            if isinstance(data, Mapping) and data.get("error") in _WRONG:
                return _each(data.get("errors")) or [str(data["error"])]
            raise
    return []


def _each(errors: object) -> list[str]:
    found = [error for error in errors if isinstance(error, Mapping)] if isinstance(errors, list) else []
    return [
        f"{error.get('message') or error.get('code')} at {error.get('pointer') or '/'}" for error in found
    ]
