"""Likely twins of organisations: told in forms, listed, kept apart, merged."""
