"""The ways in which Slack says no."""

from __future__ import annotations

from typing import Any

MISTAKES = frozenset(
    {
        "invalid_arguments",
        "invalid_blocks",
        "invalid_blocks_format",
        "invalid_metadata_format",
        "invalid_auth",
        "not_authed",
        "not_allowed_token_type",
        "missing_scope",
        "unknown_method",
        "exchanged_trigger_id",
        "expired_trigger_id",
        "invalid_trigger_id",
        "push_limit_reached",
        "view_too_large",
        "msg_blocks_too_long",
        "msg_too_long",
        "no_text",
        "not_enabled",
    }
)
"""Errors that only an app's own mistake brings about; the stand-in lists them among its problems."""


class ApiError(Exception):
    """An answer `ok: false`. `code` is Slack's word; `detail` goes into the answer beside it."""

    def __init__(self, code: str, **detail: Any) -> None:
        super().__init__(code)
        self.code = code
        self.detail = detail


class ClientRefused(Exception):
    """Slack's own app would not let a person do this; nothing was sent to the bot."""
