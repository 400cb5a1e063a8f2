"""What people see: pure functions, data in and Block Kit out."""
