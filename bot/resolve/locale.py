"""What a person's language says of how they write dates."""

from __future__ import annotations


def day_first(locale: str) -> bool | None:
    """Whether 5/1 is 5 January where this is spoken (`en-GB`); None where that is not known."""
    return None
