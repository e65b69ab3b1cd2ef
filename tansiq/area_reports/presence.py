"""Organisations and their presence, as the page of coverage counts them."""

from tansiq.area_reports.content import Content, Line, Measure, Table, told
from tansiq.area_reports.question import Asked
from tansiq.area_reports.sections import Section, register
from tansiq.coverage import Cell, CoverageQuestion, Totals, cached_coverage
from tansiq.language.vocabulary import ORGANIZATION_KINDS
from tansiq.language.words import Sentence, say, say_count

MEASURES = (
    Measure(
        "organizations",
        say("Organisations present"),
        say("Organisations with work that is not cancelled on a day of the period, each counted once, twins as one."),
    ),
    Measure(
        "interventions",
        say("Interventions"),
        say("Interventions with a day in the period, each counted once; cancelled ones are left out."),
    ),
    Measure("planned", say("Planned interventions"), say("Those of them that are planned.")),
    Measure("ongoing", say("Ongoing interventions"), say("Those of them that are being carried out.")),
    Measure("completed", say("Completed interventions"), say("Those of them that were carried out.")),
)
IN_TABLES = MEASURES[:2]


def _tell(asked: Asked) -> Content:
    totals = asked.coverage.totals
    counts = (totals.planned_count, totals.ongoing_count, totals.completed_count)
    values = (totals.organization_count, totals.intervention_count, *counts)
    return Content(told(MEASURES, values), [_by_kind(asked), _by_area(asked)], _notes(totals))


def _by_kind(asked: Asked) -> Table:
    by = frozenset({"ORGANIZATION_KIND"})
    question = CoverageQuestion(asked.area, asked.area.level, by, asked.period)
    cells = {cell.organization_kind: cell for cell in cached_coverage(asked.viewer.counting(), question).cells}
    lines = [
        Line(_counts(cells[word.code]), label=say(word.label)) for word in ORGANIZATION_KINDS if word.code in cells
    ]
    return Table("by_kind", say("By kind of organisation"), say("Kind of organisation"), IN_TABLES, lines)


def _by_area(asked: Asked) -> Table:
    lines = [Line(_counts(cell), cell.area_id) for cell in asked.of_areas]
    return Table("by_area", say("By area"), say("Area"), IN_TABLES, lines)


def _counts(cell: Cell) -> tuple[int, int]:
    return cell.organization_count, cell.intervention_count


def _notes(totals: Totals) -> list[Sentence]:
    rough, undated = totals.above_level_count, totals.undated_count
    found = []
    if rough:
        found.append(
            say_count(
                "%(number)s intervention is located too roughly for any row; it counts in the totals alone.",
                "%(number)s interventions are located too roughly for any row; they count in the totals alone.",
                rough,
                number=rough,
            )
        )
    if undated:
        found.append(
            say_count(
                "%(number)s intervention without a start date is left out.",
                "%(number)s interventions without a start date are left out.",
                undated,
                number=undated,
            )
        )
    return found


PRESENCE = register(
    Section(
        "presence",
        10,
        say("Organisations and presence"),
        say("Who was at work in the area in the period, as the page of coverage tells it."),
        "coverage:read",
        _tell,
    )
)
