"""`cm-task check`."""

from __future__ import annotations

import typer

from bot.commands.environment import load
from bot.operate.printable import printable


def check() -> None:
    """See whether database, ChartMogul and Slack are set up right."""
    from bot.operate.check import check as look

    # What it finds says all that a log would, and in words for whoever sets the bot up.
    failed = False
    for finding in look(load(log_level="CRITICAL")):
        verdict = {True: "ok   ", False: "FAILS", None: "?    "}[finding.ok]
        typer.echo(f"{verdict} {printable(f'{finding.what}: {finding.said}')}")
        failed = failed or finding.ok is False
    raise typer.Exit(1 if failed else 0)
