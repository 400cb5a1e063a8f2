"""The stand-ins: as strict as Slack and ChartMogul, and as forgiving."""
