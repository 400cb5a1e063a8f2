"""Follows a list from page to page, also one that would lead around for ever."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Generic

import structlog

from bot.chartmogul.answers import Entry, Page
from bot.chartmogul.errors import Endless

log = structlog.get_logger("bot.chartmogul")

PAGES_MAX = 50_000
"""Most pages of one list: ten million records."""

STALE_MAX = 3
"""Pages in a row without anything new after which more of the kind are to be expected."""


class PageTurner(Generic[Entry]):
    """Looks at each page of a list as it comes, and says when the next one would be in vain.

    Args:
        cursor: where the list was entered, if not at its beginning.
    """

    def __init__(self, cursor: str | None = None) -> None:
        self._seen = {cursor}
        self._pages = 0 if cursor is None else 1
        self._stale = 0
        self._last: list[Entry] = []

    def turn(self, page: Page[Entry]) -> Page[Entry]:
        """The page, with a doubt added where it was announced and is empty."""
        self._pages += 1
        nothing_new = not page.skipped and (not page.entries or page.entries == self._last)
        self._stale = self._stale + 1 if nothing_new else 0
        self._last = page.entries
        if self._pages > 1 and not page.entries and not page.doubt:
            return replace(page, doubt="a page was empty")
        return page

    def next_after(self, page: Page[Entry]) -> str | None:
        """The cursor of the next page; None where the list is at its end.

        Raises:
            Endless: the cursor was followed before, or page after page held nothing new.
        """
        if not page.has_more:
            return None
        if page.cursor in self._seen or self._stale >= STALE_MAX or self._pages >= PAGES_MAX:
            error = Endless()
            log.warning("chartmogul_endless", pages=self._pages, reference=error.reference)
            raise error
        self._seen.add(page.cursor)
        return page.cursor


def each_page(read: Callable[[str | None], Page[Entry]]) -> Iterator[Page[Entry]]:
    """The pages of a list, one after the other as they are taken.

    Args:
        read: asks for the page at a cursor; at None for the first.

    Raises:
        Endless: after a page, where the next one would be in vain.
    """
    turner: PageTurner[Entry] = PageTurner()
    cursor: str | None = None
    while True:
        page = turner.turn(read(cursor))
        yield page
        cursor = turner.next_after(page)
        if cursor is None:
            return
