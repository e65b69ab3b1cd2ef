"""The report of an area over a period: the sections of tansiq.area_reports as GraphQL."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Annotated, Any

import strawberry

from api.enums import Level
from api.filters.arguments import Info, Period, says, takes
from api.planner.computed_rows import ITSELF, ComputedRows, from_object
from api.planner.fields import column, refers_to, spoken
from api.planner.rows import Rows, planned
from api.types.area import Area
from api.types.sector import Sector
from api.vocabulary_enum import vocabulary_enum
from tansiq import models
from tansiq.area_reports.answer import ToldSection
from tansiq.area_reports.answer import area_report as report_of
from tansiq.area_reports.content import Line, Measure, Number, Table, Told
from tansiq.area_reports.question import AreaReportQuestion, Asked
from tansiq.language.report_vocabulary import FIGURE_UNITS
from tansiq.language.vocabulary import LEVEL_NAMES
from tansiq.language.words import Sentence, speaking
from tansiq.policy.visibility import visible

WEIGHT = 60_000
"""Values for which the question counts (api/http/cost.py): three times that of coverage, which it asks three times."""
USUAL_SECTIONS, USUAL_FIGURES, USUAL_TABLES, USUAL_LINES, USUAL_VALUES = 8, 8, 3, 30, 6


@vocabulary_enum(FIGURE_UNITS, "In which unit a figure is told.")
class FigureUnit(Enum):
    COUNT = "COUNT"
    PEOPLE = "PEOPLE"
    SHARE = "SHARE"
    POINTS = "POINTS"
    DAYS = "DAYS"
    PER_100000 = "PER_100000"
    SEVERITY = "SEVERITY"


def _in(language: str, sentence: Sentence | None) -> str:
    with speaking(language):
        return "" if sentence is None else str(sentence)


def _label(one: Measure, language: str) -> str:
    return _in(language, one.label)


def _definition(one: Measure, language: str) -> str:
    return _in(language, one.definition)


def _label_of_told(one: Told, language: str) -> str:
    return _in(language, one.measure.label)


def _definition_of_told(one: Told, language: str) -> str:
    return _in(language, one.measure.definition)


def _as_float(value: Number) -> float | None:
    return None if value is None else float(value)


def _value(one: Told) -> float | None:
    return _as_float(one.value)


def _values(one: Line) -> list[float | None]:
    return [_as_float(value) for value in one.values]


def _label_of_line(one: Line, language: str) -> str:
    return _in(language, one.label)


def _key(one: Told) -> str:
    return one.measure.key


def _unit(one: Told) -> str:
    return one.measure.unit


@strawberry.type(description="One figure of a report, with what it counts. Empty is not known; zero is zero.")
class AreaReportFigure:
    key: str = from_object(_key, "What it is known by, the same in every report.")
    label: str = spoken(ITSELF, by=_label_of_told, description="What it is called.")
    definition: str = spoken(ITSELF, by=_definition_of_told, description="What it counts.")
    unit: FigureUnit = from_object(_unit, "The unit of its value.")
    value: float | None = from_object(_value, "Its value, in its unit; null where it is not known.")


@strawberry.type(description="What the values of one column of a table are.")
class AreaReportColumn:
    key: str = column("key", "What it is known by, the same in every report.")
    label: str = spoken(ITSELF, by=_label, description="What it is called.")
    definition: str = spoken(ITSELF, by=_definition, description="What it counts.")
    unit: FigureUnit = column("unit", "The unit of its values.")


@strawberry.type(description="A line of a table: told of an area, of a sector, of both, or of what its label says.")
class AreaReportLine:
    area: Area | None = refers_to("area_id", models.Area, "The area that it is told of; empty where it is of none.")
    sector: Sector | None = refers_to("sector_id", models.Sector, "The sector; empty where it is of none.")
    label: str = spoken(
        ITSELF,
        by=_label_of_line,
        description="What it is told of where that is neither an area nor a sector, else empty.",
    )
    values: list[float | None] = from_object(
        _values, "A value for each column, in their order and units; null where it is not known."
    )


def _columns(root: "AreaReportTable") -> list[AreaReportColumn]:
    return planned(ComputedRows(list(root.table.measures)))


def _lines(root: "AreaReportTable") -> list[AreaReportLine]:
    return planned(ComputedRows(list(root.table.lines)))


@strawberry.type(description="A table of a report.")
class AreaReportTable:
    table: strawberry.Private[Table]
    key: str = strawberry.field(description="What it is known by, the same in every report.")
    title: str = strawberry.field(description="What it is called, in the language of the request.")
    columns: list[AreaReportColumn] = strawberry.field(
        resolver=_columns, description="What its values are.", metadata={"expected": USUAL_VALUES}
    )
    lines: list[AreaReportLine] = strawberry.field(
        resolver=_lines, description="Its lines.", metadata={"expected": USUAL_LINES}
    )


def _figures(root: "AreaReportSection") -> list[AreaReportFigure]:
    return planned(ComputedRows(list(root.told.content.figures)))


def _tables(root: "AreaReportSection", info: Info[Any, Any]) -> list[AreaReportTable]:
    language = info.context.viewer.language
    return [
        AreaReportTable(table=table, key=table.key, title=_in(language, table.title))
        for table in root.told.content.tables
    ]


def _notes(root: "AreaReportSection", info: Info[Any, Any]) -> list[str]:
    return [_in(info.context.viewer.language, note) for note in root.told.content.notes]


@strawberry.type(description="A section of a report: what it is about, its figures and its tables.")
class AreaReportSection:
    told: strawberry.Private[ToldSection]
    key: str = strawberry.field(description="What it is known by: such as presence, coverage, overlaps, plans.")
    title: str = strawberry.field(description="What it is called, in the language of the request.")
    definition: str = strawberry.field(description="What it tells, and which page tells the same.")
    figures: list[AreaReportFigure] = strawberry.field(
        resolver=_figures, description="Its figures.", metadata={"expected": USUAL_FIGURES}
    )
    tables: list[AreaReportTable] = strawberry.field(
        resolver=_tables, description="Its tables.", metadata={"expected": USUAL_TABLES}
    )
    notes: list[str] = strawberry.field(
        resolver=_notes, description="What its figures leave out, in sentences.", metadata={"expected": 2}
    )


def _area(root: "AreaReport", info: Info[Any, Any]) -> Area:
    return planned(Rows(visible(models.Area, info.context.viewer).where(models.Area.id == root.asked.area.id)))


@strawberry.type(
    description="What the register tells of an area in a period. People are persons, never added up over sectors."
)
class AreaReport:
    asked: strawberry.Private[Asked]
    area: Area = strawberry.field(resolver=_area, description="The area asked about.")
    begins: date = strawberry.field(description="The first day of the period.")
    ends: date = strawberry.field(description="The last day of the period.")
    sections: list[AreaReportSection] = strawberry.field(
        description="Its sections in their order, those that the scopes of the token show.",
        metadata={"expected": USUAL_SECTIONS},
    )


@dataclass(frozen=True)
class AreaReportFilters:
    """What may be asked of the report of an area."""

    within: Annotated[str, says("P-code of the area: a country, a governorate, a district or a sub-district.")]
    period: Annotated[Period, says("What was carried out, needed, found or decided on a day of this period.")]
    level: Annotated[
        Level | None, says("Tables by area are told by areas of this level; by those right below it if left out.")
    ] = None
    only: Annotated[list[str] | None, says("Keys of sections: only these.")] = None


@takes(AreaReportFilters)
def area_report(info: Info[Any, Any], asked: AreaReportFilters) -> AreaReport:
    """The report of an area over a period, section by section: presence, coverage and gaps, overlaps, plans, the third
    sector. The same figures stand on the pages of the back office."""
    viewer = info.context.viewer
    level = None if asked.level is None else LEVEL_NAMES.index(asked.level.value)
    question = AreaReportQuestion(asked.within, asked.period.checked(), level)
    found = report_of(viewer, question, asked.only)
    return AreaReport(
        asked=found.asked,
        begins=found.asked.period.begins,
        ends=found.asked.period.ends,
        sections=_sections(found.sections, viewer.language),
    )


def _sections(found: Sequence[ToldSection], language: str) -> list[AreaReportSection]:
    return [
        AreaReportSection(
            told=one,
            key=one.section.key,
            title=_in(language, one.section.title),
            definition=_in(language, one.section.definition),
        )
        for one in found
    ]
