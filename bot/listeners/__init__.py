"""What the bot does when Slack calls, one module for each surface.

A listener reads the payload, makes one call into `bot.resolve`, and shows what comes of it with one call to
Slack. What is to be shown is decided there, and drawn by `bot.views`.
"""
