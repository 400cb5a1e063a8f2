"""The `cm-task` command."""

from __future__ import annotations

import sys
from io import TextIOWrapper

import typer

from bot.commands import backup, check, deliveries, demo, forget, manifest, monitoring, serve, sync

cli = typer.Typer(
    help="Turns a Slack conversation into a follow-up task in ChartMogul.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_show_locals=False,
)
cli.command()(serve.serve)
cli.command()(demo.demo)
cli.command()(check.check)
cli.command()(sync.sync)
cli.command()(forget.forget)
cli.command()(backup.backup)
cli.command()(manifest.manifest)
cli.command()(monitoring.monitoring)

deliveries_cli = typer.Typer(help="List the outbox, or try a delivery again.")
deliveries_cli.callback(invoke_without_command=True)(deliveries.deliveries)
deliveries_cli.command()(deliveries.retry)
cli.add_typer(deliveries_cli, name="deliveries")


def main() -> None:
    """Entry point of the `cm-task` script."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            # Names in any script, on a terminal that knows one.
            stream.reconfigure(errors="backslashreplace")
    cli()


if __name__ == "__main__":
    main()
