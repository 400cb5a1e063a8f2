"""`cm-task backup`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.commands.environment import complain, interrupt_when_told_to_stop, load


def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Where the copy goes.")],
    force: Annotated[bool, typer.Option("--force", help="Replace the file if it is there.")] = False,
) -> None:
    """Copy a SQLite database, also while the bot uses it."""
    from bot.operate.backup import BackupError, back_up
    from bot.operate.printable import printable

    interrupt_when_told_to_stop()
    try:
        made = back_up(load().database_url, file, force=force)
    except BackupError as error:
        complain(f"Not copied: {error}.")
        raise typer.Exit(1) from None
    except KeyboardInterrupt:
        typer.echo("Stopped; there is no copy.", err=True)
        raise typer.Exit(1) from None
    when = f"{made.at:%Y-%m-%d %H:%M:%S} UTC"
    typer.echo(
        printable(f"{made.of} as of {when} is in {file} ({made.size / 1e6:,.1f} MB), and was checked.")
    )
