"""Reads what a request brought, or refuses it: JSON bodies, pages, flags, dates."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any, NoReturn

from flask import request

from bot.sandbox.chartmogul.refusal import Refusal

PER_PAGE_MAX = 200
"""Most entries on one page: https://dev.chartmogul.com/reference/customers/list"""

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})?)?")


def body() -> dict[str, Any]:
    """The JSON object sent.

    Raises:
        Refusal: 400 for what is not a JSON object in UTF-8.
    """
    try:
        content = json.loads(request.get_data().decode(), parse_constant=_no_constant)
        json.dumps(content, ensure_ascii=False).encode()
    except (ValueError, RecursionError) as error:
        raise Refusal(400, "There was a problem in the JSON you submitted") from error
    if not isinstance(content, dict):
        raise Refusal(400, "The request body must be a JSON object")
    return content


def page_arguments() -> tuple[str | None, int]:
    """The `cursor` and `per_page` of a list request.

    Raises:
        Refusal: 400 for a `per_page` that is not a whole number from 1 to 200, and for a `page`, which there
            is no more.
    """
    if "page" in request.args:
        raise Refusal(400, 'Parameter "page" is deprecated', "page")
    text = request.args.get("per_page", str(PER_PAGE_MAX))
    if not re.fullmatch(r"\d{1,6}", text) or not 1 <= int(text) <= PER_PAGE_MAX:
        raise Refusal(400, f"per_page must be between 1 and {PER_PAGE_MAX}", "per_page")
    return request.args.get("cursor") or None, int(text)


def flag(name: str) -> bool | None:
    """A `true` or `false` in the query; None when it is absent.

    Raises:
        Refusal: 400 for anything else, `True` of Python included.
    """
    text = request.args.get(name)
    if text is None:
        return None
    if text not in ("true", "false"):
        raise Refusal(400, f"{name} must be true or false", name)
    return text == "true"


def day_argument(name: str) -> date | None:
    """A day in the query; None when it is absent.

    Raises:
        Refusal: 400 for what is no date.
    """
    text = request.args.get(name)
    return None if text is None else instant(text, name).date()


def required_text(content: Mapping[str, Any], name: str) -> str:
    """A text that must be there and not be blank.

    Raises:
        Refusal: 400 when it is absent, blank or no text.
    """
    value = content.get(name)
    if value is None or value == "":
        raise Refusal(400, f"{name} is missing", name, code="blank")
    if not isinstance(value, str):
        raise Refusal(400, f"{name} is invalid", name)
    if not value.strip():
        raise Refusal(400, f"{name} can't be blank", name, code="blank")
    return value


def optional_text(content: Mapping[str, Any], name: str) -> str | None:
    """A text that may be absent or null.

    Raises:
        Refusal: 400 when it is something else.
    """
    value = content.get(name)
    if value is not None and not isinstance(value, str):
        raise Refusal(400, f"{name} is invalid", name)
    return value


def instant(value: object, name: str) -> datetime:
    """An ISO 8601 date or time; without a zone it is in UTC.

    Raises:
        Refusal: 400 when it is none.
    """
    if not isinstance(value, str) or not _DATE.fullmatch(value):
        raise Refusal(400, f"{name} is not a valid ISO 8601 date", name)
    try:
        parsed = datetime.fromisoformat(value)
        return (parsed if parsed.tzinfo else parsed.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise Refusal(400, f"{name} is not a valid ISO 8601 date", name) from error


def timestamp(moment: datetime) -> str:
    """A time as the API writes it: `2025-04-25T02:15:06.474Z`."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03d}Z"


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")
