"""What stands before Bolt: a request is parsed, acted on and logged only after its signature is verified.

In here: the HTTP server and its limits, the signature, and the structure that everything behind may rely on.
Who acts and what they want is not asked yet: the first is for `bot.listeners.gate`, the second for the
listeners behind it. Nothing in here calls Slack or ChartMogul, or touches the database.
"""
