"""Strict stand-ins for Slack and ChartMogul on loopback, for the tests and the demo.

Here belongs what plays somebody else's part, and the demo that shows both. A stand-in is written from
the other side's documentation and imports nothing of the bot but `task`'s limits: it must not err as the bot
errs.
"""
