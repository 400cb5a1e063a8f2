"""Who the app is, and whose workspace this is."""

from __future__ import annotations

BOT_USER_ID = "U0BOT00001"
BOT_ID = "B0BOT00001"
APP_ID = "A0APP00001"
TEAM_ID = "T0ACME0001"
