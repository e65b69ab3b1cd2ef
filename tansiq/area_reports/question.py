"""What is asked of an area, and what several sections are made of: found once, however many tell of it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from tansiq.coverage import Cell, CoverageAnswer, CoverageQuestion, cached_coverage, empty
from tansiq.coverage.conditions import area_conditions
from tansiq.faults import Fault, Refused
from tansiq.geography.within import find_area
from tansiq.language.words import say
from tansiq.models import Area, Sector
from tansiq.models.area import ANCESTORS
from tansiq.period import Period
from tansiq.platform import clock
from tansiq.policy.viewer import Viewer

FINEST = len(ANCESTORS) - 1
"""The finest level of areas by which a report is told, that of sub-districts."""


@dataclass(frozen=True)
class AreaReportQuestion:
    """The report of an area, or of its P-code, over a period. Lines of tables are areas of `level` (0-3); without one
    those right below the area."""

    within: Area | str
    period: Period
    level: int | None = None


@dataclass(frozen=True)
class Asked:
    """A question whose area is known and may be asked; sections read from it."""

    viewer: Viewer
    area: Area
    level: int
    period: Period

    @property
    def day(self) -> date:
        """The day as of which it is told how something stands: the last of the period, today while it is not over."""
        return min(self.period.ends, clock.today())

    def coverage_question(self) -> CoverageQuestion:
        """The question that the page of coverage asks for the same choices."""
        by = frozenset({"SECTOR"})
        return CoverageQuestion(self.area, self.level, by, self.period, with_margins=True)

    @cached_property
    def coverage(self) -> CoverageAnswer:
        """Areas of the level by sectors, with the totals of both."""
        return cached_coverage(self.viewer.counting(), self.coverage_question())

    @cached_property
    def area_ids(self) -> list[int]:
        """The areas of the level in the order of their P-codes, whether anybody is at work there or not."""
        allowed = area_conditions(self.viewer, self.coverage_question(), self.area)
        rows: Any = Area.select(Area.id).where(*allowed).order_by(Area.pcode).tuples()
        return [area_id for (area_id,) in rows]

    @cached_property
    def of_areas(self) -> list[Cell]:
        """The total of each of these areas: its greatest sector place by place."""
        known = self.coverage.of_areas
        return [known.get(area_id) or empty(area_id, None) for area_id in self.area_ids]


def asked_of(viewer: Viewer, question: AreaReportQuestion) -> Asked:
    """The question, once it is known that it can be asked.

    Raises Refused: NOT_FOUND, DATES_REVERSED, UNKNOWN_CODE, LEVEL_ABOVE_AREA, OUT_OF_RANGE.
    """
    area = find_area(viewer, question.within)
    question.period.check()
    if area.level > FINEST:
        text = say("A report is made of a sub-district or of what is larger, not of one settlement.")
        raise Refused(Fault("OUT_OF_RANGE", "within", text))
    level = min(area.level + 1, FINEST) if question.level is None else question.level
    if level > FINEST:
        text = say("A report is told down to sub-districts.")
        raise Refused(Fault("OUT_OF_RANGE", "level", text))
    asked = Asked(viewer, area, level, question.period)
    asked.coverage_question().check(area)
    return asked


def sector_ids(among: Collection[int]) -> list[int]:
    """Some sectors in the order in which tables show them."""
    rows: Any = Sector.select(Sector.id).where(Sector.id.in_(list(among))).order_by(Sector.position, Sector.code)
    return [sector_id for (sector_id,) in rows.tuples()]
