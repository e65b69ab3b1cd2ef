"""What a question of figures is answered with."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from tansiq.language.bilingual import pick
from tansiq.language.coded_columns import CODED
from tansiq.language.spoken_days import Day
from tansiq.language.words import gettext, speaking
from tansiq.models import Choice, Record
from tansiq.models.record_type import type_of
from tansiq.records.own_values import name_of
from tansiq.summaries.question import Grouping
from tansiq.summaries.subjects import ROW, YES_NO, Offered


@dataclass(frozen=True)
class Key:
    """What the rows of a group have in common in one thing. `value` is the id of a row, a code, True or False, or a
    span of days such as "2026-03", "2026-Q1" and "2026"; None where it is not told. `row` is the row with that id,
    `answer` the answer of a list with that code."""

    grouping: Grouping
    offered: Offered
    value: Any
    row: Record | None = None
    answer: Choice | None = None

    @property
    def code(self) -> str | None:
        """The value as machines take it: of a row its code, where no other has the same, else its id; None where it is
        not told."""
        if self.value is None:
            return None
        if self.row is not None:
            return _code_of(self.row)
        return str(self.value).lower() if self.offered.sort == YES_NO else str(self.value)

    def label(self, language: str) -> str:
        """The value in words, in "ar" or "en"."""
        with speaking(language):
            if self.value is None:
                return gettext("Not told")
            if self.row is not None:
                return name_of(self.row, language)
            if self.answer is not None:
                return pick(self.answer, "label", language) or self.answer.code
            return self._plain()

    def _plain(self) -> str:
        if self.offered.sort == YES_NO:
            return gettext("Yes") if self.value else gettext("No")
        if self.offered.name in CODED:
            return CODED[self.offered.name].label(self.value)
        return _span(self.value) if self.offered.sort == "DAY" else str(self.value)


@dataclass(frozen=True)
class Figure:
    """`count` rows, of which `known` say the number that is measured, and what is reckoned of these; None where no row
    says it. Where rows are counted the count is the value."""

    count: int
    known: int
    value: Decimal | None


@dataclass(frozen=True)
class Group(Figure):
    """The figure of rows that have the same keys, one for each grouping."""

    keys: tuple[Key, ...] = ()


@dataclass(frozen=True)
class Summary:
    """The figure of all rows, each counted once, and those of the groups in their order: days from the first on, codes
    as their list has them, rows of which there are most first; what is not told last."""

    total: Figure
    groups: Sequence[Group]


def is_named(offered: Offered) -> bool:
    """Whether keys of this sort are ids of rows."""
    return offered.sort in (ROW, "AREA")


def _code_of(row: Record) -> str:
    kind = type_of(type(row))
    column = kind.column(kind.code) if kind.code else None
    return str(row.id if column is None or not column.unique else row.__data__[kind.code])


def _span(value: str) -> str:
    """A month, quarter or year in words."""
    year = int(value[:4])
    if "Q" in value:
        return str(Day(date(year, int(value[-1]) * 3, 1), "QQQQ y"))
    if "-" in value:
        return str(Day(date(year, int(value[5:7]), 1), "MMMM y"))
    return str(Day(date(year, 1, 1), "y"))
