"""A report in words: its sections as pages, files and print tell them, every figure as a person reads it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, NamedTuple

from markupsafe import Markup

from admin.coverage.headings import period_words
from admin.coverage.measures import percent
from admin.current_viewer import viewer
from admin.words.formatting import bdi, link, number_text, percent_text
from admin.words.naming import name_of
from tansiq.area_reports.answer import AreaReport, ToldSection
from tansiq.area_reports.content import Line, Measure, Number, Table
from tansiq.language.words import gettext
from tansiq.models import Area, Sector, tables
from tansiq.policy.visibility import visible

NOT_KNOWN = "—"
MOST_LINES = 400
"""Lines of a table that a page shows and a PDF prints; more are for the workbook."""
PLACES = 2
"""Digits behind the point of what is told for so many inhabitants."""


class Called(NamedTuple):
    """What a line is told of: in plain words, and as a page shows it."""

    text: str
    markup: Markup


@dataclass(frozen=True)
class ToldTable:
    """A table with what each line is called, in the order of its lines."""

    table: Table
    called: Sequence[Called]

    @property
    def id(self) -> str:
        """What the table is known by on its page."""
        return f"table-{self.table.key}"

    def lines(self) -> Iterable[tuple[Called, list[str]]]:
        """(what it is told of, its figures in words) of the lines that are shown."""
        for called, line in islice(zip(self.called, self.table.lines, strict=True), MOST_LINES):
            yield called, texts(self.table.measures, line.values)

    @property
    def more(self) -> str:
        """Where the other lines are; "" where all are shown."""
        return gettext("There are more lines in the workbook.") if len(self.table.lines) > MOST_LINES else ""


@dataclass(frozen=True)
class SectionInWords:
    """A section with its tables; figures are (label, value in words, what it counts)."""

    told: ToldSection
    tables: Sequence[ToldTable]

    @property
    def key(self) -> str:
        return self.told.section.key

    @property
    def title(self) -> str:
        return str(self.told.section.title)

    @property
    def definition(self) -> str:
        return str(self.told.section.definition)

    @property
    def notes(self) -> list[str]:
        return [str(note) for note in self.told.content.notes]

    @property
    def figures(self) -> list[tuple[str, str, str]]:
        return [
            (str(one.measure.label), figure_text(one.measure, one.value), str(one.measure.definition))
            for one in self.told.content.figures
        ]

    @property
    def definitions(self) -> list[tuple[str, str]]:
        """(label, what it counts) of what stands in tables alone."""
        known = {one.measure.key for one in self.told.content.figures}
        measures = {one.key: one for told in self.tables for one in told.table.measures if one.key not in known}
        return [(str(one.label), str(one.definition)) for one in measures.values()]


def in_words(report: AreaReport) -> list[SectionInWords]:
    """The sections of a report with what each line is called: a statement for each kind of row that is named."""
    names = _Names([line for one in report.sections for table in one.content.tables for line in table.lines])
    return [
        SectionInWords(
            one, [ToldTable(table, [names.of(line) for line in table.lines]) for table in one.content.tables]
        )
        for one in report.sections
    ]


def title_of(report: AreaReport) -> str:
    """What the report is called."""
    return gettext("Report of %(area)s", area=name_of(report.asked.area))


def period_of(report: AreaReport) -> str:
    """Its period in words, with the Hijri dates of both days."""
    return period_words(report.asked.period)


def texts(measures: Sequence[Measure], values: Sequence[Number]) -> list[str]:
    """Values as a person reads them."""
    return [figure_text(measure, value) for measure, value in zip(measures, values, strict=True)]


def figure_text(measure: Measure, value: Number) -> str:
    """One value as a person reads it in its unit; what is not known is a dash."""
    if value is None:
        return NOT_KNOWN
    if measure.unit == "SHARE":
        return percent(float(value))
    if measure.unit == "POINTS":
        return percent_text(value)
    return number_text(round(value, PLACES) if isinstance(value, float) else value)


class _Names:
    """What the areas, sectors and records of some lines are called, as far as the reader sees them."""

    def __init__(self, lines: Iterable[Line]) -> None:
        lines = list(lines)
        self._areas = _read(Area, {line.area_id for line in lines})
        self._sectors = _read(Sector, {line.sector_id for line in lines})
        asked: dict[str, set[int | None]] = {}
        for line in lines:
            if line.record is not None:
                asked.setdefault(line.record[0], set()).add(line.record[1])
        self._records = {key: _read(tables()[key], ids) for key, ids in asked.items()}

    def of(self, line: Line) -> Called:
        """What a line is told of."""
        parts = [self._row(self._areas, line.area_id), self._row(self._sectors, line.sector_id), self._own(line)]
        said = [one for one in parts if one is not None]
        return Called(" · ".join(one.text for one in said), Markup(" · ").join(one.markup for one in said))

    def _own(self, line: Line) -> Called | None:
        row = None if line.record is None else self._records[line.record[0]].get(line.record[1])
        if row is not None:
            return Called(name_of(row), link(row, name_of(row)))
        return None if line.label is None else _plain(str(line.label))

    def _row(self, rows: dict[int, Any], key: int | None) -> Called | None:
        if key is None:
            return None
        row = rows.get(key)
        return _plain(gettext("Archived area") if row is None else name_of(row))


def _plain(text: str) -> Called:
    return Called(text, bdi(text))


def _read(model: Any, ids: Iterable[int | None]) -> dict[int, Any]:
    wanted = [one for one in ids if one is not None]
    return {row.id: row for row in visible(model, viewer()).where(model.id.in_(wanted))} if wanted else {}
