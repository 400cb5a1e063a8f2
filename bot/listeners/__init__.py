"""What the bot does when Slack calls: one module for each surface, and the gate before them all.

A listener reads its payload, makes one call into `bot.resolve`, and shows what comes of it with one call to
Slack, within the three seconds that Slack waits. What is to be shown or done is decided there, and drawn by
`bot.views`.
"""
