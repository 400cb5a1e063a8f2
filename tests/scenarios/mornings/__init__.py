"""Reminders and digests, with a clock on the wall that the tests set."""
