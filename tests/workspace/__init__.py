"""What is known of people and channels, and how it is asked for in time."""
