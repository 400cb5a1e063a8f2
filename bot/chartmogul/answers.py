"""Reads ChartMogul's answers: one record, or one page of a list."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ValidationError

from bot.chartmogul.exchange import Answer
from bot.chartmogul.record import Record

Entry = TypeVar("Entry")
Model = TypeVar("Model", bound=Record)

_DIGITS_MAX = 40
"""No number of the API is longer, and Python refuses to read one of thousands of digits."""


@dataclass(frozen=True)
class Page(Generic[Entry]):
    """One page of a list.

    `cursor` leads to the next page; there is one on the last page too, so stop on `has_more`. What is not on
    the pages of a list is absent only where none of them has a `doubt`.

    Args:
        skipped: how many entries could not be read: each may be any.
        at: when ChartMogul answered, epoch seconds by its own clock (the `Date` header); None where it does
            not say.
        doubt: why more may be in the list than was read; `""` where nothing says so.
    """

    entries: list[Entry]
    cursor: str | None
    has_more: bool
    skipped: int = 0
    at: float | None = None
    doubt: str = ""


def read_record(model: type[Model], answer: Answer) -> Model:
    """The record that an answer holds, by itself or wrapped: `{"task": {…}}`, `{"data": {…}}`.

    Raises:
        ValueError: there is none that can be read.
    """
    content = read_object(answer)
    try:
        return model.model_validate(content)
    except ValidationError:
        for wrapper in (model.__name__.lower(), "data"):
            if isinstance(content.get(wrapper), dict):
                return model.model_validate(content[wrapper])
        raise


def read_page(model: type[Model], answer: Answer) -> Page[Model]:
    """The page that an answer holds. What cannot be read of it is skipped, counted and a reason to doubt.

    Raises:
        ValueError: it is no page.
    """
    content = _plain_page(model, answer) or read_object(answer)
    listed, cursor = content.get("entries"), content.get("cursor")
    cursor = cursor if isinstance(cursor, str) and cursor else None
    says_more = content.get("has_more")
    if not isinstance(listed, list) or (says_more is True and not listed and cursor is None):
        raise ValueError("not a page")
    entries = [entry for item in listed if (entry := _entry(model, item)) is not None]
    skipped = len(listed) - len(entries)
    # A cursor comes even with the last page; following it there costs one request.
    has_more = cursor is not None and (says_more is True or (says_more is not False and bool(listed)))
    doubt = ""
    if skipped:
        doubt = "an entry could not be read"
    elif not isinstance(says_more, bool) or (says_more and cursor is None):
        doubt = "a page did not say how the list goes on"
    return Page(entries, cursor, has_more, skipped, answer.at, doubt)


def _plain_page(model: type[Model], answer: Answer) -> dict[str, Any] | None:
    """A page of which all is as it should be, read in half the time; None where something is not.

    What the model does not know of the entries never becomes an object of Python's: that is most of them.
    """
    try:
        return vars(_plain_pages(model).model_validate_json(answer.body))
    except ValidationError:
        return None


class _Plain(BaseModel, Generic[Model]):
    entries: list[Model]
    cursor: Any = None
    has_more: Any = None


@cache
def _plain_pages(model: type[Model]) -> type[_Plain[Model]]:
    return _Plain[model]  # type: ignore[valid-type]  # it is made when it is needed


def read_object(answer: Answer) -> dict[str, Any]:
    """The JSON object that an answer is.

    Raises:
        ValueError: it is none.
        RecursionError: it is nested too deeply to be read.
    """
    # A byte that is no UTF-8 spoils one text, and not the whole answer.
    text = answer.body.decode(json.detect_encoding(answer.body), "replace")
    content = json.loads(text, parse_int=_whole_number)
    if not isinstance(content, dict):
        raise ValueError("not an object")
    return content


def _whole_number(digits: str) -> int | None:
    return int(digits) if len(digits) <= _DIGITS_MAX else None


def _entry(model: type[Model], item: Any) -> Model | None:
    if isinstance(item, model):
        return item
    try:
        return model.model_validate(item)
    except ValidationError:
        return None
