"""What is let in, and what is not."""
