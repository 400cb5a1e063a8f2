"""Buttons on the card."""

from __future__ import annotations

from slack_bolt import Ack, App

from bot.views.card import OPEN_CUSTOMER


def register(app: App) -> None:
    """Listen to the card's buttons."""

    @app.action(OPEN_CUSTOMER)
    def opened(ack: Ack) -> None:
        # Slack opens the link itself, and reports the click all the same.
        ack()
