"""What a section tells: figures, and tables of lines of figures. Each carries what it is called and what it counts.

None means that a figure is not known, and is not zero. People are persons, never households.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from tansiq.language.report_vocabulary import FIGURE_UNITS
from tansiq.language.words import Sentence

Number = int | float | Decimal | None


@dataclass(frozen=True)
class Measure:
    """What a figure is: a key that stays, what it is called, what it counts, and a code of FIGURE_UNITS."""

    key: str
    label: Sentence
    definition: Sentence
    unit: str = "COUNT"

    def __post_init__(self) -> None:
        if self.unit not in FIGURE_UNITS:
            raise LookupError(f"{self.unit} is no unit of a figure.")


class Told(NamedTuple):
    """One figure: what it is, and its value in the unit of its measure."""

    measure: Measure
    value: Number


class Line(NamedTuple):
    """A line of a table, told of an area, a sector or a record of a kind (key of its record type and id), or of what
    `label` says; `values` stand in the order of the table's measures."""

    values: tuple[Number, ...]
    area_id: int | None = None
    sector_id: int | None = None
    record: tuple[str, int] | None = None
    label: Sentence | None = None


class Table(NamedTuple):
    """Lines of figures under a title; `of_what` says what the lines are told of."""

    key: str
    title: Sentence
    of_what: Sentence
    measures: Sequence[Measure]
    lines: Sequence[Line]


@dataclass(frozen=True)
class Content:
    """What one section tells, with notes on what its figures leave out."""

    figures: Sequence[Told]
    tables: Sequence[Table] = ()
    notes: Sequence[Sentence] = field(default=())


def told(measures: Sequence[Measure], values: Sequence[Number]) -> list[Told]:
    """Measures with their values, one each."""
    return [Told(measure, value) for measure, value in zip(measures, values, strict=True)]
