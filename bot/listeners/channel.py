"""A channel got another id: a private one that was shared with another company."""

from __future__ import annotations

import structlog
from slack_bolt import App, BoltResponse

from bot.services import Services
from bot.slack.payloads import ChannelMoved, Json
from bot.store.database import DatabaseUnavailable

log = structlog.get_logger(__name__)

ID_CHANGED = "channel_id_changed"


def register(app: App, services: Services) -> None:
    """Listen to that (https://api.slack.com/events/channel_id_changed)."""

    @app.event(ID_CHANGED)
    def changed(body: Json) -> BoltResponse:
        event = ChannelMoved.model_validate(body["event"])
        try:
            services.moved_channels.follow(event.old_channel_id, event.new_channel_id)
        except DatabaseUnavailable:
            # Slack sends the event again.
            log.warning("channel.not_followed")
            return BoltResponse(status=503)
        return BoltResponse(status=200)
