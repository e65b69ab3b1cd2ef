"""Surveys: opened to people without an account, answered, invited to, told in figures, and struck out in time."""
