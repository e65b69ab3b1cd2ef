"""Coverage reckoned by brute force, each rule of the field written down once more, as the oracle of its tests."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, NamedTuple

from tansiq.coverage import Cell, CoverageQuestion, Totals
from tansiq.models import Area, AreaClosure, Intervention, Need, Site
from tansiq.period import Period
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible
from tests.random_register import (
    FIRST_DAY,
    Lack,
    SiteToEnter,
    Work,
)  # fmt: skip
from tests.register import Register

lines: dict[int, list[Area]] = {}


class Presence(NamedTuple):
    """One site as described, its intervention, and the keys it counts under."""

    work: Work
    place: SiteToEnter
    intervention: Intervention
    area: Area
    sector: int
    group: int
    kind: str
    organization: int


class Known(NamedTuple):
    """One need as described, and the keys it counts under."""

    lack: Lack
    area: Area
    sector: int
    group: int


@dataclass
class Oracle:
    """The rules of the field, in their order, over plain lists."""

    register: Register
    viewer: Viewer
    question: CoverageQuestion
    presences: list[Presence]
    needs: list[Known]

    def cell(self, area: Area) -> int | None:
        """The ancestor of the asked level, or nothing above it."""
        above = {a.level: a.id for a in line(area)}
        return above.get(self.question.level)

    def keys(self, row: Any, kinds: bool = True) -> tuple[Any, ...]:
        """What identifies the row's cell; needs know no kinds."""
        by = self.question.by
        kind = row.kind if kinds and "ORGANIZATION_KIND" in by else None
        sector = row.sector if "SECTOR" in by else None
        return (self.cell(row.area), sector, row.group if "POPULATION_GROUP" in by else None, kind)

    def present(self) -> list[Presence]:
        """What is visible, not cancelled and not archived, within the area."""
        return [p for p in self.presences if self._is_seen(p.work) and self._is_within(p.area)]

    def _is_seen(self, work: Work) -> bool:
        return work.status != "CANCELLED" and not work.is_archived and (self.viewer.is_admin or work.is_published)

    def _is_within(self, area: Area) -> bool:
        return self.register.areas[str(self.question.within)].id in [a.id for a in line(area)]

    def in_period(self) -> list[Presence]:
        """What is present on a day of the period; an unknown start never is."""
        return [p for p in self.present() if _meets(p.work, self.question.period)]

    def known(self) -> list[Known]:
        """The needs of the period within the area, each lasting ten days."""
        period = self.question.period
        return [n for n in self.needs if self._is_within(n.area) and (not period or _lasts(n.lack, period))]


def _lasts(lack: Lack, period: Period) -> bool:
    begins = FIRST_DAY + timedelta(lack.begins)
    return begins <= period.ends and begins + timedelta(10) >= period.begins


def _meets(work: Work, period: Period | None) -> bool:
    if period is None:
        return True
    return bool(work.starts_on and work.starts_on <= period.ends) and (
        work.ends_on is None or work.ends_on >= period.begins
    )


def line(area: Area) -> list[Area]:
    found = Area.select().join(AreaClosure, on=(AreaClosure.ancestor == Area.id))
    return lines.setdefault(area.id, list(found.where(AreaClosure.descendant == area.id)))


def _sum(values: Iterable[int | None]) -> int | None:
    some = [value for value in values if value is not None]
    return sum(some) if some else None


def greatest(values: Iterable[int | None]) -> int | None:
    return max((value for value in values if value is not None), default=None)


def by(rows: Iterable[Any], key: Callable[[Any], Any]) -> dict[Any, list[Any]]:
    found = defaultdict(list)
    for row in rows:
        found[key(row)].append(row)
    return found


def unit(rows: Sequence[Presence], people: Callable[[Presence], int | None]) -> int | None:
    """The sites of one intervention add up; of several the greatest counts, beside those of distinct people."""
    apart = by(rows, lambda p: p.place.is_distinct_people)
    works_ = by(apart[False], lambda p: p.intervention.id)
    return _sum([greatest(_sum(map(people, sites)) for sites in works_.values()), *map(people, apart[True])])


def folded(rows: Sequence[Any], people: Callable[[Sequence[Any]], int | None], everybody: int) -> int | None:
    """Groups add up, everybody or the groups; then the greatest sector; then areas add up."""
    areas = []
    for area in by(rows, lambda row: row.area.id).values():
        sectors = []
        for sector in by(area, lambda row: row.sector).values():
            groups = {group: people(same) for group, same in by(sector, lambda row: row.group).items()}
            sectors.append(greatest([groups.pop(everybody, None), _sum(groups.values())]))
        areas.append(greatest(sectors))
    return _sum(areas)


def in_need(needs: Sequence[Known], everybody: int) -> int | None:
    levels = by(needs, lambda need: need.area.level).values()
    return greatest(folded(level, lambda same: greatest(n.lack.people for n in same), everybody) for level in levels)


def figures_of(oracle: Oracle, presences: Sequence[Presence], needs: Sequence[Known]) -> list[Any]:
    everybody, as_of = oracle.register.groups["ALL"].id, oracle.question.as_of
    planned = [p for p in presences if p.work.status == "PLANNED"]
    statuses = by(presences, lambda p: p.work.status)
    works_ = [len({p.intervention.id for p in statuses[code]}) for code in ("PLANNED", "ONGOING", "COMPLETED")]

    def people(rows: Sequence[Presence], count: Callable[[Presence], int | None]) -> int | None:
        return folded(rows, lambda same: unit(same, count), everybody)

    return [
        len({p.organization for p in presences}),
        len({p.intervention.id for p in presences}),
        *works_,
        people(presences, lambda p: p.place.targeted),
        people(presences, lambda p: p.place.reached_as_of(as_of)),
        people(planned, lambda p: p.place.targeted),
        in_need(needs, everybody),
        greatest(need.lack.severity for need in needs),
    ]


def expected(oracle: Oracle) -> tuple[Totals, list[Cell]]:
    present, needs = oracle.in_period(), oracle.known()
    above = {p.intervention.id for p in present if oracle.cell(p.area) is None}
    undated = {p.intervention.id for p in oracle.present() if oracle.question.period and not p.work.starts_on}
    totals = Totals._make([*figures_of(oracle, present, needs), len(above), len(undated)])
    by_cell, needs_by_cell = by(present, oracle.keys), by(needs, lambda need: oracle.keys(need, kinds=False))
    keys = (
        set(by_cell) | (set() if "ORGANIZATION_KIND" in oracle.question.by else set(needs_by_cell)) | set(grid(oracle))
    )
    cells = [
        Cell(*key, *figures_of(oracle, by_cell.get(key, []), needs_by_cell.get((*key[:3], None), [])))
        for key in keys
        if key[0] is not None
    ]
    return totals, sorted(cells, key=lambda cell: (*(key or 0 for key in cell[:3]), cell[3] or ""))


def grid(oracle: Oracle) -> list[tuple[Any, ...]]:
    """Every area of the level by every top-level sector in use, where no other dimension was asked for."""
    by, register = oracle.question.by, oracle.register
    if not by <= {"SECTOR"}:
        return []
    areas = [a.id for a in register.areas.values() if a.level == oracle.question.level and oracle._is_within(a)]
    sectors = (
        [s.id for s in register.sectors.values() if s.parent_id is None and s.id in in_use(oracle)]
        if "SECTOR" in by
        else [None]
    )
    return [(area, sector, None, None) for area in areas for sector in sectors]


def in_use(oracle: Oracle) -> set[int]:
    """Sectors of which anything visible tells; those asked for by code are always there."""
    told = {row.sector_id for row in [*visible(Site, oracle.viewer), *visible(Need, oracle.viewer)]}
    return told | {s.id for s in oracle.register.sectors.values() if s.code in oracle.question.sectors}
