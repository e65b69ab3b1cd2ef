"""The figures of coverage as GraphQL: of one cell, and of everything together."""

from collections.abc import Callable
from enum import Enum
from functools import reduce
from operator import attrgetter, methodcaller, or_
from typing import Any

import strawberry

from api.enums import OrganizationKind
from api.planner.computed_rows import from_object
from api.planner.fields import column, refers_to
from api.types.area import Area
from api.types.sector import PopulationGroup, Sector
from api.vocabulary_enum import vocabulary_enum
from tansiq import coverage, models
from tansiq.language import vocabulary
from tansiq.platform.columns import Column, InColumns


@vocabulary_enum(vocabulary.COVERAGE_DIMENSIONS, "By what cells are told apart, besides their area.")
class CoverageDimension(Enum):
    SECTOR = "SECTOR"
    POPULATION_GROUP = "POPULATION_GROUP"
    ORGANIZATION_KIND = "ORGANIZATION_KIND"


@vocabulary_enum(vocabulary.COVERAGE_STATES, "How well a cell is covered.")
class CoverageState(Enum):
    NO_PRESENCE = "NO_PRESENCE"
    PRESENCE_WITHOUT_REPORT = "PRESENCE_WITHOUT_REPORT"
    PLANNED_ONLY = "PLANNED_ONLY"
    UNDER_REACHED = "UNDER_REACHED"
    COVERED = "COVERED"
    OVER_REACHED = "OVER_REACHED"
    NO_NEED_DATA = "NO_NEED_DATA"


MOST_PEOPLE = 2**31 - 1
"""The largest number that GraphQL's Int holds; a sum over many areas can be larger."""
_PEOPLE: dict[str, Callable[[coverage.Figures], int | None]] = {
    **{name: attrgetter(name) for name in ("people_in_need", "people_targeted", "people_reached", "people_planned")},
    "gap": coverage.gap,
    "projected_gap": coverage.projected_gap,
    "unmet_need": coverage.unmet_need,
}
"""The numbers of people among the figures."""


def _people(name: str, description: str) -> Any:
    """A number of people; a larger one than Int holds is given as the largest, which `isBeyondInt` tells."""
    count = _PEOPLE[name]

    def within_int(figures: coverage.Figures) -> int | None:
        found = count(figures)
        return None if found is None else min(found, MOST_PEOPLE)

    return from_object(within_int, description, lambda cells: cells.column(name).clip(max=MOST_PEOPLE))


def _figure(by: Callable[[coverage.Figures], object], description: str) -> Any:
    """A figure that a function makes of one cell, and the column of its name says of all."""
    return from_object(by, description, methodcaller("column", by.__name__))


def _is_beyond_int(figures: coverage.Figures) -> bool:
    return any((count(figures) or 0) > MOST_PEOPLE for count in _PEOPLE.values())


def _are_beyond_int(cells: InColumns) -> Column:
    return reduce(or_, (cells.column(name) > MOST_PEOPLE for name in _PEOPLE))


@strawberry.interface(
    description="What is known of a place: people are persons, not households; empty is not known, zero is none."
)
class CoverageFigures:
    state: CoverageState = _figure(coverage.state, "How well it is covered, in one word.")
    organization_count: int = column("organization_count", "Presence: organisations at work, each counted once.")
    intervention_count: int = column("intervention_count", "Interventions, each counted once; cancelled ones left out.")
    planned_count: int = column("planned_count", "Interventions that are planned.")
    ongoing_count: int = column("ongoing_count", "Interventions that are being carried out.")
    completed_count: int = column("completed_count", "Interventions that were carried out.")
    people_in_need: int | None = _people("people_in_need", "Persons in need, as assessments say.")
    people_targeted: int | None = _people(
        "people_targeted", "Persons targeted: the most of any intervention, for they may be the same people."
    )
    people_reached: int | None = _people("people_reached", "Persons reached, counted in the same way.")
    people_planned: int | None = _people("people_planned", "Persons targeted by interventions that are only planned.")
    severity: int | None = column("severity", "Severity of the gravest need, 1 (minimal) to 5 (extreme).")
    coverage_ratio: float | None = _figure(
        coverage.coverage_ratio, "Reached of targeted: 1 is everybody; above 1 more were reached than targeted."
    )
    reached_of_need_ratio: float | None = _figure(coverage.reached_of_need_ratio, "Reached of in need: 1 is everybody.")
    targeted_of_need_ratio: float | None = _figure(
        coverage.targeted_of_need_ratio, "Targeted of in need: 1 is everybody."
    )
    gap: int | None = _people("gap", "Persons targeted and not reached.")
    projected_gap: int | None = _people(
        "projected_gap", "Persons targeted that are neither reached nor in the plans of anybody."
    )
    unmet_need: int | None = _people("unmet_need", "Persons in need and not reached.")
    is_beyond_int: bool = from_object(
        _is_beyond_int,
        "Whether a number of people here is larger than 2147483647, the largest that Int holds, which stands for it.",
        _are_beyond_int,
    )


@strawberry.type(
    description="One area; and one sector, group or kind of organisation where cells are told apart by it."
)
class CoverageCell(CoverageFigures):
    area: Area | None = refers_to("area_id", models.Area, "Where.")
    sector: Sector | None = refers_to("sector_id", models.Sector, "The sector, where cells are told apart by it.")
    population_group: PopulationGroup | None = refers_to(
        "population_group_id", models.PopulationGroup, "For whom, where cells are told apart by it."
    )
    organization_kind: OrganizationKind | None = column(
        "organization_kind", "The kind of organisation, where cells are told apart by it."
    )


@strawberry.type(
    description="The whole area: each organisation and each person counted once, never added over sectors."
)
class CoverageTotals(CoverageFigures):
    above_level_count: int = column(
        "above_level_count", "Interventions located too roughly for any cell; they count in these totals alone."
    )
    undated_count: int = column(
        "undated_count", "Interventions left out because a period was asked for and their beginning is not known."
    )
