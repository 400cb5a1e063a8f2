"""The whole bot, over HTTP or as processes, between the stand-ins: what people and operators see of it."""
