"""Calls for partners: the page of one, the form that makes it, and who is suggested for an item of a plan."""
