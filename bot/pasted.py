"""Values that people copy and paste, with what comes along."""

from __future__ import annotations

_QUOTES = {'"': '"', "'": "'", "`": "`", "\u201c": "\u201d", "\u2018": "\u2019", "\u201e": "\u201c"}
"""Pairs around a value; `docker --env-file`, for one, leaves them on."""

_UNSEEN = "\u200b\u200c\u200d\u2060\ufeff\u00ad"
"""Zero-width characters, the byte order mark and the soft hyphen."""


def as_meant(value: str) -> str:
    """The value without white space, invisible characters and quotes around it."""
    while True:
        inner = value.strip().strip(_UNSEEN)
        if len(inner) > 1 and _QUOTES.get(inner[0]) == inner[-1]:
            inner = inner[1:-1]
        if inner == value:
            return value
        value = inner
