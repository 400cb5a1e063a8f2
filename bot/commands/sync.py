"""`cm-task sync`."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.commands.environment import complain, interrupt_when_told_to_stop, load, opened_database


def sync(
    forget: Annotated[
        bool, typer.Option("--forget", help="Forget what is not found, however little of it is left.")
    ] = False,
) -> None:
    """Read all customers from ChartMogul now; a running bot does so every 15 minutes by itself."""
    from rich.console import Console

    from bot.chartmogul import ChartMogul, ChartMogulError
    from bot.directory.sync import DirectorySync, SyncInterrupted, SyncRunning
    from bot.operate.check.accounting import wrong
    from bot.operate.sync import read_customers
    from bot.store.limits import DatabaseThrottle

    interrupt_when_told_to_stop()
    with opened_database() as database:
        loaded = load()
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
            said, do = wrong(error, loaded)
            complain(f"ChartMogul: {said}. {do} (reference {error.reference})")
            raise typer.Exit(1) from None
