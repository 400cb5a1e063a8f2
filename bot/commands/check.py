"""`cm-task check`."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands.environment import complain
from bot.operate.printable import printable

if TYPE_CHECKING:
    from bot.operate.check.finding import Finding


def check(
    as_json: Annotated[
        bool, typer.Option("--json", help="Print one JSON object, for programs, and nothing else.")
    ] = False,
    views: Annotated[
        bool, typer.Option("--views", help="Have Slack judge every view that the bot can draw as well.")
    ] = False,
) -> None:
    """See whether settings, database, ChartMogul and Slack are as they should be.

    Ends with 0 where nothing fails, 1 where something does, 2 where the settings cannot be used.
    """
    from bot import settings
    from bot.operate import logs
    from bot.operate.check import everything, variables

    # What it finds says all that a log would, and in words for whoever sets the bot up.
    logs.configure("CRITICAL")
    given: dict[str, str] = {}
    try:
        given = settings.given()
        loaded = settings.load()
    except settings.SettingsError as error:
        findings = list(variables.wrong(error, given))
        if as_json:
            _print_json(findings)
        else:
            for finding in filter(_fails, findings):
                complain(f"{finding.what}: {finding.line}")
        raise typer.Exit(2) from None
    found = everything.check(loaded, given, with_views=views)
    failed = _print_json(found) if as_json else _print(found)
    raise typer.Exit(1 if failed else 0)


def _print(findings: Iterable[Finding]) -> bool:
    """One line each, as they come; whether anything fails."""
    failed = False
    for finding in findings:
        verdict = _VERDICTS[finding.verdict.value]
        typer.echo(f"{verdict} {printable(f'{finding.what}: {finding.line}')}")
        failed = failed or _fails(finding)
    return failed


def _print_json(findings: Iterable[Finding]) -> bool:
    """One object; whether anything fails."""
    found = list(findings)
    failed = any(map(_fails, found))
    report = {"ok": not failed, "findings": [finding.as_json() for finding in found]}
    typer.echo(json.dumps(report, ensure_ascii=True, indent=2))
    return failed


def _fails(finding: Finding) -> bool:
    return finding.verdict.value == "fails"


_VERDICTS = {"ok": "ok   ", "warns": "warn ", "fails": "FAILS", "unknown": "?    "}
