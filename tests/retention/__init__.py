"""What is forgotten, and what is not."""
