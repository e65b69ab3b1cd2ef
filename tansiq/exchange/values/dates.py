"""Dates of cells and forms: Excel's serial numbers, ISO, day or month first, names of months in three languages, and
Hijri dates (`hijri`), which are kept as the Gregorian day they are by Umm al-Qura.

A text such as 03/04/2026 has two readings. In a sheet it is a date only where another cell of its column settles the
order (13/04/2026 can only be day first); else it is a problem. A form reads the day first, and shows what it read.
"""

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import MINYEAR, date, datetime, time, timedelta
from typing import Any, Literal

from tansiq.exchange.values.cell_problems import failed, problem
from tansiq.exchange.values.hijri import NoSuchDay, hijri_day, hijri_month, is_hijri
from tansiq.exchange.values.months import months_in
from tansiq.exchange.values.problems import CellError, Problem
from tansiq.exchange.values.text import as_shown, plain, says_nothing
from tansiq.language.arabic import fold
from tansiq.language.words import N_, say

Order = Literal["dmy", "mdy"]
Edge = Literal["start", "end"]

FIRST, LAST = date(1990, 1, 1), date(2100, 12, 31)
EPOCH_1900, EPOCH_1904 = date(1899, 12, 30), date(1904, 1, 1)

_NUMERIC = re.compile(r"(\d{1,2})\s?([/.\-])\s?(\d{1,2})\s?\2\s?(\d{4}|\d{2})")
_YEAR_FIRST = re.compile(r"(\d{4})\s?([/.\-])\s?(\d{1,2})\s?\2\s?(\d{1,2})")
_COMPACT = re.compile(r"(19[89]\d|20\d\d)(\d\d)(\d\d)")
_MONTH_YEAR = re.compile(r"(\d{1,2})[/.\-](\d{4})|(\d{4})[/.\-](\d{1,2})")
_CLOCK = re.compile(r"(?:[T ]\s*\d{1,2}:\d{2}.*|\s*(?:م|ميلادي|ميلادية))$")
_BOTH = re.compile(r"\s+(?:ال)?موافق[ةه]?\s+|\s+corresponding to\s+", re.IGNORECASE)
_ORDINAL = re.compile(r"(\d)(?:st|nd|rd|th|er)\b")
_FILLERS = frozenset(map(fold, ("de", "du", "of", "le", "the", "في", "من", "شهر", "عام", "سنة", "يوم")))
_OPEN = frozenset(
    fold(word) for word in ("ongoing", "open", "present", "en cours", "مستمر", "جاري", "حتى الآن", "قيد التنفيذ")
)


def read_date(
    raw: Any,
    address: str,
    order: Callable[[], Order | None] | None = None,
    edge: Edge | None = None,
    epoch: date = EPOCH_1900,
) -> date | Problem | None:
    """The day a cell names.

    `order` is asked only when a text has two readings. With an `edge`, a bare month or year is its first or
    last day, and "ongoing" as an end is None; without, they are problems. `epoch` is the workbook's day zero.
    """
    if raw is None:
        return None
    if isinstance(raw, CellError):
        return failed(raw, address)
    if isinstance(raw, datetime):
        return _near(raw.date(), raw, address)
    if isinstance(raw, date):
        return _near(raw, raw, address)
    if isinstance(raw, bool | time | timedelta):
        return problem("not-a-date", raw, address)
    if isinstance(raw, int | float):
        return _from_number(as_shown(float(raw)), address, edge, epoch)
    return _from_text(raw, address, order, edge)


def read_typed_day(text: str) -> date | Problem | None:
    """The day that somebody typed into a form, the day first where its numbers have two readings; None of nothing.

    Unlike a cell of a sheet, it may be of any time that the register keeps, and no bare number is a day. What is wrong
    is told in a sentence that can stand beside any field or option.
    """
    bare = _CLOCK.sub("", plain(text))
    if says_nothing(bare):
        return None
    is_number = bare.isdigit() and not _COMPACT.fullmatch(bare)
    found = None if is_number else _one_day(bare, text, "", lambda: "dmy") or _unread(bare, text, "")
    is_none = found is None or (isinstance(found, Problem) and found.code == "not-a-date")
    return Problem("", text, say(_NO_DAY, given=text), "error", "not-a-date") if is_none else found


_NO_DAY = N_("“%(given)s” is not a date. Write it like 1 March 2026, 1/3/2026 or 12 Ramadan 1447.")


def readings(text: str) -> dict[Order, date]:
    """The days a text of numbers can mean, by order; one entry where only one order gives a day."""
    found = _NUMERIC.fullmatch(_CLOCK.sub("", plain(text)))
    if found is None or is_hijri(found[0]):
        return {}
    one, two, year = int(found[1]), int(found[3]), _full_year(found[4])
    days: dict[Order, date | None] = {"dmy": _day(year, two, one), "mdy": _day(year, one, two)}
    return {order: day for order, day in days.items() if day is not None}


def month_of(text: str) -> tuple[int, int] | None:
    """Year and month of a text that names no day: "Jan 2025"; month 0 where it names a year alone."""
    bare = plain(text)
    if re.fullmatch(r"(?:19|20)\d\d", bare):
        return int(bare), 0
    found = _MONTH_YEAR.fullmatch(bare)
    if found:
        month, year = int(found[1] or found[4]), int(found[2] or found[3])
        return (year, month) if 1 <= month <= 12 and year >= MINYEAR else None
    months, rest = months_in(_words(bare))
    if len(set(months)) == 1 and len(rest) == 1 and re.fullmatch(r"(?:19|20)\d\d", rest[0]):
        return int(rest[0]), months[0]
    return None


def span(year: int, month: int) -> tuple[date, date]:
    """First and last day of a month, or of the whole year for month 0."""
    first, last = (month, month) if month else (1, 12)
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])


def _from_number(raw: float, address: str, edge: Edge | None, epoch: date) -> date | Problem:
    """Excel's serial number; 2026 is a year and 20260413 a day: no serial of our time is near them."""
    if FIRST.year <= raw <= LAST.year or 19_900_101 <= raw <= 21_001_231:
        found = _from_text(str(int(raw)), address, None, edge)
        return found if found is not None else problem("not-a-date", raw, address)
    try:
        return _near(epoch + timedelta(days=int(raw)), raw, address)
    except OverflowError:
        return problem("far-date", raw, address)


def _from_text(
    raw: str, address: str, order: Callable[[], Order | None] | None, edge: Edge | None
) -> date | Problem | None:
    text = _CLOCK.sub("", plain(raw))
    if says_nothing(text):
        return None
    found = _one_day(text, raw, address, order)
    if found is None:
        return _of_words(text, raw, address, edge)
    return _near(found, raw, address) if isinstance(found, date) else found


def _one_day(text: str, raw: str, address: str, order: Callable[[], Order | None] | None) -> date | Problem | None:
    """The day that a text names as a whole; None where it names none, or a month alone."""
    if len(both := _BOTH.split(text)) == 2:
        return _of_both(both, raw, address)
    if is_hijri(text):
        return _of_hijri(text, raw, address)
    return _whole_day(text) or _by_order(readings(text), order)


def _of_both(both: list[str], raw: str, address: str) -> date | Problem:
    """A day told in both calendars. They differ by a day where somebody went by the moon: then the Gregorian holds."""
    days = {is_hijri(text): _one_day(_CLOCK.sub("", text), raw, address, lambda: "dmy") for text in both}
    wrong = next((day for day in days.values() if isinstance(day, Problem)), None)
    hijri, gregorian = days.get(True), days.get(False)
    if isinstance(hijri, date) and isinstance(gregorian, date) and abs(hijri - gregorian) <= timedelta(days=1):
        return gregorian
    return wrong or problem("two-days", raw, address)


def _of_hijri(text: str, raw: str, address: str) -> date | Problem | None:
    day = hijri_day(text)
    if isinstance(day, NoSuchDay):
        return problem("no-such-hijri-day", raw, address, day=day.day, days=day.days)
    return day if day or hijri_month(text) else problem("hijri-date", raw, address)


def _of_words(text: str, raw: str, address: str, edge: Edge | None) -> date | Problem | None:
    """A month or year at an edge, or the word for an open end; else why the text is no day."""
    if edge == "end" and fold(text) in _OPEN:
        return None
    named = month_of(text)
    days = span(*named) if named else hijri_month(text)
    return _near(days[edge == "end"], raw, address) if days and edge else _unread(text, raw, address)


def _whole_day(text: str) -> date | None:
    """A day that has one reading: ISO, 20260413, or with the name of its month."""
    found = _YEAR_FIRST.fullmatch(text)
    if found:
        return _day(int(found[1]), int(found[3]), int(found[4]))
    compact = _COMPACT.fullmatch(text)
    if compact:
        return _day(int(compact[1]), int(compact[2]), int(compact[3]))
    if re.fullmatch(r"\d{5}", text):
        return EPOCH_1900 + timedelta(days=int(text))
    return _with_month(text)


def _with_month(text: str) -> date | None:
    """ "13 avril 2026", "April 13th, 2026", "13-Apr-26": a month by name, a day, and last or first a year."""
    months, rest = months_in(_words(text))
    numbers = [word for word in rest if word.isdigit()]
    if len(set(months)) != 1 or len(numbers) != 2 or len(rest) != 2:
        return None
    if len(numbers[0]) == 4:
        numbers.reverse()
    return _day(_full_year(numbers[1]), months[0], int(numbers[0]))


def _by_order(days: dict[Order, date], order: Callable[[], Order | None] | None) -> date | None:
    if len(set(days.values())) <= 1:
        return next(iter(days.values()), None)
    settled = order() if order else None
    return days[settled] if settled else None


def _unread(text: str, raw: str, address: str) -> Problem:
    """Why a text is no day: a month alone, two readings, a day that no month has, or no date at all."""
    if month_of(text) or hijri_month(text):
        return problem("month-only", raw, address)
    days = readings(text)
    if days:
        first, second = sorted(days.values())
        return problem("ambiguous-date", raw, address, first=first.isoformat(), second=second.isoformat())
    shaped = _NUMERIC.fullmatch(text) or _YEAR_FIRST.fullmatch(text)
    return problem("no-such-day" if shaped else "not-a-date", raw, address)


def _near(day: date, raw: Any, address: str) -> date | Problem:
    return day if FIRST <= day <= LAST else problem("far-date", raw, address)


def _words(text: str) -> list[str]:
    return [word for word in _ORDINAL.sub(r"\1", fold(text)).split() if word not in _FILLERS]


def _full_year(text: str) -> int:
    """Two digits mean 1969 to 2068, as in POSIX; a two-digit year always stands last."""
    year = int(text)
    return year if len(text) > 2 else year + (1900 if year > 68 else 2000)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
