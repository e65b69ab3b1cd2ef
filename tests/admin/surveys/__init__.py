"""Surveys in the panel, and open to people without an account."""
