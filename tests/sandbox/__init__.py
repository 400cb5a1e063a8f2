"""The stand-ins and the demo page."""
