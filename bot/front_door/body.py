"""Reads what Slack signed: JSON, a form, or a form whose `payload` is JSON.

Bolt's own reading takes every form that holds the word "payload" somewhere for the third kind.
"""

from __future__ import annotations

import json
from math import isfinite
from typing import Any
from urllib.parse import parse_qsl

from bot.front_door.refused import Reason, Refused

FIELDS_MAX = 100
"""Fields of a form; a slash command has some fifteen."""


def read(content_type: str, body: bytes) -> object:
    """The form's fields or the JSON value.

    Raises:
        Refused: it is neither.
    """
    try:
        text = body.decode("utf-8")
        if content_type.partition(";")[0].strip().lower() == "application/json" or text.startswith("{"):
            return _json(text)
        fields = parse_qsl(text, keep_blank_values=True, errors="replace", max_num_fields=FIELDS_MAX)
        payloads = [value for name, value in fields if name == "payload"]
        if not payloads:
            return dict(fields)
        if len(payloads) > 1 or any(name == "command" for name, _ in fields):
            raise ValueError("says two things")
        return _json(payloads[0])
    except (ValueError, RecursionError):
        raise Refused(Reason.UNREADABLE) from None


def _json(text: str) -> object:
    return json.loads(text, parse_constant=_no_number, parse_float=_float)


def _no_number(word: str) -> Any:
    raise ValueError("no number of JSON")


def _float(digits: str) -> float:
    if not isfinite(value := float(digits)):
        return float(_no_number(digits))
    return value
