"""Boards as rows of their table."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row

from bot.boards.board import Board, Kind, What, read_what


def new_row(place: str, kind: Kind, what: What, *, person: str) -> dict[str, Any]:
    """A board that was never drawn."""
    return {
        "place": place,
        "kind": kind,
        "person": person,
        "channel": "",
        "ts": "",
        "what": what.model_dump_json(),
        "response_url": "",
        "uses": 0,
        "until": 0.0,
        "wanted": 1,
        "drawn": 0,
        "content": "",
        "turns_at": 0.0,
        "attempts": 0,
        "next_try_at": 0.0,
        "lease_until": 0.0,
        "token": 0,
    }


def board_of(row: Row[Any]) -> Board:
    """What a row says."""
    values = {name: row._mapping[name] for name in Board.__dataclass_fields__}
    return Board(**{**values, "kind": Kind(values["kind"]), "what": read_what(values["what"])})
