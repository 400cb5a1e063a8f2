"""What people meant."""
