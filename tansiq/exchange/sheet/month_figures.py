"""The figures of a row that has a column a month: people reached until the end of each month that its cells tell."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import Any

from tansiq.exchange.sheet.columns import Column
from tansiq.exchange.sheet.header_months import Month
from tansiq.exchange.sheet.rows import Row, UnderstoodSheet
from tansiq.exchange.values.dates import span
from tansiq.exchange.values.numbers import read_count
from tansiq.exchange.values.periods import days_told, year_told
from tansiq.exchange.values.problems import Problem, Severity
from tansiq.exchange.values.text import tidy
from tansiq.exchange.workbook.formula_guard import unguarded
from tansiq.language.words import Sentence, say

_LONGEST = 100
"""Letters of a cell that a number is looked for in."""


@dataclass
class Figures:
    """People by the first day of their month, the addresses of these cells, and what is told of them."""

    people: dict[date, int] = field(default_factory=dict)
    cells: dict[date, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def tell(self, severity: Severity, code: str, address: str, raw: Any, sentence: Sentence) -> None:
        """Note a problem at the cell of a month."""
        self.problems.append(Problem(address, tidy(raw)[:200], sentence, severity, code))


def read_figures(row: Row, values: Mapping[str, Any]) -> Figures:
    """The figures of the columns of months, where an empty cell says nothing; `values` are those of the other columns,
    which may tell the year."""
    found = Figures()
    for column in row.table.months:
        raw = row.raw[column.index]
        if raw is not None and raw != "":
            _read(row, column, values, found)
    for (_month, more), (month, less) in pairwise(sorted(found.people.items())):
        if less < more:
            found.tell("warning", "figure-below", found.cells[month], less, BELOW)
    return found


def cells_of_months(row: Row) -> set[str]:
    """The addresses of all cells of a row that tell of a month."""
    return {_address(row, column) for column in row.table.months}


def _address(row: Row, column: Column) -> str:
    return f"{row.table.sheet}!{column.letter}{row.number}"


def _read(row: Row, column: Column, values: Mapping[str, Any], found: Figures) -> None:
    raw, address = row.raw[column.index], _address(row, column)
    people = read_count(unguarded(raw)[:_LONGEST] if type(raw) is str else raw, address)
    if isinstance(people, Problem):
        found.problems.append(people)
        return
    if people is None or column.month is None:
        return
    year = column.month.year or _year(row, column, column.month, values)
    if year is None:
        found.tell("error", "no-year", address, raw, _NO_YEAR)
        return
    month = date(year, column.month.month, 1)
    if found.people.setdefault(month, people) != people:
        found.tell("error", "month-twice", address, raw, _TWICE)
    found.cells.setdefault(month, address)


def _year(row: Row, column: Column, month: Month, values: Mapping[str, Any]) -> int | None:
    """The year of a month whose header has none: that of the column of years, the only one that the dates of the work
    leave, or the one in the name of the sheet or file."""
    told = year_told(row.value("year"))
    if told is not None:
        return told
    starts_on, ends_on = days_told(dict(values))
    if starts_on is not None and ends_on is not None:
        years = range(starts_on.year, ends_on.year + 1)
        fitting = [year for year in years if _meets(span(year, month.month), starts_on, ends_on)]
        return fitting[0] if len(fitting) == 1 else starts_on.year if len(years) == 1 else None
    if row.table.year:
        _tell_year(row.table, column, row.table.year)
    return row.table.year


def _meets(month: tuple[date, date], starts_on: date, ends_on: date) -> bool:
    return month[0] <= ends_on and starts_on <= month[1]


def _tell_year(table: UnderstoodSheet, column: Column, year: int) -> None:
    text = say("Months without a year are read in %(year)s, the year in the name of the sheet.", year=str(year))
    table.tell(Problem(f"{table.sheet}!{column.letter}{table.header_row}", column.header, text, "notice", "year"))


BELOW = say("This is below the month before. Figures count everybody reached so far, not only this month.")
_NO_YEAR = say(
    "The header of this column names a month without a year, and the row does not tell which. Write the year in the "
    "header, as in January 2026."
)
_TWICE = say("Two columns tell of this month, with different numbers. Keep one of them.")
