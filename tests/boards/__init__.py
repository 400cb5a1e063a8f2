"""Places where several tasks are shown together."""
