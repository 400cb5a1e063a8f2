"""slack_sdk's clients, which go to the address they are given and nowhere else.

They would follow a redirect with the token, or a message, to whatever host it names.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any
from urllib.request import Request

from slack_sdk import WebClient
from slack_sdk.webhook import WebhookClient, WebhookResponse

from bot.slack.connections import KeptConnections, Opener

_QUIET = logging.getLogger("bot.slack.sdk")
_QUIET.setLevel(logging.CRITICAL + 1)

_OPENER = Opener(KeptConnections())

Answer = tuple[int, dict[str, Any], str]
"""Status, headers and body."""

Send = Callable[[Request, float], Answer]
"""Carries a request, and takes at most so many seconds for each step. Raises what `urllib` raises."""


def over_http(request: Request, timeout: float) -> Answer:
    """Carry a request over the network."""
    answer = _OPENER.open(request, timeout)
    charset = answer.headers.get_content_charset() or "utf-8"
    return int(answer.code or 0), dict(answer.headers), answer.read().decode(charset)


class Api(WebClient):
    """The Web API with one token. No call is ever repeated.

    Args:
        timeout: seconds; slack_sdk takes whole ones by its type, and any number at run time.
        send: carries the requests.
    """

    def __init__(self, token: str, base_url: str, timeout: float, send: Send) -> None:
        self._send = send
        super().__init__(
            token=token,
            base_url=base_url,
            timeout=timeout,  # type: ignore[arg-type]
            retry_handlers=[],
            logger=_QUIET,
        )

    def _perform_urllib_http_request_internal(self, url: str, req: Request) -> dict[str, Any]:
        status, headers, body = self._send(req, self.timeout)
        return {"status": status, "headers": headers, "body": body}


class ResponseUrl(WebhookClient):
    """A response URL. No message is ever sent twice. The arguments are those of `Api`."""

    def __init__(self, url: str, timeout: float, send: Send) -> None:
        self._send = send
        super().__init__(url, timeout=timeout, retry_handlers=[], logger=_QUIET)  # type: ignore[arg-type]

    def _perform_http_request_internal(self, url: str, req: Request) -> WebhookResponse:
        status, headers, body = self._send(req, self.timeout)
        return WebhookResponse(url=url, status_code=status, body=body, headers=headers)
