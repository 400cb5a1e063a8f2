"""What whoever runs the bot works with: `check`, `sync`, `deliveries`, `manifest`, metrics and logs.

Everything in here looks at the rooms below and puts it in words for an operator. What people in Slack get is
decided below, and does not depend on any of this.
"""
