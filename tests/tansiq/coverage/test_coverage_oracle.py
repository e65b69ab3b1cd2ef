"""Coverage counted by the database equals coverage counted one rule after the other in Python."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, NamedTuple

from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from peewee import Database

from tansiq.coverage import Cell, CoverageQuestion, Totals, coverage
from tansiq.models import Area, AreaClosure, Intervention, Need, Site
from tansiq.period import Period
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible
from tests.people import NOBODY, SALMA
from tests.random_register import (
    FIRST_DAY,
    Lack,
    SiteToEnter,
    Work,
    enter_lack,
    enter_more_codes,
    enter_work,
    lacks,
    works,
)  # fmt: skip
from tests.register import Register

# A register that differs is told as it is: making it smaller takes minutes.
SOME = settings(phases=(Phase.explicit, Phase.generate))
periods = st.none() | st.tuples(st.integers(0, 40), st.integers(0, 20)).map(
    lambda days: Period(FIRST_DAY + timedelta(days[0]), FIRST_DAY + timedelta(days[0] + days[1]))
)
DIMENSIONS = ["SECTOR", "POPULATION_GROUP", "ORGANIZATION_KIND"]


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
        line = {a.level: a.id for a in _line(area)}
        return line.get(self.question.level)

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
        return self.register.areas[str(self.question.within)].id in [a.id for a in _line(area)]

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


_lines: dict[int, list[Area]] = {}


def _line(area: Area) -> list[Area]:
    found = Area.select().join(AreaClosure, on=(AreaClosure.ancestor == Area.id))
    return _lines.setdefault(area.id, list(found.where(AreaClosure.descendant == area.id)))


def _sum(values: Iterable[int | None]) -> int | None:
    some = [value for value in values if value is not None]
    return sum(some) if some else None


def _max(values: Iterable[int | None]) -> int | None:
    return max((value for value in values if value is not None), default=None)


def _by(rows: Iterable[Any], key: Callable[[Any], Any]) -> dict[Any, list[Any]]:
    found = defaultdict(list)
    for row in rows:
        found[key(row)].append(row)
    return found


def _unit(rows: Sequence[Presence], people: Callable[[Presence], int | None]) -> int | None:
    """The sites of one intervention add up; of several the greatest counts, beside those of distinct people."""
    apart = _by(rows, lambda p: p.place.is_distinct_people)
    works_ = _by(apart[False], lambda p: p.intervention.id)
    return _sum([_max(_sum(map(people, sites)) for sites in works_.values()), *map(people, apart[True])])


def _folded(rows: Sequence[Any], unit: Callable[[Sequence[Any]], int | None], everybody: int) -> int | None:
    """Groups add up, everybody or the groups; then the greatest sector; then areas add up."""
    areas = []
    for area in _by(rows, lambda row: row.area.id).values():
        sectors = []
        for sector in _by(area, lambda row: row.sector).values():
            groups = {group: unit(same) for group, same in _by(sector, lambda row: row.group).items()}
            sectors.append(_max([groups.pop(everybody, None), _sum(groups.values())]))
        areas.append(_max(sectors))
    return _sum(areas)


def _in_need(needs: Sequence[Known], everybody: int) -> int | None:
    levels = _by(needs, lambda need: need.area.level).values()
    return _max(_folded(level, lambda same: _max(n.lack.people for n in same), everybody) for level in levels)


def _figures(oracle: Oracle, presences: Sequence[Presence], needs: Sequence[Known]) -> list[Any]:
    everybody, as_of = oracle.register.groups["ALL"].id, oracle.question.as_of
    planned = [p for p in presences if p.work.status == "PLANNED"]
    statuses = _by(presences, lambda p: p.work.status)
    works_ = [len({p.intervention.id for p in statuses[code]}) for code in ("PLANNED", "ONGOING", "COMPLETED")]

    def people(rows: Sequence[Presence], count: Callable[[Presence], int | None]) -> int | None:
        return _folded(rows, lambda same: _unit(same, count), everybody)

    return [
        len({p.organization for p in presences}),
        len({p.intervention.id for p in presences}),
        *works_,
        people(presences, lambda p: p.place.targeted),
        people(presences, lambda p: p.place.reached_as_of(as_of)),
        people(planned, lambda p: p.place.targeted),
        _in_need(needs, everybody),
        _max(need.lack.severity for need in needs),
    ]


def _expected(oracle: Oracle) -> tuple[Totals, list[Cell]]:
    present, needs = oracle.in_period(), oracle.known()
    above = {p.intervention.id for p in present if oracle.cell(p.area) is None}
    undated = {p.intervention.id for p in oracle.present() if oracle.question.period and not p.work.starts_on}
    totals = Totals._make([*_figures(oracle, present, needs), len(above), len(undated)])
    by_cell, needs_by_cell = _by(present, oracle.keys), _by(needs, lambda need: oracle.keys(need, kinds=False))
    keys = (
        set(by_cell) | (set() if "ORGANIZATION_KIND" in oracle.question.by else set(needs_by_cell)) | set(_grid(oracle))
    )
    cells = [
        Cell(*key, *_figures(oracle, by_cell.get(key, []), needs_by_cell.get((*key[:3], None), [])))
        for key in keys
        if key[0] is not None
    ]
    return totals, sorted(cells, key=lambda cell: (*(key or 0 for key in cell[:3]), cell[3] or ""))


def _grid(oracle: Oracle) -> list[tuple[Any, ...]]:
    """Every area of the level by every top-level sector in use, where no other dimension was asked for."""
    by, register = oracle.question.by, oracle.register
    if not by <= {"SECTOR"}:
        return []
    areas = [a.id for a in register.areas.values() if a.level == oracle.question.level and oracle._is_within(a)]
    sectors = (
        [s.id for s in register.sectors.values() if s.parent_id is None and s.id in _in_use(oracle)]
        if "SECTOR" in by
        else [None]
    )
    return [(area, sector, None, None) for area in areas for sector in sectors]


def _in_use(oracle: Oracle) -> set[int]:
    """Sectors of which anything visible tells; those asked for by code are always there."""
    told = {row.sector_id for row in [*visible(Site, oracle.viewer), *visible(Need, oracle.viewer)]}
    return told | {s.id for s in oracle.register.sectors.values() if s.code in oracle.question.sectors}


def _enter(
    register: Register, described: Sequence[Work], lacking: Sequence[Lack]
) -> tuple[list[Presence], list[Known]]:
    enter_more_codes(register)
    _lines.clear()
    presences = []
    for work in described:
        intervention, _ = enter_work(register, work)
        organization = register.organization(work.organization)
        facts = (register.sectors[work.sector].id,)
        presences += [
            Presence(
                work, place, intervention, register.areas[place.pcode], *facts,
                register.groups[place.group].id, organization.kind, organization.id,
            )
            for place in work.places
        ]  # fmt: skip
    once = {(lack.pcode, lack.sector, lack.group, lack.begins, lack.source): lack for lack in lacking}.values()
    for lack in once:
        enter_lack(register, lack)
    needs = [
        Known(n, register.areas[n.pcode], register.sectors[n.sector].id, register.groups[n.group].id) for n in once
    ]
    return presences, needs


def _table(question: CoverageQuestion) -> CoverageQuestion:
    """The same question as a table of areas and sectors with its margins."""
    return replace(question, by=frozenset({"SECTOR"}), with_margins=True)


def _check_margins(oracle: Oracle) -> None:
    """Totals of areas are cells without sectors; totals of sectors are those of a question about one sector."""
    answer = coverage(oracle.viewer, oracle.question)
    assert (answer.totals, answer.cells) == _expected(oracle)
    plain = replace(oracle, question=replace(oracle.question, by=frozenset(), with_margins=False))
    told = {cell.area_id: cell for cell in _expected(plain)[1] if any(value for value in cell[4:])}
    of_areas = {area: cell for area, cell in answer.of_areas.items() if any(value for value in cell[4:])}
    assert of_areas == told
    present, needs = _by(oracle.in_period(), lambda p: p.sector), _by(oracle.known(), lambda need: need.sector)
    sectors = {sector: _figures(oracle, present[sector], needs[sector]) for sector in {*present, *needs}}
    assert {sector: list(cell[4:]) for sector, cell in answer.of_sectors.items()} == sectors
    assert all((cell.area_id, cell.sector_id) == (0, sector) for sector, cell in answer.of_sectors.items())


questions = st.builds(
    CoverageQuestion,
    within=st.sampled_from(["YE", "YE12", "YE1211"]),
    level=st.integers(2, 4),
    by=st.frozensets(st.sampled_from(DIMENSIONS)),
    period=periods,
    as_of=st.none() | st.dates(FIRST_DAY - timedelta(9), FIRST_DAY + timedelta(150)),
)


@SOME
@given(
    described=st.lists(works, max_size=7),
    lacking=st.lists(lacks, max_size=7),
    asked=st.lists(questions, min_size=1, max_size=4),
)
def test_coverage_equals_the_rules_in_their_order(
    database: Database,
    register: Register,
    described: list[Work],
    lacking: list[Lack],
    asked: list[CoverageQuestion],
) -> None:
    with database.atomic() as transaction:
        register = deepcopy(register)
        presences, needs = _enter(register, described, lacking)
        for question in asked:
            for viewer in (SALMA, NOBODY):
                totals, cells = _expected(Oracle(register, viewer, question, presences, needs))
                answer = coverage(viewer, question)
                assert answer.totals == totals
                assert answer.cells == cells
                _check_margins(Oracle(register, viewer, _table(question), presences, needs))
        transaction.rollback()
