"""Reports in the back office."""
