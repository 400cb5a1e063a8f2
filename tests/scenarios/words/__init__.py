"""What the form understands of the words that it is opened with."""
