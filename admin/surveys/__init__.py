"""Surveys: the public pages on which people without an account answer, and what the panel makes and shows of them."""
