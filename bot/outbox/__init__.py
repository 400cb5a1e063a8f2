"""The outbox at work: each request becomes one task in ChartMogul and one answer in Slack, whatever fails."""
