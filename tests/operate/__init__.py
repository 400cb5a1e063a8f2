"""What whoever runs the bot works with."""
