"""Reporting rounds: opened for areas and organisations, followed, decided on, and put together by year."""
