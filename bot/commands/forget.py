"""`cm-task forget`."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.commands.environment import complain, opened_database
from bot.operate.printable import printable


def forget(
    user: Annotated[str, typer.Argument(metavar="USER", help="Their Slack user id (U…), or their e-mail.")],
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask whether to.")] = False,
) -> None:
    """Delete what is stored of one person, and say what it was and what remains."""
    from rich.console import Console

    from bot.operate.forget import show, show_remains
    from bot.retention.forgetting import Forgetting
    from bot.retention.who import NotOnePerson, find

    console = Console(soft_wrap=True, highlight=False)
    with opened_database() as database:
        try:
            who = find(database, user)
        except NotOnePerson as error:
            complain(f"{user}: {error}.")
            raise typer.Exit(1) from None
        forgetting = Forgetting(database)
        if waiting := forgetting.waiting(who):
            complain(
                f"{user}: nothing was deleted, for this names them and is still on its way: "
                f"{', '.join(waiting)}. `cm-task deliveries` says why it waits. "
                "Run this again when that has ended."
            )
            raise typer.Exit(1)
        found = forgetting.preview(who)
        console.print(printable(str(who)))
        if not found:
            typer.echo("Nothing is stored of them.")
            show_remains(forgetting.remains(who), console, shared=who.shared)
            return
        show(found, console)
        if in_doubt := forgetting.in_doubt(who):
            ids = ", ".join(one[:8] for one in in_doubt)
            typer.echo(f"Nobody can say whether ChartMogul has the tasks of {ids}; look there first.")
        if not yes and not typer.confirm("Delete this?"):
            typer.echo("Nothing was deleted.")
            raise typer.Exit(1)
        deleted = forgetting.forget(who)
        typer.echo("Deleted:")
        show(deleted, console)
        show_remains(forgetting.remains(who), console, shared=who.shared)
