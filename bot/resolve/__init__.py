"""What a person wrote in Slack, made into what ChartMogul needs. Pure: no client, no store, no clock."""
