"""ChartMogul's notes on customers (https://dev.chartmogul.com/reference/notes-and-call-logs)."""

from __future__ import annotations

import html
from collections.abc import Iterator
from typing import Annotated

from pydantic import BeforeValidator

from bot.chartmogul.answers import Page, read_page, read_record
from bot.chartmogul.call import Call
from bot.chartmogul.calls import Caller
from bot.chartmogul.pages import each_page
from bot.chartmogul.record import Id, Instant, Record, Text
from bot.chartmogul.throttle import Priority

TEXT_MAX = 10_000
"""Most characters of a note as it is sent, escaped.

ChartMogul documents no limit. So many take at most 40,000 bytes, whatever the script: less than the 65,535 of
the smallest kind of column that holds texts longer than a line.
"""

PER_PAGE = 50
"""Notes on a page: one that was just written is among the first."""


class Note(Record):
    """A note, or a call log, as ChartMogul has it."""

    uuid: Id
    text: Annotated[str, BeforeValidator(lambda value: value if isinstance(value, str) else "")] = ""
    """As HTML, and maybe not what was sent to the letter; empty for what may be any text."""
    type: Text = ""
    customer_uuid: Text = ""
    created_at: Instant = None


def as_html(text: str) -> str:
    """What makes ChartMogul, which shows notes as HTML, show this text as it is, its line breaks kept."""
    return "<br>".join(html.escape(line) for line in text.splitlines())


class Notes:
    """The notes of one account. Every method raises `ChartMogulError`."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    def create(
        self, customer_uuid: str, text: str, author_email: str = "", *, timeout: float | None = None
    ) -> Note:
        """Write a note on a customer's page (https://dev.chartmogul.com/reference/notes-and-call-logs/add).

        Args:
            text: plain text.
            author_email: of a user of ChartMogul; without one, the note is by the owner of the API key.
            timeout: seconds for the request once there is a slot for it.

        Raises:
            Refused: there is no note, and there will be none from trying again.
            Busy, NeverSent: there is no note; try again.
            Uncertain: there may be a note; look with `pages` before trying again.
        """
        author = {"author_email": author_email} if author_email else {}
        body = {"customer_uuid": customer_uuid, "type": "note", "text": as_html(text), **author}
        call = Call("POST", "/notes", body=body, priority=Priority.LOOKUP, timeout=timeout)
        return self._caller.carry_out(call, lambda answer: read_record(Note, answer))

    def pages(self, customer_uuid: str, *, timeout: float | None = None) -> Iterator[Page[Note]]:
        """A customer's notes, newest first, page by page as they are taken.

        https://dev.chartmogul.com/reference/notes-and-call-logs/list

        Args:
            timeout: seconds for each page.

        Raises:
            Endless: the list leads around and around; raised after the last page that was of use.
        """
        query = {"customer_uuid": customer_uuid, "per_page": str(PER_PAGE)}

        def read(cursor: str | None) -> Page[Note]:
            at = {**query, **({"cursor": cursor} if cursor else {})}
            call = Call("GET", "/notes", query=at, priority=Priority.LOOKUP, timeout=timeout)
            return self._caller.carry_out(call, lambda answer: read_page(Note, answer))

        return each_page(read)
