"""Plans: their trees of items, versions, what an area needs, who commits to it, what is late and still open."""
