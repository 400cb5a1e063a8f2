"""cm-task: turns a Slack conversation into a follow-up task in ChartMogul."""
