"""What Slack sends and takes, and nothing else.

In here: payloads, messages, people and conversations as types, the Web API with errors that say what took
effect, and who counts as inside. Nothing is remembered in here (that is `bot.workspace`), nothing drawn
(`bot.views`), and nothing known of ChartMogul but how long a task's details may be.
"""
