"""What is covered, and its gaps: the questions of tansiq.coverage as GraphQL."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

import strawberry

from api.enums import Level, OrganizationKind
from api.filters.arguments import Info, Period, SectorCodes, says, takes
from api.filters.conditions import id_number
from api.filters.lookup import known_codes
from api.filters.scopes import REGISTRY, require_scope
from api.planner.computed_rows import ComputedPage, ComputedRows, rank_after
from api.planner.pages import After, Connection, First, page_size
from api.planner.rows import Rows, planned
from api.types.area import Area
from api.types.coverage_figures import CoverageCell, CoverageDimension, CoverageTotals
from tansiq import coverage as domain
from tansiq import models
from tansiq.coverage import CoverageAnswer, CoverageQuestion, gap_rank
from tansiq.faults import Fault, Refused
from tansiq.geography.within import find_area, lies_in
from tansiq.language.vocabulary import LEVEL_NAMES
from tansiq.language.words import say
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible

MOST_CELLS = 30_000
"""Cells in one answer: 2,149 sub-districts by 12 sectors are 25,788."""
RANK = 6
"""Numbers that every `gap_rank` has at least."""


@dataclass(frozen=True)
class CoverageFilters:
    """What may be asked of coverage."""

    within: Annotated[str, says("P-code of the area asked about: a country, a district ...")]
    level: Annotated[Level, says("Cells are areas of this level.")]
    by: Annotated[list[CoverageDimension] | None, says("Tell cells apart by these, besides their area.")] = None
    period: Annotated[Period | None, says("Only what is carried out, or needed, on a day of this period.")] = None
    sectors: SectorCodes = None
    population_groups: Annotated[list[str] | None, says("Codes of population groups, such as IDP: only these.")] = None
    organization_kinds: Annotated[list[OrganizationKind] | None, says("Only interventions of such organisations.")] = (
        None
    )
    organizations: Annotated[
        list[strawberry.ID] | None,
        says("Ids of organisations: only their interventions. Needs registry:read."),
    ] = None
    as_of: Annotated[
        date | None,
        says(
            "Count the people reached as they were told for the month of this day, or else for the last month before "
            "it. Without it the last figures count."
        ),
    ] = None

    def question(self, viewer: Viewer) -> CoverageQuestion:
        """The question as the domain knows it. Raises Refused: SCOPE_MISSING, UNKNOWN_CODE, NOT_FOUND ..."""
        level = LEVEL_NAMES.index(self.level.value)
        if self.organizations:
            # Whoever may not read who works where shall not find out by asking for one after another.
            require_scope(viewer, REGISTRY)
        by = frozenset(dimension.value for dimension in self.by or ())
        area = find_area(viewer, self.within)
        _check_width(viewer, area, level, "SECTOR" in by and not self.sectors)
        return CoverageQuestion(
            within=area,
            level=level,
            by=by,
            period=self.period.checked() if self.period else None,
            sectors=known_codes(viewer, models.Sector, self.sectors, "sectors"),
            population_groups=known_codes(viewer, models.PopulationGroup, self.population_groups, "populationGroups"),
            organization_kinds=tuple(kind.value for kind in self.organization_kinds or ()),
            organizations=tuple(id_number(each) for each in self.organizations or ()),
            as_of=self.as_of,
        )


def _check_width(viewer: Viewer, area: models.Area, level: int, by_sector: bool) -> None:
    """Count the cells before the sites: raises Refused(TOO_MANY_CELLS)."""
    if level <= LEVEL_NAMES.index("DISTRICT"):
        return
    areas = visible(models.Area, viewer).where(models.Area.level == level, lies_in(models.Area, area)).count()
    sectors = visible(models.Sector, viewer).where(models.Sector.parent.is_null()).count() if by_sector else 1
    _check_cells(areas * sectors)


def _check_cells(count: int) -> None:
    if count > MOST_CELLS:
        text = say(
            "That would be more than %(count)s cells. Ask about a smaller area or a higher level.", count=MOST_CELLS
        )
        raise Refused(Fault("TOO_MANY_CELLS", "level", text))


def _area(root: "Coverage", info: Info[Any, Any]) -> Area:
    return planned(Rows(visible(models.Area, info.context.viewer).where(models.Area.id == root.answer.area.id)))


def _totals(root: "Coverage") -> CoverageTotals:
    return planned(ComputedRows([root.answer.totals]))


def _cells(root: "Coverage") -> list[CoverageCell]:
    return planned(ComputedRows(root.answer.cells))


@strawberry.type(description="What is covered within an area.")
class Coverage:
    answer: strawberry.Private[CoverageAnswer]
    area: Area = strawberry.field(resolver=_area, description="The area asked about.")
    totals: CoverageTotals = strawberry.field(resolver=_totals, description="Everything together.")
    cells: list[CoverageCell] = strawberry.field(
        resolver=_cells,
        description="One cell for every area of the level, by whatever else was asked for; empty ones too.",
    )


@takes(CoverageFilters)
def coverage(info: Info[Any, Any], asked: CoverageFilters) -> Coverage:
    """Who works where, and how many of those in need are reached: in all, and by area and what else is asked for."""
    viewer = info.context.viewer
    answer = domain.coverage(viewer.counting(), asked.question(viewer))
    _check_cells(len(answer.cells))
    return Coverage(answer=answer)


@dataclass(frozen=True)
class GapFilters(CoverageFilters):
    """What may be asked of gaps."""

    first: First = 50
    after: After = None


@takes(GapFilters)
def gaps(info: Info[Any, Any], asked: GapFilters) -> Connection[CoverageCell]:
    """Cells where people in need or targeted are not reached: the gravest severity first, then the most people."""
    viewer, first, after = info.context.viewer, page_size(asked.first), rank_after(asked.after, RANK)
    found = domain.gaps(viewer.counting(), asked.question(viewer), first, after)
    return planned(ComputedPage(found.cells, found.has_next, lambda: found.total_count, gap_rank))


WEIGHT = 20_000
"""Values that a question about all sites of an area counts for, however short its answer."""
AREAS = {"COUNTRY": 1, "GOVERNORATE": 25}
"""Areas of a level in one country; from districts on, as many as are usual in one question."""
USUAL_AREAS, USUAL_CELLS = 350, 4_200
REFUSALS = {"SECTOR": 12, "POPULATION_GROUP": 3, "ORGANIZATION_KIND": 3}


def expected_cells(arguments: Mapping[str, Any]) -> int:
    """How many cells a question is reckoned to have before its area is known; a wider one is counted when it is."""
    cells = AREAS.get(str(arguments.get("level")), USUAL_AREAS)
    by = arguments.get("by") or ()
    for dimension in {by} if isinstance(by, str) else set(by):
        cells *= REFUSALS.get(dimension, 1)
    return min(cells, USUAL_CELLS)
