"""The structure that Bolt and the listeners rely on, in whatever way a request came.

https://docs.slack.dev/reference/interaction-payloads, https://docs.slack.dev/apis/events-api
"""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bot.front_door.refused import Reason, Refused

Json = dict[str, Any]

DEPTH_MAX = 100
"""Levels of lists and objects that are kept; rich text in a forwarded message has some twenty."""


class _Part(BaseModel):
    # Each kind is built when the first of it comes, and not at the start.
    model_config = ConfigDict(extra="ignore", hide_input_in_errors=True, defer_build=True)


class _Named(_Part):
    id: str


_Who = str | _Named
"""By id alone, or as an object."""


class _Block(_Part):
    type: str = ""
    block_id: str = ""
    elements: list[Json] = Field(default_factory=list)
    hint: Json | None = None


class _View(_Part):
    id: str
    type: str
    callback_id: str = ""
    blocks: list[_Block] = Field(default_factory=list)


class _Action(_Part):
    action_id: str


class _Event(_Part):
    type: str


class _Body(_Part):
    user: _Who | None = None
    team: _Who | None = None
    enterprise: _Who | None = None
    channel: _Who | None = None
    user_id: str = ""
    team_id: str = ""
    enterprise_id: str = ""
    channel_id: str = ""
    trigger_id: str = ""
    response_url: str = ""
    response_urls: list[Json] = Field(default_factory=list)
    authorizations: list[Json] = Field(default_factory=list)
    view: _View | None = None
    message: Json | None = None
    event: _Event | None = None


class _Command(_Body):
    command: str = Field(min_length=1)
    user_id: str


class _Interaction(_Body):
    user: _Who


class _Shortcut(_Interaction):
    callback_id: str


class _Actions(_Interaction):
    actions: list[_Action] = Field(default_factory=list)


class _OfView(_Interaction):
    view: _View


class _Suggestion(_Interaction):
    action_id: str


class _EventCallback(_Body):
    event: _Event


class _UrlVerification(_Body):
    challenge: str


_KINDS: dict[str, type[_Body]] = {
    "command": _Command,
    "ssl_check": _Body,
    "shortcut": _Shortcut,
    "message_action": _Shortcut,
    "block_actions": _Actions,
    "block_suggestion": _Suggestion,
    "view_submission": _OfView,
    "view_closed": _OfView,
    "event_callback": _EventCallback,
    "url_verification": _UrlVerification,
    "app_rate_limited": _Body,
    # Slack's older surfaces, which the bot does not use and which are no mistake.
    "interactive_message": _Shortcut,
    "dialog_submission": _Shortcut,
    "dialog_cancellation": _Shortcut,
    "dialog_suggestion": _Shortcut,
    "workflow_step_edit": _Shortcut,
}


def kind_of(body: Json) -> str:
    """What Slack calls this kind of request; commands and certificate checks have no `type`."""
    if "type" in body:
        return str(body["type"])
    return next((kind for kind in ("command", "ssl_check") if kind in body), "")


def structured(value: object) -> Json:
    """The body, without its explicit nulls and what is nested beyond all measure: they count as absent.

    Raises:
        Refused: it has not the structure of anything that Slack sends.
    """
    body = _kept(value, DEPTH_MAX)
    if not isinstance(body, dict):
        raise Refused(Reason.MALFORMED, where="body")
    kind = _KINDS.get(kind_of(body))
    if kind is None or ("type" in body and "command" in body):
        raise Refused(Reason.MALFORMED, where="type")
    try:
        kind.model_validate(body)
    except ValidationError as error:
        raise Refused(Reason.MALFORMED, where=place_of(error)) from None
    if kind is _Actions and not body.get("actions"):
        raise Refused(Reason.NOTHING_DONE, where="actions")
    return body


def place_of(error: ValidationError) -> str:
    """Where the first thing is wrong, such as `view.type`."""
    return ".".join(str(step) for step in error.errors()[0]["loc"])[:100]


def _kept(value: object, depth: int) -> object:
    """The value; None where there is none, or it is nested too deep."""
    if not isinstance(value, dict | list):
        return value
    if depth == 0:
        return None
    if isinstance(value, dict):
        items = ((name, _kept(item, depth - 1)) for name, item in value.items())
        return {name: item for name, item in items if item is not None}
    return [item for item in (_kept(item, depth - 1) for item in value) if item is not None]
