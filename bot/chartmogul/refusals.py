"""Reads ChartMogul's reasons out of the several shapes that its error answers take.

`{"code", "message", "param"}`, `{"error"}`, `{"errors": {field: reason}}`,
`{field: [reason], "error_details": [{"param", "code", "message"}]}`, plain text, or nothing.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

DETAIL_MAX = 200
"""Most characters of ChartMogul's own words that are passed on."""

# By ChartMogul's names for its parameters, once lower-cased and parted at every non-letter.
_PARAMETERS = {
    "customer_uuid": r"customer|associated object|contact",
    "task_details": r"details?|description|text",
    "assignee": r"assign|owner",
    "due_date": r"due|deadline",
    "completed_at": r"complet",
}
FIELDS = frozenset(_PARAMETERS)
"""Those of a task that a refusal can be about."""

# In sentences a word says less: "due to", "customer support" and "could not be completed" name no field.
_MENTIONS = {
    "customer_uuid": r"\bcustomers?(?![a-z]| (?:support|success|service))|\bassociated[ _]object",
    "task_details": r"\btask[ _]details?|\bdetails? (?:is|are|too|must|can|exceed|has|have)\b",
    "assignee": r"\bassign(?:ee|ed)",
    "due_date": r"\bdue[ _-](?:date|on|at|day)|\bdeadline",
    "completed_at": r"\bcompleted[ _](?:at|on|date)|\bcompletion",
}
_HINTS = {"assignee": r"\busers?\b|\be-?mail", "due_date": r"\bdates?\b", "task_details": r"\bcharacters\b"}
_REASONS = ("message", "error", "detail", "reason", "description", "title")
_NOT_FIELDS = {*_REASONS, "code", "param", "status", "errors", "error_details", "type", "request_id"}
_WHOLE = "base"
"""What Ruby on Rails calls an error that is of no single field."""
_PAGE = re.compile(r"<\s*(!doctype|html|head|body)\b", re.IGNORECASE)
_TAG = re.compile(r"</?[a-z][^<>]*>", re.IGNORECASE)
_CREDENTIALS = re.compile(r"(?<=://)[^/\s@]*@")


@dataclass(frozen=True)
class Refusal:
    """Why ChartMogul said no, as far as it told."""

    detail: str | None = None
    param: str | None = None


def read_refusal(body: bytes) -> Refusal:
    """The reason in an error answer. Never fails: what cannot be read is no reason."""
    text = body.decode("utf-8", "replace")
    try:
        answer = json.loads(text)
    except (ValueError, RecursionError):
        answer = "" if _PAGE.search(text[:2000]) or text.lstrip().startswith(("{", "[")) else text
    reasons = list(_reasons(answer))
    param = next((name for name, _ in reasons if name not in ("", _WHOLE)), None)
    detail = clean("; ".join(dict.fromkeys(reason for _, reason in reasons if reason)))
    return Refusal(detail=detail or None, param=_field(param) or _mentioned(detail) or param)


def clean(text: str) -> str:
    """One line without markup, control characters or credentials, cut at `DETAIL_MAX`."""
    line = _CREDENTIALS.sub("", _TAG.sub(" ", text[: 20 * DETAIL_MAX]))
    line = " ".join("".join(char if char.isprintable() else " " for char in line).split())
    return line if len(line) <= DETAIL_MAX else line[: DETAIL_MAX - 1].rstrip() + "…"


def _reasons(
    answer: Any, name: str = "", depth: int = 0, *, by_field: bool = False
) -> Iterator[tuple[str, str]]:
    """Pairs of a field's name (or `""`) and what is wrong with it, the most telling first."""
    if depth > 4:
        return
    if isinstance(answer, str):
        yield name, answer
    elif isinstance(answer, list):
        for item in answer:
            yield from _reasons(item, name, depth + 1)
    elif isinstance(answer, dict):
        yield from _object_reasons(answer, name, depth + 1, by_field=by_field)


def _object_reasons(
    answer: dict[str, Any], name: str, depth: int, *, by_field: bool
) -> Iterator[tuple[str, str]]:
    param = answer.get("param")
    name = param if isinstance(param, str) and param else name
    yield from _reasons(answer.get("error_details"), name, depth)
    for key in _REASONS:
        yield from _reasons(answer.get(key), name, depth)
    yield from _reasons(answer.get("errors"), name, depth, by_field=True)
    for key, reason in answer.items():
        # Beside `errors`, a text of its own is not known to be a reason: it could be what was sent.
        if key not in _NOT_FIELDS and (by_field or isinstance(reason, list)):
            yield from _reasons(reason, key, depth)
    if name:
        yield name, ""


def _field(param: str | None) -> str | None:
    """The field of a new task that ChartMogul's parameter name stands for: `task[assignee]`, `dueDate`, …"""
    words = re.sub(r"[^a-z]+", " ", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", param or "").lower())
    return _first(_PARAMETERS, words)


def _mentioned(text: str) -> str | None:
    """The field that a sentence names first, or else hints at."""
    return _first(_MENTIONS, text) or _first(_HINTS, text)


def _first(patterns: dict[str, str], text: str) -> str | None:
    found = {
        field: match.start()
        for field, words in patterns.items()
        if (match := re.search(words, text, re.IGNORECASE))
    }
    return min(found, key=lambda field: found[field], default=None)
