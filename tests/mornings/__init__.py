"""What comes by itself in the morning."""
