"""Dashboards: what their tiles ask, how it is drawn, and as which files it is saved."""
