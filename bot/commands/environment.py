"""What commands begin with: the settings, the database, and how what is wrong is said."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

from bot.operate.printable import printable

if TYPE_CHECKING:
    from types import FrameType

    from bot.settings import Settings
    from bot.store.database import Database


def complain(line: str) -> None:
    """Say on standard error what is wrong."""
    typer.echo(printable(line), err=True)


def load(*, log_level: str = "") -> Settings:
    """The settings, with logs as they say; what is wrong with them ends the command with a line for each."""
    from bot import settings
    from bot.operate import logs

    try:
        loaded = settings.load()
    except settings.SettingsError as error:
        for line in str(error).splitlines():
            complain(line)
        raise typer.Exit(2) from None
    logs.configure(log_level or loaded.log_level)
    return loaded


@contextmanager
def opened_database() -> Iterator[Database]:
    """The database of the environment, up to date; a problem with it ends the command with one line."""
    from bot.store.database import Database, DatabaseError

    loaded = load()
    try:
        database = Database.open(loaded.database_url)
        database.migrate()
        try:
            yield database
        finally:
            database.close()
    except DatabaseError as error:
        complain(f"DATABASE_URL: {error}")
        raise typer.Exit(2) from None


def interrupt_when_told_to_stop() -> None:
    """Have SIGTERM end a command like Ctrl+C does, also where a shell started it in the background.

    Such a shell has it ignore SIGINT.
    """

    def interrupt(number: int, frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, interrupt)
