"""Reading a month as people type it: 2026-03, 3/2026, or a day in it in either calendar."""

import re

from admin.panel.typed_day import typed_day
from tansiq.language.cleaning import western_digits


def month_in(text: str) -> str | None:
    """The month as "2026-03"; None where the text means none."""
    text = western_digits(text)
    if found := re.fullmatch(r"([0-9]{4})[-/]([0-9]{1,2})", text):
        year, month = found[1], int(found[2])
    elif found := re.fullmatch(r"([0-9]{1,2})[-/]([0-9]{4})", text):
        year, month = found[2], int(found[1])
    else:
        day = typed_day(text).day
        return f"{day.year:04}-{day.month:02}" if day is not None else None
    return f"{year}-{month:02}" if 1 <= month <= 12 else None
