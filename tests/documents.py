"""The tables of the documents that are made from the code: `uv run python -m tests.documents` writes them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from bot.operate.manifest import OPTIONAL, SCOPES
from bot.settings import Settings, about

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
CONTRIBUTING = ROOT / ".github" / "CONTRIBUTING.md"
SECURITY = ROOT / ".github" / "SECURITY.md"

BEGIN, END = "<!-- written by `uv run python -m tests.documents` -->", "<!-- until here -->"

Row = Sequence[str]


def settings() -> Iterator[Row]:
    """The environment: its variables, what they are without being set, and what for."""
    yield "variable", "default", "what for"
    for name, said in about().items():
        default = Settings.model_fields[name.lower()].get_default()
        yield f"`{name}`", f"`{default}`" if isinstance(default, str | int) else "", said.what_for


def scopes() -> Iterator[Row]:
    """What the bot asks of Slack, and why."""
    yield "scope", "what for", "without it"
    for scope, what_for in SCOPES.items():
        yield f"`{scope}`", what_for, OPTIONAL.get(scope, "")


TABLES: dict[Path, Callable[[], Iterable[Row]]] = {README: settings, SECURITY: scopes}
"""The table that a document holds between `BEGIN` and `END`."""


def up_to_date(document: Path) -> str:
    """The document's text with its table as the code has it now.

    Raises:
        ValueError: the document has no place for a table.
    """
    before, begin, rest = document.read_text().partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (begin and end):
        raise ValueError(f"{document.name} has no place for its table")
    head, *rows = TABLES[document]()
    lines = [_line(head), "|" + "---|" * len(head), *map(_line, rows)]
    return "\n".join([before + BEGIN, *lines, END + after])


def _line(row: Row) -> str:
    return re.sub(" +", " ", f"| {' | '.join(row)} |")


if __name__ == "__main__":
    for path in TABLES:
        path.write_text(up_to_date(path))
