"""Plans: their trees of items, what is covered and late in them, their copies and their versions."""
