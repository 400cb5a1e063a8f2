"""The app was removed from the workspace, or its token was taken back."""

from __future__ import annotations

import structlog
from slack_bolt import App, BoltResponse

from bot.services import Services
from bot.slack.payloads import Json, Revocation, Wrapped
from bot.store.database import DatabaseUnavailable

log = structlog.get_logger(__name__)

UNINSTALLED = "app_uninstalled"
REVOKED = "tokens_revoked"


def register(app: App, services: Services) -> None:
    """Listen to both; which comes first is not certain, and neither says that the other will come.

    https://docs.slack.dev/reference/events/app_uninstalled
    https://docs.slack.dev/reference/events/tokens_revoked
    """

    @app.event(UNINSTALLED)
    def uninstalled(body: Json) -> BoltResponse:
        return _noted(services, body)

    @app.event(REVOKED)
    def revoked(body: Json) -> BoltResponse:
        # People's own tokens are none of the bot's.
        if not Revocation.model_validate(body["event"]).of_bots:
            return BoltResponse(status=200)
        return _noted(services, body)


def _noted(services: Services, body: Json) -> BoltResponse:
    team = Wrapped.model_validate(body).team_id or ""
    if services.whereabouts.is_elsewhere(team):
        log.info("removal.elsewhere", team=team)
        return BoltResponse(status=200)
    try:
        services.removal.said(team)
    except DatabaseUnavailable:
        # Slack sends the event again.
        log.warning("removal.not_noted")
        return BoltResponse(status=503)
    return BoltResponse(status=200)
