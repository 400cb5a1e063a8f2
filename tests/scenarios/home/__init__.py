"""The App Home, as people see and use it."""
