"""What a message says, whichever of Slack's ways it was written in: mrkdwn, rich text, blocks, markdown.

In here each of them is read into one notation. Cutting it to a task's length and naming the people in it is
for `bot.slack.plain_text`; what it points to is found in `bot.resolve`.
"""
