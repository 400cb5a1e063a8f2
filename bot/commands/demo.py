"""`cm-task demo`."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.commands.environment import interrupt_when_told_to_stop


def demo(
    port: Annotated[int, typer.Option(help="Port of the demo page.", min=0, max=65535)] = 8000,
) -> None:
    """Try everything in the browser: no account, no network, nothing to set up."""
    from bot.sandbox.demo.running import run

    interrupt_when_told_to_stop()
    run(port)
