"""The `cm-task` command."""

from __future__ import annotations

from typing import Annotated

import typer

from bot import logs, settings

cli = typer.Typer(
    help="Turns a Slack conversation into a follow-up task in ChartMogul.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_show_locals=False,
)


def _load() -> settings.Settings:
    try:
        loaded = settings.load()
    except settings.SettingsError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from None
    logs.configure(loaded.log_level)
    return loaded


@cli.command()
def serve(host: Annotated[str, typer.Option(help="Address to listen on.")] = "0.0.0.0") -> None:
    """Run the bot: over HTTP, and over Socket Mode too when SLACK_APP_TOKEN is set."""
    from bot.app import build
    from bot.server import Server
    from bot.store.database import Database, DatabaseError

    loaded = _load()
    try:
        # In this process too, so that a database that cannot be used stops the start with one line.
        database = Database.open(loaded.database_url)
        database.migrate()
        database.close()
    except DatabaseError as error:
        typer.echo(f"DATABASE_URL: {error}", err=True)
        raise typer.Exit(2) from None
    Server(lambda: build(loaded), host=host, port=loaded.port).run()


@cli.command()
def demo(
    port: Annotated[int, typer.Option(help="Port of the demo page.")] = 8000,
) -> None:
    """Try everything in the browser: no account, no network, nothing to set up."""
    from bot.sandbox.demo import run

    run(port)


@cli.command()
def manifest(
    socket: Annotated[bool, typer.Option("--socket", help="For Socket Mode instead of HTTP.")] = False,
    url: Annotated[str, typer.Option(help="Where Slack reaches the bot.")] = "",
) -> None:
    """Print the manifest to create the Slack app from."""
    from bot.manifest import REQUEST_URL, to_yaml
    from bot.manifest import manifest as make

    address = f"{url.rstrip('/').removesuffix('/slack/events')}/slack/events" if url else REQUEST_URL
    typer.echo(to_yaml(make(socket_mode=socket, request_url=address)), nl=False)


def main() -> None:
    """Entry point of the `cm-task` script."""
    cli()


if __name__ == "__main__":
    main()
