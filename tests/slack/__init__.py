"""Slack as the bot understands it."""
