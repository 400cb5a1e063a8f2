"""Whether ChartMogul itself said no, or a gateway, firewall or proxy in its place."""

from __future__ import annotations

import json
import re
from enum import Enum, auto
from http import HTTPStatus
from typing import Any

from bot.chartmogul.exchange import Answer

_PAGE = re.compile(r"<\s*(!doctype|html|head|body|\?xml|error|title|center|h1)\b", re.IGNORECASE)
_GATEWAY_WORDS = re.compile(
    r"^\W*[45]\d\d\b|page not found|default backend|no (?:matching )?route|cannot (?:get|post|patch|delete) /"
    r"|nginx|no healthy upstream|error code: \d+|access denied",
    re.IGNORECASE,
)
_OWN_FIELDS = {"code", "message", "param", "error", "errors", "error_details", "base"}


class Origin(Enum):
    """Who answered with an error, as far as its shape tells."""

    CHARTMOGUL = auto()
    """The API: JSON that says what is wrong (https://dev.chartmogul.com/docs/response-codes)."""
    GATEWAY = auto()
    """Something in front of the API, with a page of its own."""
    UNKNOWN = auto()
    """No body, or words that could be anybody's."""


def origin_of(answer: Answer) -> Origin:
    """Who gave this error answer."""
    text = answer.body.decode("utf-8", "replace").strip().lstrip("\ufeff")
    try:
        content = json.loads(text)
    except (ValueError, RecursionError):
        return _origin_of_text(text, answer.content_type or "")
    if isinstance(content, dict) and content:
        return Origin.CHARTMOGUL if _is_own(content, answer.status) else _origin_of_words(content)
    return Origin.UNKNOWN


def _is_own(content: dict[str, Any], status: int) -> bool:
    if content.get("error_details") or content.get("errors"):
        return True
    if str(content.get("code")) == str(status) or content.get("param"):
        return "message" in content
    if isinstance(content.get("error"), str | dict) and content["error"] and content.keys() <= _OWN_FIELDS:
        return not _is_phrase(content["error"], status)
    return all(isinstance(reasons, list) and reasons for reasons in content.values())


def _is_phrase(words: Any, status: int) -> bool:
    """Whether it is nothing but the status in words, as frameworks answer where they know no such path."""
    try:
        phrase = HTTPStatus(status).phrase
    except ValueError:
        return False
    return re.sub(r"[\W_\d]+", "", str(words)).casefold() == phrase.replace(" ", "").casefold()


def _origin_of_words(content: dict[str, Any]) -> Origin:
    words = " ".join(str(value) for value in content.values() if isinstance(value, str))
    return Origin.GATEWAY if _GATEWAY_WORDS.search(words) else Origin.UNKNOWN


def _origin_of_text(text: str, content_type: str) -> Origin:
    if re.search(r"html|xml", content_type, re.IGNORECASE) or _PAGE.search(text[:2000]):
        return Origin.GATEWAY
    if _GATEWAY_WORDS.search(text[:2000]):
        return Origin.GATEWAY
    return Origin.UNKNOWN
