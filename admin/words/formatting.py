"""How values are shown to people: names isolated in their own direction, dates with the Hijri date beside."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

from babel.dates import format_date, format_datetime
from babel.numbers import format_percent
from babel.units import format_unit
from flask import current_app, g, url_for
from markupsafe import Markup, escape

from admin.words.coded_fields import code_label, is_coded
from admin.words.defined_values import defined_markup, defined_text, is_defined
from admin.words.kept_files import file_link
from admin.words.kept_words import MOST, day_in_words, grouped, hijri_in_words
from admin.words.legal_status import days_left, status_of, time_left
from admin.words.naming import area_paths, call_rows, code_of, held, key_of, name_of, referenced_rows, table_of
from admin.words.own_values import is_year, plain_value, unit_of
from admin.words.plain_markup import plain_markup
from tansiq.language.currencies import currency_name
from tansiq.language.numbers import Figure
from tansiq.language.units import unit_text
from tansiq.language.words import gettext, language, listed, spoken_locale
from tansiq.models import Area, KeptFile
from tansiq.models.contact_formats import is_web_address
from tansiq.models.extra import number_of
from tansiq.platform import clock
from tansiq.policy.viewer import Viewer

NO_VALUE = Markup('<span class="nothing" aria-hidden="true">—</span>')

MOST_WRITTEN_OUT = Decimal(10) ** 20
"""Larger numbers are none of ours, and some no library groups."""

_HUNDREDTHS = frozenset({"progress", "weight"})
"""Columns of shares of 100; a bare number beside money and people would be taken for one of them."""

_BADGES = {
    "status": "badge status status-{}",
    "level": "badge",
    "kind": "badge",
    "legal_status": "badge legal legal-{}",
    "outcome": "badge",
}


@dataclass(frozen=True)
class DisplayRows:
    """Rows of one table with what they refer to, as far as the viewer may see it: each value ready to be shown."""

    rows: Sequence[Any]
    parents: dict[str, dict[int, Any]]
    paths: dict[int, str]

    def value(self, row: Any, name: str) -> Markup:
        """The value of one column of one row, ready for the page."""
        if name == "path":
            return bdi(self.paths.get(row.id, ""))
        if name in ("name", "title"):
            return link(row, name_of(row))
        if name in self.parents:
            return self._parent(row, name)
        if name == "days_left":
            return days_left(row) or NO_VALUE
        return value_markup(name, status_of(row) if name == "legal_status" else held(row, name))

    def told(self, row: Any, columns: Iterable[tuple[str, Markup]]) -> list[tuple[str, Markup, Markup]]:
        """The same for each of some columns, beside its name and what it is called: a list asks once a row for them, as
        templates take longer for a call than most values take."""
        return [(name, called, self.value(row, name)) for name, called in columns]

    def text(self, row: Any, name: str) -> str:
        """A value as plain text, for exports."""
        if name == "path":
            return self.paths.get(row.id, "")
        if name in ("name", "title"):
            return name_of(row)
        if name in self.parents:
            found = self.parents[name].get(held(row, name))
            return (self.paths.get(found.id) if isinstance(found, Area) else name_of(found)) or "" if found else ""
        if name == "days_left":
            return time_left(row)
        return value_text(name, status_of(row) if name == "legal_status" else held(row, name))

    def _parent(self, row: Any, name: str) -> Markup:
        found = self.parents[name].get(held(row, name))
        if found is None or isinstance(found, KeptFile):
            return NO_VALUE if found is None else file_link(found)
        return link(found, self.paths[found.id] if isinstance(found, Area) else name_of(found))


def display_rows(rows: Sequence[Any], names: Sequence[str], viewer: Viewer) -> DisplayRows:
    """Read what `rows` refer to through the columns `names`: a statement a reference, one for all places."""
    call_rows(rows, viewer)
    keys = [name for name in names if key_of(type(rows[0]), name) is not None] if rows else []
    found = referenced_rows(rows, keys, viewer)
    areas = {row.id: row for group in found.values() for row in group.values() if isinstance(row, Area)}
    if "path" in names:
        areas |= {row.id: row for row in rows}
    return DisplayRows(rows, found, area_paths(areas.values(), viewer))


def value_markup(name: str, value: Any) -> Markup:
    """A plain value of the field `name`, ready for the page."""
    if value in (None, ""):
        return NO_VALUE
    if (number := number_of(name)) is not None:
        return _own_markup(number, value)
    if is_defined(name):
        return defined_markup(name, value)
    if is_coded(name):
        look = escape(_BADGES.get(name, "code-label").format(value))
        return _within(f'<span class="{look}">', code_label(name, value), "</span>")
    if isinstance(value, date):
        return _day_markup(name, value)
    if isinstance(value, bool):
        return escape(gettext("Yes") if value else gettext("No"))
    if isinstance(value, int | float | Decimal):
        sign = "%" if name in _HUNDREDTHS else ""
        return _within('<bdi class="number">', f"{number_text(value, name)}{sign}", "</bdi>")
    return _text_markup(name, str(value))


def _own_markup(number: int, value: Any) -> Markup:
    """A value of a field that a ministry defined, in its unit; an address leads there."""
    plain = plain_value(number, value)
    if isinstance(plain, int) and is_year(number):
        return _within('<bdi class="number">', str(plain), "</bdi>")
    said = value_markup("website", plain)
    unit = unit_of(number)
    return Markup("{} {}").format(said, bdi(unit)) if unit else said


def _text_markup(name: str, text: str) -> Markup:
    """A text: other names joined, a currency beside its code, an address that leads there."""
    if name == "aliases":
        return joined_names([bdi(alias.strip()) for alias in text.split("|") if alias.strip()])
    if name == "currency":
        return bdi(f"{currency_name(text)} ({text})")
    if name == "unit":
        return bdi(unit_text(text))
    if name == "website" and is_web_address(text):
        return Markup('<a href="{0}" rel="noopener noreferrer" dir="ltr">{0}</a>').format(text)
    return _breakable(text)


def _day_markup(name: str, value: date) -> Markup:
    """A day, or the month that its first day stands for."""
    return bdi(month_text(value)) if name == "month" else date_markup(value)


def value_text(name: str, value: Any) -> str:
    """A plain value as text for a cell: labels for codes, ISO dates, bare numbers."""
    if value is None or value == "":
        return ""
    if (number := number_of(name)) is not None:
        return value_text("", plain_value(number, value))
    if is_defined(name):
        return defined_text(name, value)
    if is_coded(name):
        return code_label(name, value)
    if isinstance(value, datetime):
        return moment_text(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool):
        return gettext("Yes") if value else gettext("No")
    return unit_text(str(value)) if name == "unit" else str(value)


def moment_text(value: datetime) -> str:
    """A stored moment for a cell of a sheet, as it was in the country: 2026-11-29 14:05."""
    return clock.local(value).strftime("%Y-%m-%d %H:%M")


def figure(count: int) -> int:
    """A count for counted sentences, which choose their form by it and write it with separators."""
    return Figure(count)


def size_text(count: int) -> str:
    """The size of a file of so many bytes: kilobytes, from a thousand of them on megabytes."""
    unit, size = ("megabyte", round(count / 1e6, 1)) if count >= 1_000_000 else ("kilobyte", max(1, round(count / 1e3)))
    return str(format_unit(size, f"digital-{unit}", length="short", locale=spoken_locale()))


def number_text(value: float | Decimal, name: str = "") -> str:
    """A number with separators of thousands; years, positions and coordinates are left as they are."""
    if name.endswith("_year") or name in {"position", "latitude", "longitude", "number", "severity"}:
        return str(value)
    if isinstance(value, Decimal) and not (value.is_finite() and abs(value) < MOST_WRITTEN_OUT):
        # A row or an old entry of the history may hold what no column takes any more.
        return f"{value:.6g}"
    return grouped(str(value), language())


def percent_text(progress: float | Decimal | None) -> str:
    """Progress (hundredths) in whole percents, never rounded up to what is not reached; "" where it is not known."""
    return "" if progress is None else str(format_percent(Decimal(int(progress)) / 100, locale=spoken_locale()))


def date_markup(value: date) -> Markup:
    """A day, or a stored moment as it was in the country, with the Hijri date (Umm al-Qura) beside it."""
    if not isinstance(value, datetime):
        return _day_and_hijri(value, language())
    value = clock.local(value)
    return _timed(value, format_datetime(value, "d MMMM y HH:mm", tzinfo=value.tzinfo, locale=spoken_locale()))


@lru_cache(maxsize=MOST)
def _day_and_hijri(value: date, _language: str) -> Markup:
    """A day with the Hijri date beside it, kept as its words are: by the language, which is the one now spoken."""
    return _timed(value, day_text(value))


def _timed(value: date, said: str) -> Markup:
    return _within(f'<time datetime="{value.isoformat()}">', bdi(said) + _hijri_beside(value), "</time>")


def day_text(value: date) -> str:
    """A Gregorian day in words, of a stored moment the one that it was in the country."""
    return day_in_words(_day_of(value), language())


def short_day_text(value: date) -> str:
    """The same with the month abbreviated, where the language does so."""
    return format_date(value, "d MMM y", locale=spoken_locale())


def month_text(month: date) -> str:
    """A month in words."""
    return format_date(month, "MMMM y", locale=spoken_locale())


def time_text(value: datetime) -> str:
    """The time of day of a stored moment, as clocks showed it in the country."""
    return clock.local(value).strftime("%H:%M")


def _day_of(value: date) -> date:
    return clock.local(value).date() if isinstance(value, datetime) and value.tzinfo is None else value


def hijri_text(value: date) -> str:
    """The Hijri date of a Gregorian day by Umm al-Qura; "" outside of 1924-2077, which the tables cover."""
    return hijri_in_words(value.year, value.month, value.day, "ar" if language() == "ar" else "en")


def _breakable(text: str) -> Markup:
    """Like `bdi`; a code such as FOOD_BASKET may go on in the next line after an underscore."""
    return _within("<bdi>", Markup("_<wbr>").join(text.split("_")), "</bdi>")


def bdi(text: str) -> Markup:
    """Text isolated in its own direction, so that it disorders nothing around it."""
    return _within("<bdi>", text, "</bdi>") if text else NO_VALUE


def _within(opening: str, text: str, closing: str) -> Markup:
    """Text between two tags of ours. A page does so hundreds of times, and `Markup.format` takes four times as long."""
    return Markup(f"{opening}{plain_markup(text)}{closing}")  # noqa: S704  The tags stand in this file; the text is escaped.


def joined_names(names: Iterable[Markup]) -> Markup:
    """Names that are ready for the page in one line, joined as the language joins them."""
    # What joins them comes from Babel's own data, which holds no markup.
    return Markup(listed(names))  # noqa: S704


def link(row: Any, text: str) -> Markup:
    """The name of a row, leading to its page where it has one that the reader may open."""
    page = _details_page(table_of(row))
    return _within(f'<a href="{page}?id={int(row.id)}">', bdi(text), "</a>") if page else bdi(text)


def _details_page(table: str) -> Markup:
    """The address of the pages of a table's rows, "" where the reader has none; asked for once a page of ours."""
    known: dict[str, Markup] = g.setdefault("details_pages", {})
    if table not in known:
        endpoint = table.replace("_", "")
        view: Any = next((one for one in current_app.extensions["admin"][0]._views if one.endpoint == endpoint), None)
        is_open = hasattr(view, "details_view") and view.is_accessible()
        known[table] = escape(url_for(f"{endpoint}.details_view")) if is_open else Markup("")
    return known[table]


def code_markup(row: Any) -> Markup:
    """The short code of a row, isolated; nothing where it has none."""
    found = code_of(row)
    return _within('<bdi class="code">', found, "</bdi>") if found else Markup("")


def _hijri_beside(value: date) -> Markup:
    found = hijri_text(value)
    return _within(' <bdi class="hijri">', found, "</bdi>") if found else Markup("")
