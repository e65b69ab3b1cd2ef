"""Proposals: trying, keeping, deciding."""
