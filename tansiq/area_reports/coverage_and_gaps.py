"""How many of those in need or targeted are reached, by area and sector, and the gaps, as the page of coverage does."""

from itertools import islice

from tansiq.area_reports.content import Content, Line, Measure, Number, Table, told
from tansiq.area_reports.question import Asked, sector_ids
from tansiq.area_reports.sections import Section, register
from tansiq.coverage import Figures, coverage_ratio, gap, ranked_gaps, unmet_need
from tansiq.language.words import say

MOST_GAPS = 30
"""Gaps that a report tells; the page of coverage has all of them."""
IN_NEED = Measure(
    "in_need",
    say("People in need"),
    say("Persons in need in the period, as assessments say; not known where there is none."),
    "PEOPLE",
)
TARGETED = Measure(
    "targeted",
    say("People targeted"),
    say("Persons targeted: in each place the most of any sector and intervention, for they may be the same people."),
    "PEOPLE",
)
REACHED = Measure(
    "reached", say("People reached"), say("Persons reached, counted in the same way as those targeted."), "PEOPLE"
)
RATIO = Measure("coverage", say("Reached of targeted"), say("People reached divided by people targeted."), "SHARE")
GAP = Measure("gap", say("Gap"), say("Persons targeted and not reached."), "PEOPLE")
UNMET = Measure("unmet_need", say("Unmet need"), say("Persons in need and not reached."), "PEOPLE")
PEOPLE = (IN_NEED, TARGETED, REACHED, RATIO, GAP, UNMET)
GAPS = Measure(
    "gaps",
    say("Number of gaps"),
    say("Pairs of an area and a sector in which people in need, or targeted, are not reached."),
)
SEVERITY = Measure("severity", say("Severity"), say("That of the gravest need, from 1 to 5."), "SEVERITY")
OF_GAPS = (SEVERITY, IN_NEED, TARGETED, REACHED, UNMET, GAP)


def _tell(asked: Asked) -> Content:
    answer, gaps = asked.coverage, ranked_gaps(asked.coverage.cells)
    figures = told((*PEOPLE, GAPS), (*_people(answer.totals), len(gaps)))
    by_area = [Line(_people(cell), cell.area_id) for cell in asked.of_areas]
    gravest = [Line((cell.severity, *_found(cell)), cell.area_id, cell.sector_id) for cell in islice(gaps, MOST_GAPS)]
    tables = [
        Table("by_sector", say("By sector"), say("Sector"), PEOPLE, list(_by_sector(asked))),
        Table("by_area", say("By area"), say("Area"), PEOPLE, by_area),
        Table("gaps", say("Gravest gaps"), say("Area and sector"), OF_GAPS, gravest),
    ]
    notes = [say("People are never added up over sectors: the same person may be served by several.")]
    if len(gaps) > MOST_GAPS:
        notes.append(
            say("Only the gravest gaps are told, at most %(count)s; the page of coverage has all.", count=MOST_GAPS)
        )
    return Content(figures, tables, notes)


def _by_sector(asked: Asked) -> list[Line]:
    """The sectors of which anything is known, in their order."""
    known = asked.coverage.of_sectors
    return [Line(_people(known[one]), sector_id=one) for one in sector_ids(known)]


def _people(cell: Figures) -> tuple[Number, ...]:
    people = (cell.people_in_need, cell.people_targeted, cell.people_reached)
    return (*people, coverage_ratio(cell), gap(cell), unmet_need(cell))


def _found(cell: Figures) -> tuple[Number, ...]:
    return (cell.people_in_need, cell.people_targeted, cell.people_reached, unmet_need(cell), gap(cell))


COVERAGE = register(
    Section(
        "coverage",
        20,
        say("Coverage and gaps"),
        say(
            "How many people are in need, targeted and reached, and where nobody is, as the page of coverage tells it."
        ),
        "coverage:read",
        _tell,
    )
)
