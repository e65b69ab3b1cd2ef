"""One row of a sheet, read: its understood values, each in one normal form, and what is wrong with its cells."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from tansiq.exchange.sheet.fields import BY_NAME, PERIODS
from tansiq.exchange.sheet.month_figures import read_figures
from tansiq.exchange.sheet.typed_values import is_told_by_cell, typed_value
from tansiq.exchange.sheet.understand import Row, UnderstoodSheet
from tansiq.exchange.values.periods import Period
from tansiq.exchange.values.problems import CellError, Problem, Severity, TooLong
from tansiq.exchange.values.text import tidy
from tansiq.exchange.workbook.formula_guard import unguarded
from tansiq.language.words import Sentence, say
from tansiq.models.reached_figure import MONTHS

_LEVELS, _MARKS = ("adm", "settlement_"), " -–—:/_|([."
_CODE = r"[A-Z]{2,3}\d{2,}"
_HOLDS_CODE, _LONGEST_NAME = re.compile(_CODE), 200
_CODED_NAMES = (
    re.compile(rf"\W*(?P<code>{_CODE})(?:\W+)(?P<name>\D.*)"),
    re.compile(rf"(?P<name>.*\D)[\W_]+(?P<code>{_CODE})\W*"),
)
_OURS = re.compile(r"(.+)#(\d{1,9})")

PERSONAL = frozenset(name for name, meaning in BY_NAME.items() if meaning.personal)


@dataclass(slots=True)
class Reading:
    """One row read. `values` holds no empty ones; a row with a problem of severity "error" is wrong. `month_cells` are
    the addresses of its figures by month."""

    row: Row
    values: dict[str, Any]
    problems: list[Problem] = field(default_factory=list)
    month_cells: dict[date, str] = field(default_factory=dict)

    @property
    def is_wrong(self) -> bool:
        return bool(self.problems) and any(problem.severity == "error" for problem in self.problems)

    def first(self, *names: str) -> Any:
        """The value of the first of these fields that is filled, else None."""
        return next((self.values[name] for name in names if name in self.values), None)

    def tell(self, severity: Severity, code: str, name: str, sentence: Sentence) -> None:
        """Note a problem at the cell of a field."""
        raw = self.row.value(name)
        value = "" if raw is None else tidy(raw)
        self.problems.append(Problem(self.row.address(name), value, sentence, severity, code))


def readable_fields(table: UnderstoodSheet) -> list[tuple[str, int]]:
    """The fields to read, each with its 0-based column; personal ones are left out."""
    fields = [(str(column.field), column.index) for column in table.columns if column.field and column.month is None]
    return [(name, index) for name, index in fields if name not in PERSONAL]


def read_row(row: Row, fields: Sequence[tuple[str, int]]) -> Reading:
    """The row with the values of these fields; cells that cannot be read are told and have no value."""
    reading = Reading(row, {})
    for name, index in fields:
        raw = row.raw[index]
        if raw is not None and raw != "":
            _keep(reading, name, raw)
    _settle_period(reading)
    _part_codes(reading)
    if row.table.months:
        _keep_figures(reading)
    return reading


def value_of(row: Row, name: str, raw: Any) -> Any:
    """What a value would be read as in the column of a field: a value, None, or the Problem of its cell."""
    if raw is None or raw == "":
        return None
    if type(raw) is not str:
        return typed_value(row, name, raw)
    known = row.table.read_before[name]
    if raw in known:
        return known[raw]
    value = typed_value(row, name, unguarded(raw))
    if is_told_by_cell(name) and not isinstance(value, Problem | list):
        known[raw] = value
    return value


def own_id(reading: Reading) -> tuple[str, int] | None:
    """The record id and number of site that a row carries, if it is one of an export: "TQ-7K2M#3"."""
    found = _OURS.fullmatch(str(reading.values.get("record_id", "")))
    return (found[1], int(found[2])) if found else None


def _keep(reading: Reading, name: str, raw: Any) -> None:
    value = value_of(reading.row, name, raw)
    if not isinstance(value, Problem):
        if value is not None and value != []:
            reading.values[name] = value
    elif value.code == "no-year":
        reading.problems.append(_undated(value))
        reading.values[name] = value.value
    else:
        reading.problems.append(_forgiven(value) if _may_fail(name, raw) else value)


def _keep_figures(reading: Reading) -> None:
    """The figures of the columns of months; people reached so far are those of the last one."""
    found = read_figures(reading.row, reading.values)
    reading.problems += found.problems
    if not found.people:
        return
    last = found.people[max(found.people)]
    if reading.values.get("reached", last) != last:
        text = say("The last month says %(last)s. The months are entered, and this number is not.", last=last)
        reading.tell("warning", "months-differ", "reached", text)
    reading.values |= {MONTHS: found.people, "reached": last}
    reading.month_cells = found.cells


def _part_codes(reading: Reading) -> None:
    """The P-code that stands before or behind the name of an area ("Khanfar (YE1211)") is its code."""
    for name in [name for name in reading.values if name.startswith(_LEVELS) and "_name" in name]:
        if len(reading.values[name]) > _LONGEST_NAME or _HOLDS_CODE.search(reading.values[name]) is None:
            continue
        found = next(filter(None, (pattern.fullmatch(reading.values[name]) for pattern in _CODED_NAMES)), None)
        code_field = f"{name.partition('_name')[0]}_pcode"
        if found and reading.values.get(code_field, found["code"]) == found["code"]:
            reading.values[code_field] = found["code"]
            reading.values[name] = found["name"].strip(_MARKS)


def _settle_period(reading: Reading) -> None:
    """The period of the row: the finest that its columns tell, which must lie within the others."""
    told = [(name, reading.values.pop(name)) for name in PERIODS if name in reading.values]
    if not told:
        return
    name, finest = told[0]
    reading.values["period"] = finest
    for other, wider in told[1:]:
        if isinstance(finest, Period) and isinstance(wider, Period) and not _is_within(finest, wider):
            text = say("This is not within what %(field)s says. Correct one of the two.", field=BY_NAME[other])
            reading.tell("error", "periods-differ", name, text)
            return


def _is_within(finer: Period, wider: Period) -> bool:
    return wider.starts_on <= finer.starts_on and finer.ends_on <= wider.ends_on


def _undated(problem: Problem) -> Problem:
    """A month without a year keeps rows apart, but is no date."""
    sentence = say("This month has no year, and neither the sheet nor the file names one: the dates are left empty.")
    return Problem(problem.address, problem.value, sentence, "warning", problem.code)


def _may_fail(name: str, raw: Any) -> bool:
    """A P-code looked up by a formula that failed is as good as none: the names may still say where."""
    return isinstance(raw, CellError) and not isinstance(raw, TooLong) and name.endswith("_pcode")


def _forgiven(problem: Problem) -> Problem:
    sentence = say("The formula of this P-code failed, so the place was looked for by its name.")
    return Problem(problem.address, problem.value, sentence, "warning", "code-failed")
