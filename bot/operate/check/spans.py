"""How long something is, in words."""

from __future__ import annotations


def ago(seconds: float) -> str:
    """`3 hours`, as it stands before `ago`."""
    for unit, length in (("day", 86_400), ("hour", 3600), ("minute", 60)):
        if seconds >= length:
            number = int(seconds // length)
            return f"{number} {unit}{'s' if number > 1 else ''}"
    return "less than a minute"
