"""Meetings in the panel: the page of one, and what other pages say of meetings."""
