"""Who reads a summary, and that nobody else does."""
