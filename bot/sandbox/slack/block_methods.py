"""blocks.validate: whether Slack would take blocks, a message or a view, without showing them to anybody.

https://docs.slack.dev/reference/methods/blocks.validate
"""

from __future__ import annotations

from typing import Any

from bot.sandbox.slack.errors import ApiError
from bot.sandbox.slack.limits import message_faults, view_faults
from bot.sandbox.slack.methods import Arguments, Method, World
from bot.sandbox.slack.objects import Json
from bot.sandbox.slack.schema import Fault, Faults
from bot.sandbox.slack.views import invalid_arguments

_KINDS = ("blocks", "message", "view")
_IN_A_MESSAGE = {"blocks", "attachments"}
"""All that a message may have here: `text`, for one, is refused."""


def _validate(world: World, arguments: Arguments) -> Json:
    given = [kind for kind in _KINDS if arguments.values.get(kind) is not None]
    if len(given) != 1:
        raise invalid_arguments([Fault("must provide exactly one of `blocks`, `view`, or `message`", "")])
    kind, value = given[0], arguments.values[given[0]]
    if isinstance(value, str):
        raise invalid_arguments([Fault("must be valid JSON", f"/{kind}")])
    if faults := _FAULTS[kind](value):
        raise ApiError(f"invalid_{kind}", errors=[_described(fault, kind) for fault in faults])
    return {}


def _of_message(message: Any) -> Faults:
    if not isinstance(message, dict):
        return [Fault("must provide an object", "")]
    more = [Fault(f"additional property: {name}", f"/{name}") for name in message.keys() - _IN_A_MESSAGE]
    return more or message_faults(message.get("blocks", []))


def _of_view(view: Any) -> Faults:
    kind = view.get("type") if isinstance(view, dict) else None
    return view_faults(view, "home" if kind == "home" else "modal")


_FAULTS = {"blocks": message_faults, "message": _of_message, "view": _of_view}

_ROOTS = {"blocks": "/blocks", "message": "", "view": "/view"}
"""What pointers begin with elsewhere, and not here: they lead from what was given."""


def _described(fault: Fault, kind: str) -> Json:
    return {
        "code": "failed_constraint",
        "message": fault.message,
        "pointer": fault.pointer.removeprefix(_ROOTS[kind]),
        "constraint": {"type": "all_of"},
    }


METHODS = {"blocks.validate": Method(_validate, needs_token=False)}
