"""Reads what ChartMogul answers about one thing: strict in what identifies it, lenient in all else.

ChartMogul has changed the types of its fields before. What a record cannot do without is a required field of
its model; any other field that is not what the documentation promises counts as absent.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Annotated, Any, Self

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    GetCoreSchemaHandler,
    ValidationError,
)
from pydantic_core import CoreSchema, core_schema

_ID = re.compile(r"[A-Za-z0-9_-]{1,100}")
_DAY = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)")
_COMPACT_DAY = re.compile(r"(\d{4})(\d{2})(\d{2})")
_TIME = re.compile(
    r"(\d{4})[-/](\d\d)[-/](\d\d)[T ](\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?) ?(Z|UTC|GMT|[+-]\d\d:?\d\d)?",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d{9,19}(?:\.\d+)?")
_WEB_ADDRESS = re.compile(r"https?://[^\s<>|\"]{1,2000}", re.IGNORECASE)
_YEARS = range(1971, 9999)
"""Other years are how some programs write that there is no date: 1, 1900, 1970, 9999."""
_EPOCH_UNITS = {range(9, 11): 1, range(12, 14): 1e3, range(15, 17): 1e6, range(18, 20): 1e9}
"""By the digits of the number: what an epoch time of these years counts to a second."""


class Record(BaseModel):
    """What ChartMogul answered about one thing. Unknown fields are ignored; odd ones count as absent."""

    model_config = ConfigDict(frozen=True, extra="ignore", populate_by_name=True, hide_input_in_errors=True)

    @classmethod
    def model_validate(cls, obj: Any, **how: Any) -> Self:
        """The record; see pydantic's. Within others, and from JSON, odd fields are errors instead.

        Raises:
            ValidationError: what it cannot do without is missing or odd.
        """
        try:
            return super().model_validate(obj, **how)
        except ValidationError as error:
            odd = {str(item["loc"][0]) for item in error.errors() if item["loc"]}
            if not odd or not isinstance(obj, Mapping):
                raise
            for name, field in cls.model_fields.items():
                if odd & {name, field.alias}:
                    odd |= {name, field.alias or name}
            # A required field that is odd is missing now, and the record cannot be read.
            usual = {name: value for name, value in obj.items() if name not in odd}
            return super().model_validate(usual, **how)


_NUMBERS_END = 10**18


def _plain(value: Any, keys: tuple[str, ...], depth: int = 0) -> Any:
    """A text or number; of an object what one of the keys holds, of a list its first."""
    if isinstance(value, dict) and depth < 3:
        return _plain(next((value[key] for key in keys if value.get(key)), None), keys, depth + 1)
    if isinstance(value, list) and depth < 3:
        return _plain(value[0] if value else None, keys, depth + 1)
    return value


def _text(value: Any, keys: tuple[str, ...] = ("name", "value", "label", "title", "text")) -> str:
    value = _plain(value, keys)
    if value is None:
        return ""
    if isinstance(value, float):
        if not math.isfinite(value):
            raise ValueError("not a number")
        value = int(value) if value.is_integer() else value
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise ValueError("not a text")
    return str(value)


def _email(value: Any) -> str:
    return _text(value, ("email", "address", "value"))


def _id(value: Any) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int) or not _ID.fullmatch(str(value).strip()):
        raise ValueError("not an id")
    return str(value).strip()


def _number(value: Any) -> int | None:
    value = _text(value, ("id", "value")).strip()
    if not value:
        return None
    if not value.isascii() or not value.isdigit() or int(value) >= _NUMBERS_END:
        raise ValueError("not a number")
    return int(value)


def _web_address(value: Any) -> str:
    address = _text(value, ("url", "href", "value")).strip()
    return address if _WEB_ADDRESS.fullmatch(address) else ""


def _instant(value: Any) -> datetime | None:
    """A point in time, in whatever notation that leaves no doubt; without a zone it is in UTC, as all else.

    Python's own reading of a time without a zone would take the machine's.
    """
    if value in (None, "") or (isinstance(value, str) and not value.strip()):
        return None
    if isinstance(value, datetime):
        return value
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise ValueError("not a time")
    text = str(value).strip()
    found = _epoch(text) if _NUMBER.fullmatch(text) else _iso(text)
    if found.year not in _YEARS:
        raise ValueError("no time of these years")
    return found


def _iso(text: str) -> datetime:
    match = _TIME.fullmatch(text)
    if match is None:
        raise ValueError("not a time")
    year, month, day, time, zone = match.groups()
    offset = "+00:00" if zone is None or zone.upper() in ("Z", "UTC", "GMT") else zone
    return datetime.fromisoformat(f"{year}-{month}-{day}T{time}{offset}")


def _epoch(text: str) -> datetime:
    digits = len(text.partition(".")[0])
    unit = next((unit for lengths, unit in _EPOCH_UNITS.items() if digits in lengths), math.inf)
    return datetime.fromtimestamp(float(text) / unit, UTC)


def _moment(value: Any) -> datetime | None:
    """A point in time of which the day may be all that is known: then its first moment in UTC."""
    match = _DAY.fullmatch(value.strip()) if isinstance(value, str) else None
    return _instant(value) if match is None else datetime(*_ymd(match), tzinfo=UTC)


def _day(value: Any) -> date | None:
    """A calendar day as written: a time zone beside it never shifts it.

    ChartMogul answers `2025-04-30` or `2025-04-30T00:00:00.000Z` for the same day.
    """
    value = _plain(value, ("date", "day", "value"))
    if value in (None, "") or (isinstance(value, str) and not value.strip()):
        return None
    if isinstance(value, date):
        return value.date() if isinstance(value, datetime) else value
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise ValueError("not a day")
    day = _written_day(str(value).strip())
    if day.year not in _YEARS:
        raise ValueError("no day of these years")
    return day


@lru_cache(maxsize=1000)
def _written_day(text: str) -> date:
    if match := _DAY.match(text):
        return date(*_ymd(match))
    if match := _COMPACT_DAY.fullmatch(text):
        return date(int(match[1]), int(match[2]), int(match[3]))
    if _NUMBER.fullmatch(text):
        moment = _epoch(text)
        if moment != datetime(moment.year, moment.month, moment.day, tzinfo=UTC):
            raise ValueError("which day this is depends on the time zone")
        return moment.date()
    raise ValueError("not a day")


def _ymd(match: re.Match[str]) -> tuple[int, int, int]:
    return int(match[1]), int(match[3]), int(match[4])


@dataclass(frozen=True)
class _Read:
    """How a field is read: what is as it should be by pydantic alone, and all else by a function first.

    Pages hold hundreds of records, and a function for each of their fields takes longer than all the rest.
    """

    function: Callable[[Any], Any]
    usual: CoreSchema

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        unusual = core_schema.no_info_before_validator_function(self.function, handler(source))
        return core_schema.union_schema([self.usual, unusual], mode="left_to_right")


_A_TEXT = core_schema.str_schema(strict=True)
_AN_ID = core_schema.str_schema(strict=True, pattern=f"^{_ID.pattern}$")
_A_NUMBER = core_schema.int_schema(strict=True, ge=0, lt=_NUMBERS_END)

Id = Annotated[str, _Read(_id, _AN_ID)]
"""What identifies a record, fit for a path."""

Text = Annotated[str, _Read(_text, _A_TEXT)]
"""ChartMogul writes an absent name, company or e-mail as null or `""`; here it is always `""`."""

Email = Annotated[str, _Read(_email, _A_TEXT)]
"""An e-mail address, also where it is the one of an object that stands for a person."""

WebAddress = Annotated[str, BeforeValidator(_web_address)]
"""A link fit for a button in Slack, or `""`."""

Number = Annotated[int | None, _Read(_number, _A_NUMBER)]
"""A whole number that a database takes."""

Instant = Annotated[datetime | None, BeforeValidator(_instant)]
"""A point in time, always with its zone."""

Moment = Annotated[datetime | None, BeforeValidator(_moment)]
"""A point in time, or a day, which is then known by its first moment."""

Day = Annotated[date | None, BeforeValidator(_day)]
"""A calendar day."""
