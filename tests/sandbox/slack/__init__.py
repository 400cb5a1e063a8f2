"""Slack's stand-in, beside Slack's documented limits and answers."""
