"""Plans: what an area needs, who commits to it, what is still open."""
