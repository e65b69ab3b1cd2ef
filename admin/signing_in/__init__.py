"""Signing in: password, second factor, sessions, one's own page, and what browsers are told to refuse."""
