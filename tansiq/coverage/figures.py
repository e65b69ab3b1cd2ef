"""The figures of one cell, and what follows from them.

Everywhere: persons, not households; None means "no data" and is not zero; a ratio of 1.0 means 100 %.
"""

from abc import abstractmethod
from collections.abc import Sequence
from typing import NamedTuple, Protocol

from tansiq.platform.columns import InColumns


class Figures(Protocol):
    """What a cell and the totals have in common."""

    @property
    def organization_count(self) -> int: ...
    @property
    def intervention_count(self) -> int: ...
    @property
    def planned_count(self) -> int: ...
    @property
    def people_in_need(self) -> int | None: ...
    @property
    def people_targeted(self) -> int | None: ...
    @property
    def people_reached(self) -> int | None: ...
    @property
    def people_planned(self) -> int | None: ...


class Cell(NamedTuple):
    """One area, and a sector, group and kind where these were asked for; else None.

    `organization_count` is the presence: distinct canonical organisations. The counts by status are of
    distinct interventions; suspended ones count in `intervention_count` alone. `people_planned` is what
    planned interventions mean to reach. `severity` (1-5) is that of the gravest need.
    """

    area_id: int
    sector_id: int | None
    population_group_id: int | None
    organization_kind: str | None
    organization_count: int
    intervention_count: int
    planned_count: int
    ongoing_count: int
    completed_count: int
    people_targeted: int | None
    people_reached: int | None
    people_planned: int | None
    people_in_need: int | None
    severity: int | None


def empty(area: int, sector: int | None) -> Cell:
    """A cell of which nothing is known and where nobody works."""
    return Cell(area, sector, None, None, 0, 0, 0, 0, 0, None, None, None, None, None)


class CellsInColumns(Sequence[Cell], InColumns):
    """Cells that are known by column: their own attributes, and the figures that follow, by the names below."""

    @abstractmethod
    def ranked_gaps(self) -> Sequence[Cell]:
        """Those where people in need or targeted are not reached, gravest first."""


class Totals(NamedTuple):
    """The whole area, over all that was asked: each organisation and person counted once.

    `above_level_count` counts interventions located too roughly for any cell; they are in these totals.
    `undated_count` counts interventions left out because a period was asked for and their start is unknown.
    """

    organization_count: int
    intervention_count: int
    planned_count: int
    ongoing_count: int
    completed_count: int
    people_targeted: int | None
    people_reached: int | None
    people_planned: int | None
    people_in_need: int | None
    severity: int | None
    above_level_count: int
    undated_count: int


def coverage_ratio(figures: Figures) -> float | None:
    """Reached of targeted; above 1 where more were reached. 606,773 and 131,474 make 0.217."""
    return _ratio(figures.people_reached, figures.people_targeted)


def reached_of_need_ratio(figures: Figures) -> float | None:
    """Reached of in need; above 1 where more were reached."""
    return _ratio(figures.people_reached, figures.people_in_need)


def targeted_of_need_ratio(figures: Figures) -> float | None:
    """Targeted of in need; above 1 where more are targeted."""
    return _ratio(figures.people_targeted, figures.people_in_need)


def gap(figures: Figures) -> int | None:
    """Persons targeted and not reached, 0 at least; None without a target. Nobody reported reached is 0 here."""
    return _shortfall(figures.people_targeted, figures.people_reached or 0)


def projected_gap(figures: Figures) -> int | None:
    """Persons targeted that neither were reached nor are targeted by planned interventions."""
    return _shortfall(figures.people_targeted, (figures.people_reached or 0) + (figures.people_planned or 0))


def unmet_need(figures: Figures) -> int | None:
    """Persons in need and not reached, 0 at least; None where no need is known."""
    return _shortfall(figures.people_in_need, figures.people_reached or 0)


def is_over_reached(figures: Figures) -> bool:
    """Whether more were reached than targeted, or than are in need where no target is known."""
    return state(figures) == "OVER_REACHED"


SHOWN_AS_WHOLE = 0.995
"""From this ratio on, 100 % is what a reader sees: below it the cell is under-reached."""


def state(figures: Figures) -> str:
    """The code of COVERAGE_STATES that describes these figures."""
    reached = figures.people_reached
    if not figures.organization_count:
        return "NO_PRESENCE"
    if not reached and figures.planned_count == figures.intervention_count:
        return "PLANNED_ONLY"
    if reached is None:
        return "PRESENCE_WITHOUT_REPORT"
    return _compared(reached, figures.people_targeted or figures.people_in_need, figures.people_targeted)


def _compared(reached: int, meant: int | None, targeted: int | None) -> str:
    """A target of nobody is still something to compare with, where no need is known either."""
    meant = targeted if meant is None else meant
    if meant is None:
        return "NO_NEED_DATA"
    if reached < SHOWN_AS_WHOLE * meant:
        return "UNDER_REACHED"
    return "OVER_REACHED" if reached > meant else "COVERED"


def _ratio(part: int | None, whole: int | None) -> float | None:
    return None if part is None or not whole else part / whole


def _shortfall(whole: int | None, part: int) -> int | None:
    return None if whole is None else max(whole - part, 0)
