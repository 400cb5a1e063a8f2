"""`cm-task monitoring`."""

from __future__ import annotations

from typing import Annotated, Literal

import typer


def monitoring(
    what: Annotated[
        Literal["alerts", "dashboard"],
        typer.Argument(help="alerts: rules for Prometheus. dashboard: to import into Grafana."),
    ],
) -> None:
    """Print alert rules for Prometheus, or a dashboard for Grafana, to be kept in a file."""
    from bot.operate.monitoring import ALERTS, DASHBOARD

    path = ALERTS if what == "alerts" else DASHBOARD
    typer.echo(path.read_text(encoding="utf-8"), nl=False)
