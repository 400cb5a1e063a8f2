"""Rules for JSON, checked the way Slack reports them: a message and a JSON pointer for each fault."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True)
class Fault:
    """One broken rule. As text it reads like an entry of Slack's `errors`."""

    message: str
    pointer: str

    def __str__(self) -> str:
        return f"{self.message} [json-pointer:{self.pointer}]"


Faults = list[Fault]
Rule = Callable[[Any, str], Faults]
"""Checks a value at a JSON pointer."""


def string(limit: int, *, at_least: int = 1) -> Rule:
    """Text of at least `at_least` and at most `limit` characters."""

    def check(value: Any, pointer: str) -> Faults:
        if not isinstance(value, str):
            return [Fault("must provide a string", pointer)]
        if len(value) > limit:
            return [Fault(f"must be less than {limit + 1} characters", pointer)]
        if len(value) < at_least:
            return [Fault(f"must be more than {at_least - 1} characters", pointer)]
        return []

    return check


def boolean(value: Any, pointer: str) -> Faults:
    """True or false."""
    return [] if isinstance(value, bool) else [Fault("must provide a boolean", pointer)]


def whole(low: int, high: int) -> Rule:
    """A whole number between two bounds, both included."""

    def check(value: Any, pointer: str) -> Faults:
        if isinstance(value, bool) or not isinstance(value, int):
            return [Fault("must provide an integer", pointer)]
        if not low <= value <= high:
            return [Fault(f"must be between {low} and {high}", pointer)]
        return []

    return check


def iso_date(value: Any, pointer: str) -> Faults:
    """A date as YYYY-MM-DD."""
    fault = [Fault("must provide a date as YYYY-MM-DD", pointer)]
    if not isinstance(value, str) or not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        return fault
    try:
        date.fromisoformat(value)
    except ValueError:
        return fault
    return []


def one_of(*allowed: str) -> Rule:
    """One of a few words."""

    def check(value: Any, pointer: str) -> Faults:
        return [] if value in allowed else [Fault(f"must be one of {', '.join(allowed)}", pointer)]

    return check


def matching(pattern: str, what: str, *, limit: int) -> Rule:
    """Text of a certain shape."""

    def check(value: Any, pointer: str) -> Faults:
        faults = string(limit)(value, pointer)
        if not faults and not re.fullmatch(pattern, value):
            faults.append(Fault(f"must provide a valid {what}", pointer))
        return faults

    return check


def array(item: Rule, *, most: int, least: int = 1) -> Rule:
    """A list with a limited number of items."""

    def check(value: Any, pointer: str) -> Faults:
        if not isinstance(value, list):
            return [Fault("must provide an array", pointer)]
        if len(value) > most:
            return [Fault(f"no more than {most} items allowed", pointer)]
        if len(value) < least:
            return [Fault(f"no fewer than {least} items allowed", pointer)]
        return [fault for n, entry in enumerate(value) for fault in item(entry, f"{pointer}/{n}")]

    return check


def anything(value: Any, pointer: str) -> Faults:
    """No rule: for parts of Block Kit that are passed through unchecked."""
    return []


def record(required: Mapping[str, Rule], optional: Mapping[str, Rule] | None = None) -> Rule:
    """An object with exactly these properties."""
    rules = {**required, **(optional or {})}

    def check(value: Any, pointer: str) -> Faults:
        if not isinstance(value, dict):
            return [Fault("must provide an object", pointer)]
        faults = [Fault(f"missing required field: {name}", pointer) for name in required if name not in value]
        for name, entry in value.items():
            if name in rules:
                faults += rules[name](entry, f"{pointer}/{name}")
            else:
                faults.append(Fault(f"invalid additional property: {name}", pointer))
        return faults

    return check


def typed(kinds: Mapping[str, Rule]) -> Rule:
    """An object whose `type` decides its rule."""

    def check(value: Any, pointer: str) -> Faults:
        if not isinstance(value, dict):
            return [Fault("must provide an object", pointer)]
        if "type" not in value:
            return [Fault("missing required field: type", pointer)]
        rule = kinds.get(value["type"]) if isinstance(value["type"], str) else None
        if rule is None:
            return [Fault(f"unsupported type: {value['type']}", f"{pointer}/type")]
        return rule(value, pointer)

    return check
