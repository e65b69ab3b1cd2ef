"""What can be wrong with the value of a cell: a stable code, and the sentence that says what to do."""

from typing import Any

from tansiq.exchange.values.problems import CellError, Problem, TooLong
from tansiq.exchange.values.text import tidy
from tansiq.language.words import N_, say

SENTENCES = {
    "too-long": N_("This cell holds more letters than a spreadsheet program keeps in one. Shorten it."),
    "not-calculated": N_(
        "This formula was never calculated. Open the file in a spreadsheet program and save it again."
    ),
    "cell-error": N_("The formula of this cell failed. Correct it, or write the value itself."),
    "not-a-number": N_("This is not a number. Write digits only, without words or units."),
    "date-for-number": N_("A number is wanted, but the cell holds a date, a time or yes/no. Type the number."),
    "approximate": N_("This is about a number. Write one number, without signs or words."),
    "negative": N_("This cannot be less than zero. Write 0 or more."),
    "not-whole": N_("People and households are counted whole. Write a whole number, without a decimal mark."),
    "ambiguous-number": N_(
        "This can be read as thousands or as a decimal number. Write it without thousands separators."
    ),
    "too-large": N_("This number is too large to be true. Check it."),
    "out-of-range": N_("Degrees lie between %(low)s and %(high)s. Write them as a decimal number, such as 15.3547."),
    "not-a-date": N_("This is not a date. Write it as 2026-04-13."),
    "ambiguous-date": N_(
        "This can be %(first)s or %(second)s, and no other cell of the column tells which. Write it as 2026-04-13."
    ),
    "month-only": N_("This names no day. Write the whole date, as 2026-04-13."),
    "no-such-day": N_("There is no such day. Correct it, and write it as 2026-04-13."),
    "hijri-date": N_("This Hijri date cannot be read. Write it like 5 Ramadan 1447 or 5/9/1447."),
    "no-such-hijri-day": N_("There is no day %(day)s in this Hijri month: it has %(days)s days by Umm al-Qura."),
    "two-days": N_("The Hijri and the Gregorian date here are not the same day. Write one of them."),
    "far-date": N_("This date lies before 1990 or after 2100. Correct it."),
    "no-year": N_("This month has no year. Write the year as well, as in January 2026."),
    "not-a-period": N_("This is no month, quarter or year. Write it as January 2026, Q1 2026 or 2026."),
    "month-wanted": N_("This is no month of a year. Write it as 2026-03 or March 2026."),
    "point-wanted": N_("This is no point. Write latitude and longitude in degrees, such as 13.2, 45.3."),
    "whole-number": N_("Write a whole number, without a decimal mark."),
    "unknown-word": N_("This word is not known here. Write one of: %(choices)s."),
}


def problem(code: str, raw: Any, address: str, **values: Any) -> Problem:
    """An error at a cell; the value is shown as it stands, cut at 200 letters."""
    return Problem(address, tidy(raw)[:200], say(SENTENCES[code], **values), "error", code)


def failed(raw: CellError, address: str) -> Problem:
    """The problem of a cell whose formula failed ("#REF!"), that no program ever calculated ("="), or too long."""
    if isinstance(raw, TooLong):
        return problem("too-long", raw, address)
    return problem("not-calculated" if raw == "=" else "cell-error", raw, address)
