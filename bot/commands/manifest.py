"""`cm-task manifest`."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.commands.environment import complain


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
        complain(f"--url: {error}")
        raise typer.Exit(2) from None
    typer.echo(to_yaml(make(socket_mode=socket, request_url=address)), nl=False)
