"""Goes through all that a deployment needs, one subject after the other."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping

from bot.operate import network
from bot.operate.check import accounting, drawings, storage, variables, waiting, workspace
from bot.operate.check.finding import Finding, Verdict
from bot.settings import Settings
from bot.slack.web_api import Slack
from bot.store.database import Database, DatabaseError
from bot.store.database_url import DatabaseUrl


def check(settings: Settings, given: Mapping[str, str], *, with_views: bool = False) -> Iterator[Finding]:
    """Look at everything; what does not answer is a finding too.

    Args:
        given: all variables of the environment.
        with_views: whether to have Slack judge every view that the bot can draw.
    """
    yield from variables.right(settings, given)
    heard = yield from _database(settings)
    for name, wrong in network.problems():
        yield Finding(
            f"network.{name}", "Network", f"{name} {wrong}", Verdict.FAILS, "Set it right, or not at all"
        )
    yield from accounting.chartmogul(settings)
    client = Slack(settings.slack_bot_token.get_secret_value(), settings.slack_api_url)
    yield from workspace.slack(settings, client, heard=heard)
    if with_views:
        yield from drawings.views(settings.slack_api_url)


def _database(settings: Settings) -> Generator[Finding, None, float | None]:
    """Look at it, and at what lies in it; in the end, how long ago the last form came."""
    file = None
    try:
        file = DatabaseUrl.parse(settings.database_url).file
        database = Database.open(settings.database_url)
        try:
            found = storage.looked_at(database, file)
            yield found
            if found.verdict is not Verdict.FAILS:
                yield from waiting.work(database)
                return waiting.heard(database)
        finally:
            database.close()
    except DatabaseError as error:
        yield storage.unusable(error, file)
    return None
