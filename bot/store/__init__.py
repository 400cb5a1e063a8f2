"""The database: the customer directory, people, channels, deliveries, and what all instances share."""
