"""`cm-task serve`."""

from __future__ import annotations

import gc
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands.environment import load

if TYPE_CHECKING:
    from bot.app import Application


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
    # What is loaded now stays: to look through it for garbage as it grows takes a quarter of the start.
    gc.disable()
    from bot.app import build
    from bot.front_door.listening import CannotListen
    from bot.operate import logs
    from bot.outbox.pace import Pace
    from bot.rooms import Surroundings
    from bot.runtime import REAL, MovedClock
    from bot.server import Server
    from bot.store.database import DatabaseError

    loaded = load()
    logs.catch_strays()
    around = Surroundings(runtime=MovedClock(clock) if clock else REAL)
    pace = Pace(follow=follow, look=look)

    def built() -> Application:
        application = build(loaded, pace=pace, around=around)
        gc.freeze()
        gc.enable()
        return application

    try:
        Server(built, host=host, port=loaded.port).run()
    except CannotListen as error:
        typer.echo(
            f"PORT: {error}. Set PORT to another one, or --host to an address of this machine.", err=True
        )
        raise typer.Exit(2) from None
    except DatabaseError as error:
        typer.echo(f"DATABASE_URL: {error}", err=True)
        raise typer.Exit(2) from None
