"""How fast things are, measured by hand and not by the suite."""
