"""The id by which the log tells one story: of what somebody did in Slack, and all that came of it.

A person reads it with an error, such as `cm-7f3a9c`. Every line of the log that is written on the way bears
it: by whoever answers Slack, by the threads that they ask to help, and, as it is stored with what is to be
done, by whoever does that, be it another process on another day.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_REFERENCE: ContextVar[str] = ContextVar("reference", default="")


def new_reference() -> str:
    """A short id that a person can quote."""
    return f"cm-{random.randbytes(3).hex()}"


def reference_here() -> str:
    """Of the story that this thread is in; empty where it is in none."""
    return _REFERENCE.get()


def own_reference() -> str:
    """Of the story that this thread is in, or a new one for what happens beside all stories."""
    return _REFERENCE.get() or new_reference()


@contextmanager
def referring(reference: str) -> Iterator[None]:
    """What happens until the end belongs to this story, and then again to the one before."""
    token = _REFERENCE.set(reference)
    try:
        yield
    finally:
        _REFERENCE.reset(token)


def join_story(reference: str) -> None:
    """What happens from now on in here belongs to a story that had begun before."""
    if reference:
        _REFERENCE.set(reference)
