"""What became of cases, by area and month: opened, settled, avoided, days until they were settled, people freed.

    opened    cases by the day they were opened on, but for those that became part of another one
    settled   those on which somebody decided, or that nothing overlaps in any more, by that day
    avoided   overlaps of which somebody was warned while they entered an intervention, and which they did not enter
    freed     persons targeted by the sites that left the place of a case because it was so arranged

Four statements, however many cases; they are grouped by day, and days make months here.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from itertools import chain
from statistics import median
from typing import Any

from peewee import SQL, fn

from tansiq.language.case_vocabulary import SETTLED_STATES
from tansiq.models import Area, AreaClosure, Arrangement, ArrangementStep, AvoidedOverlap, OverlapCase, Site
from tansiq.models.area import ANCESTORS
from tansiq.models.reached_figure import month_of
from tansiq.period import Period
from tansiq.platform import clock
from tansiq.policy.belonging import area_ids_within, belongs_to
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible

Key = tuple[int | None, date]
"""The id of an area of the level asked for, None for what lies above it; the first day of a month."""
MOVES = ("MOVE", "AREAS")
"""The kinds of arrangements by which somebody works in another place."""


@dataclass(frozen=True)
class CaseFigures:
    """Figures of one area and month, or of several together. Persons; `days` are those from opening to settling of each
    case that was settled, the fewest first."""

    opened: int = 0
    settled: int = 0
    avoided: int = 0
    people_freed: int = 0
    days: tuple[int, ...] = field(default=(), repr=False)

    @property
    def days_to_settle(self) -> float | None:
        """The median; None where nothing was settled."""
        return float(median(self.days)) if self.days else None


def together(figures: Iterable[CaseFigures]) -> CaseFigures:
    """Several figures as one."""
    every = list(figures)
    return CaseFigures(
        sum(one.opened for one in every),
        sum(one.settled for one in every),
        sum(one.avoided for one in every),
        sum(one.people_freed for one in every),
        tuple(sorted(chain.from_iterable(one.days for one in every))),
    )


def case_figures(
    viewer: Viewer, period: Period, level: int = 0, area_ids: Collection[int] = ()
) -> Mapping[Key, CaseFigures]:
    """By area of a level (0-3) and month, those with anything to tell; within some areas, or everywhere where none are
    named. Of what `viewer` may see. Raises Refused(DATES_REVERSED)."""
    period.check()
    found: dict[Key, list[CaseFigures]] = {}
    for area_id, day, figures in _each(_Asked(viewer, period, level, area_ids)):
        found.setdefault((area_id, month_of(day)), []).append(figures)
    return {key: together(parts) for key, parts in found.items()}


def _each(asked: "_Asked") -> Iterator[tuple[int | None, date, CaseFigures]]:
    for area_id, day, count in asked.grouped(_opened(asked.viewer), OverlapCase.area, OverlapCase.opened_on):
        yield area_id, day, CaseFigures(opened=count)
    settled = asked.grouped(_settled(asked.viewer), OverlapCase.area, OverlapCase.settled_on, OverlapCase.opened_on)
    for area_id, day, opened_on, count in settled:
        yield area_id, day, CaseFigures(settled=count, days=((day - opened_on).days,) * count)
    avoided = visible(AvoidedOverlap, asked.viewer)
    for area_id, day, count in asked.grouped(avoided, AvoidedOverlap.area, AvoidedOverlap.avoided_on):
        yield area_id, day, CaseFigures(avoided=count)
    for area_id, moment, people in _freed(asked):
        yield area_id, clock.local(moment).date(), CaseFigures(people_freed=people or 0)


@dataclass(frozen=True)
class _Asked:
    """What is asked for."""

    viewer: Viewer
    period: Period
    level: int
    area_ids: Collection[int]

    @property
    def cell(self) -> Any:
        """The column of an area that says which one of the level it lies in."""
        return getattr(Area, ANCESTORS[self.level])

    def within(self, query: Any, area: Any) -> Any:
        """Rows joined with their area, those within the areas alone."""
        joined = query.join(Area, on=(Area.id == area))
        return joined.where(area.in_(area_ids_within(frozenset(self.area_ids)))) if self.area_ids else joined

    def grouped(self, query: Any, area: Any, day: Any, *keys: Any) -> Any:
        """How many rows of a query there are by area of the level, by day within the period, and by further keys."""
        rows = self.within(query.where(day.between(self.period.begins, self.period.ends)), area)
        return rows.select(self.cell, day, *keys, fn.COUNT(SQL("*"))).group_by(self.cell, day, *keys).tuples()


def _opened(viewer: Viewer) -> Any:
    return visible(OverlapCase, viewer).where(OverlapCase.joined_into.is_null())


def _settled(viewer: Viewer) -> Any:
    return visible(OverlapCase, viewer).where(OverlapCase.case_state.in_(SETTLED_STATES))


def _freed(asked: _Asked) -> Any:
    """By area and arrangement, with the moment at which it was carried out: persons targeted by the sites that left."""
    begins = clock.stored(datetime.combine(asked.period.begins, time.min))
    ends = clock.stored(datetime.combine(asked.period.ends, time.max))
    rows = visible(Arrangement, asked.viewer).where(
        Arrangement.arrangement_state == "CARRIED_OUT", Arrangement.changed_at.between(begins, ends)
    )
    rows = rows.join(OverlapCase).switch(Arrangement).join(ArrangementStep)
    rows = rows.join(Site, on=(Site.intervention == ArrangementStep.intervention)).where(_has_left(), Site.is_published)
    portal = asked.viewer.portal
    if portal is not None and portal.organization_ids:
        # What others did in a case of theirs is not told to them.
        rows = rows.where(belongs_to(Site, Site, portal.organization_ids))
    keys = (asked.cell, Arrangement.id, Arrangement.changed_at)
    found = asked.within(rows.switch(OverlapCase), OverlapCase.area)
    return found.select(asked.cell, Arrangement.changed_at, fn.SUM(Site.targeted)).group_by(*keys).tuples()


def _has_left() -> Any:
    """The condition that a site left the place of the case: it stands where it moved to, or was given up."""
    around = AreaClosure.select(AreaClosure.ancestor).where(AreaClosure.descendant == OverlapCase.area)
    is_given_up = Site.archived_at.is_null(False) | (Site.status == "CANCELLED")
    withdrawn = (Arrangement.arrangement_kind == "WITHDRAW") & Site.area.in_(around) & is_given_up
    step = ArrangementStep.area
    moved = Arrangement.arrangement_kind.in_(MOVES) & (step != OverlapCase.area) & (Site.area == step)
    return withdrawn | (moved & Site.archived_at.is_null())
