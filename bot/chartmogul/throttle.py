"""How callers share ChartMogul's limits: 40 requests a second and 20 connections at once.

https://dev.chartmogul.com/docs/rate-limits
"""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from enum import IntEnum
from typing import Protocol


class Priority(IntEnum):
    """Who goes first when slots are scarce: the lower number."""

    TASK = 0
    """Creating and changing tasks."""
    LOOKUP = 1
    """Reading something that a person waits for."""
    SYNC = 2
    """Paging through all customers and contacts."""


class Throttle(Protocol):
    """Lets a request pass when there is a slot for it. The client enters it around every HTTP request."""

    def __call__(self, priority: Priority, /) -> AbstractContextManager[None]:
        """A slot for one request, held from entering to leaving.

        Raises:
            Busy: on entering, when no slot came free in time. Leaving must not raise: by then the request was
                sent, and its outcome would be lost.
        """
        ...


def unthrottled(priority: Priority, /) -> AbstractContextManager[None]:
    """Lets every request pass at once: for tests and single calls."""
    return nullcontext()
