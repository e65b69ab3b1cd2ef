"""Periodic forms: what is filled for each period, by which units, until when."""
