"""The back office of each table, a noun a file."""
