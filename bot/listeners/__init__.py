"""What the bot does when Slack calls: one module for each surface."""
