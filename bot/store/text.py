"""Text columns that take whatever arrives, alike on both databases."""

from __future__ import annotations

import re
from typing import Any

import sqlalchemy
from sqlalchemy import Dialect
from sqlalchemy.types import TypeDecorator

# PostgreSQL stores no NUL, and no database stores half a surrogate pair; JSON can carry both.
_UNSTORABLE = re.compile(r"[\x00\ud800-\udfff]")


def storable(text: str) -> str:
    """The text as it is stored: what cannot be is replaced by U+FFFD."""
    if text.isascii() and "\0" not in text:
        return text
    return _UNSTORABLE.sub("\ufffd", text)


class Text(TypeDecorator[str]):
    """Text of any length; see `storable`."""

    impl = sqlalchemy.Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else storable(value)


class Key(Text):
    """Text that is looked up, compared byte by byte on both databases. Indexes take up to 2,000 bytes."""

    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> Any:
        collation = "C" if dialect.name == "postgresql" else None
        return dialect.type_descriptor(sqlalchemy.Text(collation=collation))
