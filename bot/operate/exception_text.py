"""A mistake as the log tells it: where it happened and what kind it is, and not what was in hand.

Libraries put into the text of an error what they stumbled over: a row with somebody's e-mail, the letter that
cannot be encoded and all that is around it. So only such texts are kept as speak of the code alone.
"""

from __future__ import annotations

import traceback
from collections.abc import Iterator
from types import TracebackType

SPEAKS_OF_CODE = (AttributeError, ImportError, NameError, NotImplementedError, RecursionError, TypeError)
"""Names and types are all that the interpreter puts into these."""

TEXT_MAX = 300
"""Characters of such a text."""

CHAIN_MAX = 10
"""Errors behind an error."""

ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None]


def exception_text(exc_info: ExcInfo) -> str:
    """The traceback, from the first cause on."""
    return "\n".join(_told(error) for error in reversed([*_chain(exc_info[1])]))


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    for _ in range(CHAIN_MAX):
        if error is None:
            return
        yield error
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def _told(error: BaseException) -> str:
    frames = "".join(traceback.format_tb(error.__traceback__))
    kind = f"{type(error).__module__}.{type(error).__qualname__}".removeprefix("builtins.")
    said = f": {' '.join(str(error).split())[:TEXT_MAX]}" if type(error) in SPEAKS_OF_CODE else ""
    return f"Traceback (most recent call last):\n{frames}{kind}{said}"
