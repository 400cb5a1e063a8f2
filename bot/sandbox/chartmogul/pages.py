"""Answers a list request with one page: `{"entries", "cursor", "has_more"}`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Response

from bot.sandbox.chartmogul.refusal import Refusal, json_answer
from bot.sandbox.chartmogul.request_data import page_arguments
from bot.sandbox.chartmogul.shelf import Row, Shelf


def page_answer(
    shelf: Shelf[Row], keep: Callable[[Row], bool], as_json: Callable[[Row], dict[str, Any]]
) -> Response:
    """The page asked for. A cursor comes even with the last page; only `has_more` tells the end.

    Raises:
        Refusal: 400 for a cursor that was not given by this list.
    """
    cursor, per_page = page_arguments()
    try:
        page = shelf.page(keep, cursor=cursor, per_page=per_page)
    except ValueError as error:
        raise Refusal(400, "cursor is invalid", "cursor") from error
    entries = [as_json(row) for row in page.rows]
    return json_answer({"entries": entries, "cursor": page.cursor, "has_more": page.has_more})
