"""What a person meant, made into what ChartMogul needs and what the person is to see of it.

Each module decides one thing, of what the rooms below know, and returns it as one value. It draws nothing,
and sends nothing to Slack by itself.
"""
