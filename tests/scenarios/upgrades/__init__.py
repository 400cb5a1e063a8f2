"""Databases that older versions of the bot have left, and older processes beside newer ones."""
