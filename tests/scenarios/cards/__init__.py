"""The card of a task, from its first message to its last edit."""
