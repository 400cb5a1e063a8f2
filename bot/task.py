"""A new task, and the rules that it must meet before it is sent.

The rules are those of the Create-a-Task API: https://dev.chartmogul.com/reference/create-task
"""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, date, datetime
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    ValidationInfo,
    field_validator,
)

DETAILS_MAX = 255
"""Most characters ChartMogul takes as a task's details."""

_CUSTOMER_UUID = re.compile(r"cus_[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}")
_EMAIL = re.compile(
    r"[^@\s<>,;\"\ud800-\udfff]+@[^@\s<>,;\".\ud800-\udfff]+(?:\.[^@\s<>,;\".\ud800-\udfff]+)+"
)
_HALF_A_CHARACTER = re.compile(r"[\ud800-\udfff]")

_BLANKS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
"""Letters and marks that show nothing."""

_UNSEEN_CATEGORIES = frozenset({"Cc", "Cf", "Zl", "Zp", "Zs"})


def is_customer_uuid(text: str) -> bool:
    """Whether the text has the form of a ChartMogul customer's UUID (`cus_…`)."""
    return _CUSTOMER_UUID.fullmatch(text) is not None


def is_email(text: str) -> bool:
    """Whether the text has the form of one e-mail address (deliverability is not checked)."""
    return len(text) <= 254 and _EMAIL.fullmatch(text) is not None


def _calendar_day(value: Any) -> Any:
    """The day as written: ChartMogul answers `2025-04-30` or `2025-04-30T00:00:00.000Z` for the same day.

    Cutting the text, instead of parsing an instant, keeps every time zone from shifting the day.
    """
    if isinstance(value, str) and re.match(r"\d{4}-\d{2}-\d{2}(T|$)", value):
        return value[:10]
    return value


def _customer_uuid(value: str) -> str:
    if not is_customer_uuid(value):
        raise ValueError("choose a customer from the list")
    return value


def _whole(value: Any) -> Any:
    if isinstance(value, str) and _HALF_A_CHARACTER.search(value):
        raise ValueError(
            "one character in this is broken, perhaps half an emoji; delete it and type it again"
        )
    return value


def _is_seen(character: str) -> bool:
    is_variant = "\ufe00" <= character <= "\ufe0f"
    return unicodedata.category(character) not in _UNSEEN_CATEGORIES and not (
        is_variant or character in _BLANKS
    )


def _details(value: str) -> str:
    if not value:
        raise ValueError("say what is to be done")
    if not any(map(_is_seen, value)):
        raise ValueError("this holds only characters that nobody can see; say what is to be done")
    if len(value) > DETAILS_MAX:
        over = len(value) - DETAILS_MAX
        raise ValueError(f"ChartMogul takes {DETAILS_MAX} characters; shorten this by {over}")
    return value


def _assignee(value: str) -> str:
    if not is_email(value):
        raise ValueError("this is not an e-mail address")
    return value


def _not_in_the_past(value: date, info: ValidationInfo) -> date:
    today = (info.context or {}).get("today")
    if today is not None and value < today:
        raise ValueError(f"{value:%-d %B %Y} has passed; choose today or a later day")
    return value


Details = Annotated[str, BeforeValidator(_whole), AfterValidator(_details)]
DueDate = Annotated[date, BeforeValidator(_calendar_day), AfterValidator(_not_in_the_past)]
Assignee = Annotated[str, AfterValidator(_assignee)]

_RULES = ConfigDict(frozen=True, str_strip_whitespace=True, hide_input_in_errors=True)


class NewTask(BaseModel):
    """A task that may be sent to ChartMogul.

    Validate with `context={"today": date}`, the day in the time zone of the person who asks, to refuse due
    dates in the past. Without it (a stored task read back, perhaps after midnight) that rule is not applied.
    """

    model_config = _RULES

    customer_uuid: Annotated[str, AfterValidator(_customer_uuid)]
    task_details: Details
    assignee: Assignee
    due_date: DueDate
    completed_at: datetime | None = None

    @field_validator("completed_at")
    @classmethod
    def _completed_before_now(cls, value: datetime | None) -> datetime | None:
        if value is not None and (value if value.tzinfo else value.replace(tzinfo=UTC)) > datetime.now(UTC):
            raise ValueError("a task cannot have been completed in the future")
        return value

    def payload(self) -> dict[str, str]:
        """The JSON body of `POST /tasks`. An absent `completed_at` is left out: ChartMogul refuses `""`."""
        return self.model_dump(mode="json", exclude_none=True)


class TaskEdit(BaseModel):
    """What somebody changes of a task; what is None stays. Validated as `NewTask` is."""

    model_config = _RULES

    task_details: Details | None = None
    assignee: Assignee | None = None
    due_date: DueDate | None = None
