"""One row of a sheet, read: its understood values, each in one normal form, and what is wrong with its cells."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from tansiq.exchange.sheet.fields import BY_NAME
from tansiq.exchange.sheet.typed_values import typed_value
from tansiq.exchange.sheet.understand import Row, UnderstoodSheet
from tansiq.exchange.values.problems import CellError, Problem, Severity, TooLong
from tansiq.exchange.values.text import tidy
from tansiq.exchange.workbook.formula_guard import unguarded
from tansiq.language.words import Sentence, say

_OURS = re.compile(r"(.+)#(\d{1,9})")

PERSONAL = frozenset(name for name, meaning in BY_NAME.items() if meaning.personal)


@dataclass(slots=True)
class Reading:
    """One row read. `values` holds no empty ones; a row with a problem of severity "error" is wrong."""

    row: Row
    values: dict[str, Any]
    problems: list[Problem] = field(default_factory=list)

    @property
    def is_wrong(self) -> bool:
        return any(problem.severity == "error" for problem in self.problems)

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
    fields = [(str(column.field), column.index) for column in table.columns if column.field]
    return [(name, index) for name, index in fields if name not in PERSONAL]


def read_row(row: Row, fields: Sequence[tuple[str, int]]) -> Reading:
    """The row with the values of these fields; cells that cannot be read are told and have no value."""
    reading = Reading(row, {})
    for name, index in fields:
        raw = row.raw[index]
        if raw is not None and raw != "":
            _keep(reading, name, raw)
    return reading


def value_of(row: Row, name: str, raw: Any) -> Any:
    """What a value would be read as in the column of a field: a value, None, or the Problem of its cell."""
    return None if raw is None or raw == "" else typed_value(row, name, unguarded(raw) if type(raw) is str else raw)


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
