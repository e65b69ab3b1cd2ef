"""Reads are planned: from the fields that a question selects to one statement and one generated function."""
