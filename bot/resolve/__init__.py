"""What a person meant, made into what ChartMogul needs and what the person is to see of it.

Each module decides one thing, of what the rooms below know, and returns it as one value. What is to be done
is handed to `bot.outbox`. Nothing in here draws, and nothing calls Slack but through `bot.workspace`.
"""
