"""ChartMogul as the bot understands it, between it and servers that answer in every odd way."""
