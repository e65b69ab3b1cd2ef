"""Organisations that are likely one: found, told, kept apart, merged."""
