"""Both databases, their clocks and what the instances share through them."""
