"""What is forgotten, as people and operators notice it."""
