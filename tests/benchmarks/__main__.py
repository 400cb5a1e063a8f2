"""All benchmarks in one table: `uv run python -m tests.benchmarks --help`.

Every figure stands against a floor or a peer that is measured beside it in the same run, so that it says
something on any machine, however busy.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from bot.operate import logs
from tests.benchmarks import (
    acknowledgements,
    directory_sync,
    durable,
    footprint,
    outbox_growth,
    tasks_per_second,
    typeahead_at_size,
)
from tests.benchmarks.row import Row

BENCHMARKS: dict[str, Callable[[bool], Iterator[Row]]] = {
    "acknowledgements": acknowledgements.rows,
    "footprint": footprint.rows,
    "durable": durable.rows,
    "tasks": tasks_per_second.rows,
    "sync": directory_sync.rows,
    "typeahead": typeahead_at_size.rows,
    "outbox": outbox_growth.rows,
}
"""By name; each is told whether it has to be quick."""


def main(
    only: Annotated[list[str] | None, typer.Argument(help=f"Some of: {', '.join(BENCHMARKS)}.")] = None,
    quick: Annotated[bool, typer.Option(help="Smaller, in about two minutes, and less exact.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead of a table.")] = False,
    as_markdown: Annotated[bool, typer.Option("--markdown", help="Print it as in README.md.")] = False,
) -> None:
    """Measure, and say what came out beside what should."""
    unknown = sorted(set(only or []) - BENCHMARKS.keys())
    if unknown:
        raise typer.BadParameter(f"there is no {', '.join(unknown)}")
    logs.configure("CRITICAL")
    rows: list[Row] = []
    told = Console(stderr=True)
    for name in only or BENCHMARKS:
        with told.status(f"{name} …"):
            for row in BENCHMARKS[name](quick):
                told.print(f"{row.what}: {row.said}", highlight=False)
                rows.append(row)
    if as_json:
        typer.echo(json.dumps([row.to_json() for row in rows], ensure_ascii=False, indent=1))
    elif as_markdown:
        typer.echo(markdown(rows))
    else:
        out = Console()
        # Written to a file, it is not read in a window of 80 characters.
        (out if out.is_terminal else Console(width=160)).print(table(rows))


def table(rows: list[Row]) -> Table:
    """The table, in which goals that were missed stand out."""
    made = Table("what", "ours", "against", "came out", "goal")
    for row in rows:
        verdict = "" if row.goal is None else " ✓" if row.is_met else " ✗ missed"
        made.add_row(row.what, row.ours, row.against, row.said, f"{row.wanted}{verdict}")
    return made


def markdown(rows: list[Row]) -> str:
    """The table as README.md has it."""
    lines = ["| what | ours | against | came out | goal |", "|---|---|---|---|---|"]
    for row in rows:
        missed = "" if row.is_met else ", missed"
        lines.append(f"| {row.what} | {row.ours} | {row.against} | {row.said}{missed} | {row.wanted} |")
    return "\n".join(lines)


if __name__ == "__main__":
    typer.run(main)
