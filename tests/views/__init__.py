"""What people see, and whether Slack takes it."""
