"""`cm-task deliveries`, and `cm-task deliveries retry`."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from bot.commands.environment import complain, opened_database


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
    with opened_database() as database:
        console, tasks = Console(soft_wrap=True), Tasks(database)
        show(Deliveries(database), states, limit=limit, console=console)
        if State.WAITING in states:
            changes = Changes(database, tasks)
            show_waiting(changes, tasks, People(database), limit=limit, console=console)
            show_notes(Notes(database), console=console)


def retry(
    delivery: Annotated[str, typer.Argument(metavar="ID", help="The id, or how it begins.")],
) -> None:
    """Try one delivery again now."""
    from bot.operate.deliveries import NotOne
    from bot.operate.deliveries import retry as retry_now
    from bot.outbox.deliveries import Deliveries

    with opened_database() as database:
        try:
            typer.echo(f"{retry_now(Deliveries(database), delivery)} will be tried again now.")
        except NotOne as error:
            complain(f"{delivery}: {error}.")
            raise typer.Exit(1) from None
