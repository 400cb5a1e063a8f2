"""`cm-task check`: whether a deployment can do its work, before anybody in Slack finds out that it cannot."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.chartmogul import ChartMogul, ChartMogulError
from bot.operate import network
from bot.operate.manifest import OPTIONAL, SCOPES
from bot.settings import CHARTMOGUL_KEYS, SLACK_APPS, Settings
from bot.slack.answers import Installation
from bot.slack.errors import SlackError
from bot.slack.web_api import Slack
from bot.store.database import Database, DatabaseError


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at."""

    what: str
    said: str
    """What was found, or what is wrong and how to mend it."""
    ok: bool | None = True
    """None where there is no telling."""


def check(settings: Settings) -> Iterator[Finding]:
    """Look at everything that the bot needs, one after the other; only the database's schema is changed."""
    yield _database(settings)
    for name, wrong in network.problems():
        yield Finding("Network", f"{name} {wrong}", ok=False)
    yield _chartmogul(settings)
    yield from _slack(settings)


def _database(settings: Settings) -> Finding:
    try:
        database = Database.open(settings.database_url)
        try:
            database.migrate()
            problem = database.problem()
        finally:
            database.close()
    except DatabaseError as error:
        return Finding("Database", f"{error}. Check DATABASE_URL", ok=False)
    if problem:
        return Finding("Database", f"{problem}. Check DATABASE_URL", ok=False)
    ignored = (
        f"; what its URL says of {', '.join(database.ignored)} is for others" if database.ignored else ""
    )
    return Finding("Database", f"{database.dialect}, up to date{ignored}")


def _chartmogul(settings: Settings) -> Finding:
    client = ChartMogul(settings.chartmogul_api_key, base_url=settings.chartmogul_api_url)
    try:
        account = client.account(timeout=10)
    except ChartMogulError as error:
        where = f"CHARTMOGUL_API_KEY is from {CHARTMOGUL_KEYS}"
        return Finding("ChartMogul", f"{error.message} ({where}; reference {error.reference})", ok=False)
    finally:
        client.close()
    return Finding("ChartMogul", f"the key is of the account {account.name or 'without a name'}")


def _slack(settings: Settings) -> Iterator[Finding]:
    slack = Slack(settings.slack_bot_token.get_secret_value(), settings.slack_api_url)
    try:
        installation = slack.installation()
    except SlackError as error:
        yield Finding("Slack", f"{error.code}. SLACK_BOT_TOKEN is from {SLACK_APPS}", ok=False)
    else:
        yield Finding("Slack", f"the token is of {installation.user} in {installation.team}")
        yield _scopes(installation)
    if settings.slack_app_token:
        yield _socket(slack, settings.slack_app_token.get_secret_value())


def _scopes(installation: Installation) -> Finding:
    if not installation.scopes:
        lost = "Slack's answer came without its header X-OAuth-Scopes, which a proxy may have taken out"
        return Finding("Scopes", f"cannot tell: {lost}", ok=None)
    missing = ", ".join(sorted(SCOPES.keys() - OPTIONAL.keys() - installation.scopes))
    if missing:
        mend = f"Paste what `cm-task manifest` prints at {SLACK_APPS} and install the app again"
        return Finding("Scopes", f"missing {missing}. {mend}", ok=False)
    return Finding("Scopes", "complete")


def _socket(slack: Slack, app_token: str) -> Finding:
    try:
        slack.socket_address(app_token, timeout=10)
    except SlackError as error:
        wanted = "needs the scope connections:write, and Socket Mode switched on"
        return Finding("Socket Mode", f"{error.code}. SLACK_APP_TOKEN {wanted}", ok=False)
    return Finding("Socket Mode", "Slack gives an address to connect to")
