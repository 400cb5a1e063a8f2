"""Strict stand-ins for Slack and ChartMogul on loopback, for the tests and the demo."""
