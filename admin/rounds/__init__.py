"""Reporting rounds: their reports, who has not reported, and what is made of each."""
