"""Whom and what a cell means in the register: organisations, places, projects, codes, rows known already."""
