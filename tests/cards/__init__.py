"""Keeping the cards in Slack like the tasks in ChartMogul."""
