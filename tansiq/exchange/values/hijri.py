"""Hijri dates as people write them, by the calendar of Umm al-Qura: "٥ رمضان ١٤٤٧ هـ", "5 Ramadan 1447", "5/9/1447".

A Hijri date written in numbers has its year first or its day first: nobody writes the month of one first.
"""

import re
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from hijridate import Hijri
from hijridate.ummalqura import HIJRI_RANGE

from tansiq.language.arabic import fold

_YEAR = r"1[345]\d\d"
_NUMERIC = re.compile(
    rf"(\d{{1,2}})\s?([/.\- ])\s?(\d{{1,2}})\s?\2\s?({_YEAR})|"
    rf"({_YEAR})\s?([/.\- ])\s?(\d{{1,2}})\s?\6\s?(\d{{1,2}})"
)
_NOTATION = re.compile(r"(?<=\d)\s*(?:هـ?|ه‍|هجريه|هجري|هجرية|a\.?\s?h\.?|h)\s*$", re.IGNORECASE)
_IS_HIJRI = re.compile(rf"(?<!\d){_YEAR}(?!\d)|\d\s*هـ")
_TIES = frozenset(map(fold, ("من", "شهر", "عام", "سنة", "يوم", "of", "the", "de", "du", "al", "el", "ul", "l")))

_ARABIC = (
    "محرم|المحرم|محرم الحرام",
    "صفر|صفر الخير|صفر المظفر",
    "ربيع الأول|ربيع أول|ربيع الاولى",
    "ربيع الآخر|ربيع الثاني|ربيع آخر|ربيع ثاني|ربيع ثان",
    "جمادى الأولى|جمادى الأول|جمادى أولى|جمادى أول|جماد الأول|جماد الأولى|جماد أول",
    "جمادى الآخرة|جمادى الثانية|جمادى الآخر|جمادى الثاني|جمادى ثاني|جماد الثاني|جماد الآخر|جماد الثانية|"
    "جماد الآخرة|جماد ثاني",
    "رجب|رجب الحرام|رجب الفرد|رجب المرجب",
    "شعبان|شعبان المعظم",
    "رمضان|رمضان المبارك",
    "شوال|شوال المكرم",
    "ذو القعدة|ذي القعدة|ذا القعدة|القعدة",
    "ذو الحجة|ذي الحجة|ذا الحجة|الحجة",
)
_SECOND = r"(?:ii|2|a?th?th?ani|th?an[iy]+[ae]?h?|[aeou]*[ck]h+ir[ae]?h?|u[ck]h?ra)"
_FIRST = r"(?:i|1|a(?:w+|ou|uw)al|(?:o?u|oo)la)"
_LATIN = (
    r"m[uo]u?h+ar+am",
    r"saf+ar",
    rf"rab+i(?:a|e|y)?(?:[aeu]l)?{_FIRST}",
    rf"rab+i(?:a|e|y)?(?:[aeu]l)?{_SECOND}",
    rf"[dj]+[uo]u?mad+[ae]?h?(?:[aeu]l)?{_FIRST}",
    rf"[dj]+[uo]u?mad+[ae]?h?(?:[aeu]l)?{_SECOND}",
    r"ra[dj]+ab",
    r"(?:s|c)?ha+b[ae]*ne?",
    r"ram+a(?:d|dh|z|th)h?a+ne?",
    r"(?:sh|ch)(?:aw|ou|a?ww?)+[aeu]+l",
    r"(?:dh?|z|th)(?:u|ou|i|oul)[aeu]?[lr]*[kq]+[ai]+d+[ae]?h?",
    r"(?:dh?|z|th)(?:u|ou|i|oul)[aeu]?l*hi[dj]+[ae]?h?",
)


class NoSuchDay(NamedTuple):
    """A day that its month does not have: the month has only so many."""

    day: int
    days: int


def is_hijri(text: str) -> bool:
    """Whether a text, its digits 0-9, tells a year of the Hijri calendar, names one of its months, or says so."""
    return _IS_HIJRI.search(text) is not None or _named_month(_bare(text)) is not None


def hijri_day(text: str) -> date | NoSuchDay | None:
    """The Gregorian day of a Hijri date, its digits 0-9; None where it names no day, or one beyond the tables
    (1343 to 1500)."""
    bare = _bare(text)
    parts = _in_numbers(bare) or _in_words(bare)
    return _day(*parts) if parts else None


def hijri_month(text: str) -> tuple[date, date] | None:
    """The first and the last Gregorian day of a Hijri month with its year, such as "رمضان 1447"; None for all else."""
    found = _named_month(_bare(text))
    if found is None or len(found[1]) != 1 or not re.fullmatch(_YEAR, found[1][0]):
        return None
    year, month = int(found[1][0]), found[0]
    first = _day(year, month, 1)
    if not isinstance(first, date):
        return None
    last = _day(year, month, Hijri(year, month, 1).month_length())
    return (first, last) if isinstance(last, date) else None


def _bare(text: str) -> str:
    """The text without the sign that says it is Hijri."""
    return _NOTATION.sub("", text.strip())


def _in_numbers(text: str) -> tuple[int, int, int] | None:
    """Year, month and day."""
    if (found := _NUMERIC.fullmatch(text)) is None:
        return None
    day, _, month, year, first_year, _, its_month, last_day = found.groups()
    return (int(year), int(month), int(day)) if year else (int(first_year), int(its_month), int(last_day))


def _in_words(text: str) -> tuple[int, int, int] | None:
    """Year, month and day of a month by name with two numbers around it."""
    found = _named_month(text)
    if found is None or len(found[1]) != 2:
        return None
    first, second = found[1]
    day, year = (second, first) if len(first) == 4 else (first, second)
    return (int(year), found[0], int(day)) if re.fullmatch(_YEAR, year) and len(day) <= 2 else None


def _named_month(text: str) -> tuple[int, list[str]] | None:
    """The month that the words of a text name together, and its numbers; None where they name none."""
    words = [word for word in fold(text).split() if word not in _TIES]
    numbers = [word for word in words if word.isdigit()]
    month = _month("".join(word for word in words if not word.isdigit()))
    return (month, numbers) if month else None


@lru_cache(maxsize=1024)
def _month(name: str) -> int | None:
    """The number of a month by its folded name without spaces."""
    if not name or len(name) > 40:
        return None
    if name in _arabic():
        return _arabic()[name]
    return next((number for number, form in enumerate(_LATIN, 1) if re.fullmatch(form, name)), None)


@lru_cache(maxsize=1)
def _arabic() -> dict[str, int]:
    return {"".join(fold(name).split()): number for number, names in enumerate(_ARABIC, 1) for name in names.split("|")}


def _day(year: int, month: int, day: int) -> date | NoSuchDay | None:
    first, last = HIJRI_RANGE[0][0], HIJRI_RANGE[1][0]
    if not first <= year <= last or not 1 <= month <= 12 or day < 1:
        return None
    days = Hijri(year, month, 1).month_length()
    if day > days:
        return NoSuchDay(day, days)
    found = Hijri(year, month, day).to_gregorian()
    return date(found.year, found.month, found.day)
