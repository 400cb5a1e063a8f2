"""A ChartMogul task, as far as the bot needs it."""

from __future__ import annotations

from typing import Any

from pydantic import model_validator

from bot.chartmogul.record import Day, Email, Id, Instant, Moment, Record, Text


class Task(Record):
    """A task as ChartMogul has it. Fields that only some answers carry are optional."""

    task_uuid: Id
    task_details: Text = ""
    assignee: Email = ""
    due_date: Day = None
    customer_uuid: Text = ""
    completed_at: Moment = None
    created_at: Instant = None
    updated_at: Instant = None

    @model_validator(mode="before")
    @classmethod
    def _named_as_in_other_records(cls, data: Any) -> Any:
        """ChartMogul's own libraries for Node.js and PHP also expect the id as `uuid`."""
        if isinstance(data, dict) and not data.get("task_uuid") and data.get("uuid"):
            return {**data, "task_uuid": data["uuid"]}
        return data
