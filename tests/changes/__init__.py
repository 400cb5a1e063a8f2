"""Changes of tasks: stored, done, shown."""
