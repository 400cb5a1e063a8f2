"""Slack: whose the token is, what it may do, and the way in."""

from __future__ import annotations

from collections.abc import Iterator

from bot.operate import network
from bot.operate.check.clocks import compared, timed
from bot.operate.check.finding import Finding, Verdict
from bot.operate.check.spans import ago
from bot.operate.manifest import OPTIONAL, SCOPES
from bot.operate.request_url import SLACK_PATH
from bot.settings import SLACK_APPS, Settings
from bot.slack.answers import Installation
from bot.slack.errors import SlackBusy, SlackError, SlackNotReached, SlackUncertain
from bot.slack.web_api import Slack

RECENT = 7 * 86_400.0
"""Seconds for which a form says that Slack reaches the bot."""

_INSTALL = f"Paste what `cm-task manifest` prints at {SLACK_APPS} and install the app again"


def slack(settings: Settings, client: Slack, *, heard: float | None) -> Iterator[Finding]:
    """Look at the token, its scopes and Slack's clock, and at how Slack's requests come in.

    Args:
        heard: how many seconds ago somebody last submitted a form, by what is stored; None for never.
    """
    try:
        installation, ours = timed(client.installation)
    except SlackError as error:
        do = _mended(error, settings, f"SLACK_BOT_TOKEN is from {SLACK_APPS}")
        yield Finding("slack", "Slack", error.code, Verdict.FAILS, do)
    else:
        said = f"the token is of {installation.user} in {installation.team}"
        facts = {"team": installation.team, "user": installation.user}
        yield Finding("slack", "Slack", said, facts=facts)
        yield from _scopes(installation)
        yield compared("Slack", installation.at, ours, refuses=not settings.socket_mode)
    if settings.slack_app_token:
        yield _socket(client, settings, settings.slack_app_token.get_secret_value())
    else:
        yield _request_url(settings, heard)


def _scopes(installation: Installation) -> Iterator[Finding]:
    held = installation.scopes
    if not held:
        lost = "Slack's answer came without its header X-OAuth-Scopes, which a proxy may have taken out"
        yield Finding("scopes", "Scopes", f"cannot tell: {lost}", Verdict.UNKNOWN)
        return
    missing = sorted(SCOPES.keys() - OPTIONAL.keys() - held)
    declined = [scope for scope in OPTIONAL if scope not in held]
    more = sorted(held - SCOPES.keys())
    facts = {"missing": missing, "declined": declined, "superfluous": more}
    if missing:
        said = f"missing {', '.join(missing)}"
        yield Finding("scopes", "Scopes", said, Verdict.FAILS, _INSTALL, facts)
    else:
        yield Finding("scopes", "Scopes", "complete" if not declined else "all that are needed", facts=facts)
    for scope in declined:
        said = f"declined: {OPTIONAL[scope]}"
        do = "Leave it so, or install the app again and allow it: no restart is needed"
        yield Finding(f"scopes.{scope}", f"Scope {scope}", said, Verdict.WARNS, do)
    if more:
        said = f"{', '.join(more)} {'is' if len(more) == 1 else 'are'} granted and not used by the bot"
        do = f"Unless somebody else needs that, take it off at {SLACK_APPS}, OAuth & Permissions"
        yield Finding("scopes.superfluous", "Scopes", said, Verdict.WARNS, do)


def _mended(error: SlackError, settings: Settings, token: str) -> str:
    """How to mend it; `token` where it is Slack that says no."""
    match error:
        case SlackNotReached():
            return network.to_reach(settings.slack_api_url, "SLACK_API_URL")
        case SlackBusy() | SlackUncertain():
            return "Run this again in a minute"
    return token


def _socket(client: Slack, settings: Settings, app_token: str) -> Finding:
    key, what = "socket_mode", "Socket Mode"
    try:
        client.socket_address(app_token, timeout=10)
    except SlackError as error:
        wanted = "SLACK_APP_TOKEN needs the scope connections:write, and Socket Mode switched on"
        return Finding(key, what, error.code, Verdict.FAILS, _mended(error, settings, wanted))
    return Finding(key, what, "Slack gives an address to connect to")


def _request_url(settings: Settings, heard: float | None) -> Finding:
    """Slack shows only on the app's pages where it sends to; what came in says that it is right."""
    facts = {"port": settings.port, "seconds_since_a_form": None if heard is None else round(heard)}
    if heard is not None and heard < RECENT:
        said = f"Slack reached the bot {ago(heard)} ago, when a form came in"
        return Finding("request_url", "Request URL", said, facts=facts)
    said = (
        f"cannot tell from here: what Slack sends to https://…{SLACK_PATH} must reach port {settings.port} "
        "of the bot"
    )
    do = f"Compare Interactivity, Event Subscriptions and Slash Commands at {SLACK_APPS}; each verifies it"
    return Finding("request_url", "Request URL", said, Verdict.UNKNOWN, do, facts)
