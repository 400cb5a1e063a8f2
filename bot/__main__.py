"""The `cm-task` command."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from bot import settings
from bot.operate import logs
from bot.operate.printable import printable

if TYPE_CHECKING:
    from types import FrameType

    from bot.store.database import Database

cli = typer.Typer(
    help="Turns a Slack conversation into a follow-up task in ChartMogul.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_show_locals=False,
)
deliveries_cli = typer.Typer(help="List the outbox, or try a delivery again.")
cli.add_typer(deliveries_cli, name="deliveries")


def _complain(line: str) -> None:
    """Say on standard error what is wrong."""
    typer.echo(printable(line), err=True)


def _load(*, log_level: str = "") -> settings.Settings:
    try:
        loaded = settings.load()
    except settings.SettingsError as error:
        for line in str(error).splitlines():
            _complain(line)
        raise typer.Exit(2) from None
    logs.configure(log_level or loaded.log_level)
    return loaded


@contextmanager
def _database() -> Iterator[Database]:
    """The database of the environment, up to date; a problem with it ends the command with one line."""
    from bot.store.database import Database, DatabaseError

    loaded = _load()
    try:
        database = Database.open(loaded.database_url)
        database.migrate()
        try:
            yield database
        finally:
            database.close()
    except DatabaseError as error:
        _complain(f"DATABASE_URL: {error}")
        raise typer.Exit(2) from None


def _interrupt_when_told_to_stop() -> None:
    """Have SIGTERM end a command like Ctrl+C does, also where a shell started it in the background.

    Such a shell has it ignore SIGINT.
    """

    def interrupt(number: int, frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, interrupt)


@cli.command()
def serve(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "0.0.0.0",
    follow: Annotated[
        float,
        typer.Option(help="Seconds until it is read again what became of tasks in ChartMogul.", min=1.0),
    ] = 240.0,
    look: Annotated[float, typer.Option(hidden=True, min=0.1)] = 10.0,
    clock: Annotated[Path | None, typer.Option(hidden=True)] = None,
) -> None:
    """Run the bot: over HTTP, and over Socket Mode too when SLACK_APP_TOKEN is set."""
    from bot.app import build
    from bot.front_door.listening import CannotListen
    from bot.outbox.pace import Pace
    from bot.rooms import Surroundings
    from bot.runtime import REAL, MovedClock
    from bot.server import Server
    from bot.store.database import DatabaseError

    loaded = _load()
    around = Surroundings(runtime=MovedClock(clock) if clock else REAL)
    pace = Pace(follow=follow, look=look)
    try:
        Server(lambda: build(loaded, pace=pace, around=around), host=host, port=loaded.port).run()
    except CannotListen as error:
        typer.echo(
            f"PORT: {error}. Set PORT to another one, or --host to an address of this machine.", err=True
        )
        raise typer.Exit(2) from None
    except DatabaseError as error:
        typer.echo(f"DATABASE_URL: {error}", err=True)
        raise typer.Exit(2) from None


@cli.command()
def demo(
    port: Annotated[int, typer.Option(help="Port of the demo page.")] = 8000,
) -> None:
    """Try everything in the browser: no account, no network, nothing to set up."""
    from bot.sandbox.demo.running import run

    _interrupt_when_told_to_stop()
    run(port)


@cli.command()
def check() -> None:
    """See whether database, ChartMogul and Slack are set up right."""
    from bot.operate.check import check as look

    # What it finds says all that a log would, and in words for whoever sets the bot up.
    failed = False
    for finding in look(_load(log_level="CRITICAL")):
        verdict = {True: "ok   ", False: "FAILS", None: "?    "}[finding.ok]
        typer.echo(f"{verdict} {printable(f'{finding.what}: {finding.said}')}")
        failed = failed or finding.ok is False
    raise typer.Exit(1 if failed else 0)


@cli.command()
def sync(
    forget: Annotated[
        bool, typer.Option("--forget", help="Forget what is not found, however little of it is left.")
    ] = False,
) -> None:
    """Read all customers from ChartMogul now; a running bot does so every 15 minutes by itself."""
    from rich.console import Console

    from bot.chartmogul import ChartMogul, ChartMogulError
    from bot.directory.sync import DirectorySync, SyncInterrupted, SyncRunning
    from bot.operate.sync import read_customers
    from bot.store.limits import DatabaseThrottle

    _interrupt_when_told_to_stop()
    with _database() as database:
        loaded = _load()
        client = ChartMogul(
            loaded.chartmogul_api_key, base_url=loaded.chartmogul_api_url, throttle=DatabaseThrottle(database)
        )
        try:
            read_customers(DirectorySync(client, database), forget=forget, console=Console(soft_wrap=True))
        except SyncRunning:
            typer.echo("Another process is reading the customers just now: nothing to do.", err=True)
            raise typer.Exit(1) from None
        except (KeyboardInterrupt, SyncInterrupted):
            typer.echo("Stopped. What was read is kept; the next sync goes on from there.", err=True)
            raise typer.Exit(1) from None
        except ChartMogulError as error:
            _complain(f"{error.message} (reference {error.reference})")
            raise typer.Exit(1) from None


@deliveries_cli.callback(invoke_without_command=True)
def deliveries(
    context: typer.Context,
    only: Annotated[
        Literal["waiting", "unsure", "untold", "failed", "done"] | None, typer.Option(help="Show only these.")
    ] = None,
    limit: Annotated[int, typer.Option(help="Show at most so many of each.", min=1)] = 50,
) -> None:
    """List what is waiting, whom nobody could tell, what failed, with the reason, and what is done.

    Below it, the changes of tasks that wait, and how many notes there are.
    """
    if context.invoked_subcommand:
        return
    from rich.console import Console

    from bot.changes.changes import Changes
    from bot.notes.notes import Notes
    from bot.operate.changes import show_waiting
    from bot.operate.deliveries import show
    from bot.operate.notes import show_notes
    from bot.outbox.deliveries import Deliveries
    from bot.outbox.delivery import State
    from bot.tasks.tasks import Tasks
    from bot.workspace.people import People

    unfinished = [State.WAITING, State.UNSURE, State.UNTOLD, State.FAILED]
    states = [State(only)] if only else [*unfinished, State.DONE]
    with _database() as database:
        console, tasks = Console(soft_wrap=True), Tasks(database)
        show(Deliveries(database), states, limit=limit, console=console)
        if State.WAITING in states:
            changes = Changes(database, tasks)
            show_waiting(changes, tasks, People(database), limit=limit, console=console)
            show_notes(Notes(database), console=console)


@deliveries_cli.command("retry")
def retry_delivery(
    delivery: Annotated[str, typer.Argument(metavar="ID", help="The id, or how it begins.")],
) -> None:
    """Try one delivery again now."""
    from bot.operate.deliveries import NotOne, retry
    from bot.outbox.deliveries import Deliveries

    with _database() as database:
        try:
            typer.echo(f"{retry(Deliveries(database), delivery)} will be tried again now.")
        except NotOne as error:
            _complain(f"{delivery}: {error}.")
            raise typer.Exit(1) from None


@cli.command()
def manifest(
    socket: Annotated[bool, typer.Option("--socket", help="For Socket Mode instead of HTTP.")] = False,
    url: Annotated[str, typer.Option(help="Where Slack reaches the bot.")] = "",
) -> None:
    """Print the manifest to create the Slack app from."""
    from bot.operate.manifest import REQUEST_URL, to_yaml
    from bot.operate.manifest import manifest as make
    from bot.operate.request_url import NoRequestUrl, request_url

    try:
        address = request_url(url) if url else REQUEST_URL
    except NoRequestUrl as error:
        _complain(f"--url: {error}")
        raise typer.Exit(2) from None
    typer.echo(to_yaml(make(socket_mode=socket, request_url=address)), nl=False)


def main() -> None:
    """Entry point of the `cm-task` script."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            # Names in any script, on a terminal that knows one.
            stream.reconfigure(errors="backslashreplace")
    cli()


if __name__ == "__main__":
    main()
