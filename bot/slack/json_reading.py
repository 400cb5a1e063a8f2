"""Reading JSON of which nothing is certain: what is missing, null or of an odd type counts as absent."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable
from typing import Annotated, Any

from pydantic import BeforeValidator

Json = dict[str, Any]

READ_MAX = 40_000
"""Most characters that are read of one text: Slack cuts a message's there.

https://docs.slack.dev/changelog/2018-truncating-really-long-messages
"""

NODES_MAX = 20_000
"""Most values that are read of one list of blocks, attachments or files; Slack takes fewer."""

DEPTH_MAX = 40
"""Most levels of lists and objects that are read; Slack itself nests about twenty."""

_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")


def text(value: object) -> str:
    """A string that can be stored and holds no control characters; `""` for anything else."""
    if not isinstance(value, str):
        return ""
    start = value[:READ_MAX]
    if not start.isascii():
        # JSON can smuggle in halves of surrogate pairs, which no database or socket takes.
        start = start.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return _CONTROLS.sub("", start)


def shown(value: object) -> str:
    """A string or a number, as it is shown."""
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return str(value) if is_number else text(value)


def of(value: object, key: str) -> str:
    """The text under a key of what should be an object."""
    return shown(value.get(key)) if isinstance(value, dict) else ""


def child(value: object, key: str) -> object:
    """What is under a key of what should be an object."""
    return value.get(key) if isinstance(value, dict) else None


def objects(value: object) -> list[Json]:
    """The JSON objects of a list; anything that is none is left out."""
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def bounded(value: object) -> object:
    """The value without what is nested deeper or comes later than anything in a message of Slack's.

    So everything that is read of it ends soon, however large and deep it was.
    """
    room = NODES_MAX

    def kept(value: object, depth: int) -> object:
        nonlocal room
        room -= 1
        if not isinstance(value, dict | list):
            return value
        if not depth:
            return None
        if isinstance(value, dict):
            return {key: kept(item, depth - 1) for key, item in value.items() if room > 0}
        items = itertools.takewhile(lambda item: room > 0, value)
        return [kept(item, depth - 1) for item in items]

    return kept(value, DEPTH_MAX)


def lines(parts: Iterable[str], between: str = "\n") -> str:
    """The parts that say something, one a line, taken only until there is more than is read anyway."""
    taken: list[str] = []
    room = READ_MAX
    for part in parts:
        if part and not part.isspace():
            taken.append(part)
            room -= len(part)
            if room < 0:
                break
    return between.join(taken)


def _text_or_none(value: object) -> str | None:
    return text(value) or None


def _count(value: object) -> int:
    return value if isinstance(value, int) and value > 0 else 0


Text = Annotated[str, BeforeValidator(text)]
OptionalText = Annotated[str | None, BeforeValidator(_text_or_none)]
Objects = Annotated[list[Json], BeforeValidator(lambda value: objects(bounded(value)))]
Count = Annotated[int, BeforeValidator(_count)]
