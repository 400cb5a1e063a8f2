"""What was looked at, and what came out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Verdict(StrEnum):
    """How it is."""

    OK = "ok"
    WARNS = "warns"
    """It works, and somebody should know of it."""
    FAILS = "fails"
    UNKNOWN = "unknown"
    """There is no telling."""


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at."""

    key: str
    """What programs know it by; it stays the same from version to version."""
    what: str
    said: str
    """What was found, or what is wrong; never a secret."""
    verdict: Verdict = Verdict.OK
    do: str = ""
    """How to mend it."""
    facts: Mapping[str, Any] = field(default_factory=dict)
    """The same for programs, as far as it is numbers and names."""

    @property
    def line(self) -> str:
        """All of it in one line."""
        return f"{self.said}. {self.do}" if self.do else self.said

    def as_json(self) -> dict[str, Any]:
        """For programs; the names stay the same from version to version."""
        return {
            "check": self.key,
            "verdict": self.verdict.value,
            "said": self.said,
            "do": self.do,
            "facts": dict(self.facts),
        }
