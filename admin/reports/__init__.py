"""Reports in the panel: filled for a unit and period, submitted, looked at and approved."""
