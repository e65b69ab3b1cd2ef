"""Figures where there is little room: on tiles, bars and maps."""

from decimal import Decimal

from admin.words.formatting import number_text

SHOWN_WHOLE = 1_000
"""From here on a figure has no decimals."""


def figure_text(value: Decimal) -> str:
    """A figure to three digits or more, with no more decimals than these need."""
    return number_text(round(value, 0 if abs(value) >= SHOWN_WHOLE else 1 if abs(value) >= 1 else 2).normalize())
