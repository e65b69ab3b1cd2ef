"""All clusters of a country over copied columns, a tenth of a second for each hundred thousand pairs.

pairs of sites (tansiq/duplication/column_question) --> nodes: an intervention in a cell --> the lowest node that hangs
together with each, by passing it on until nothing changes --> one row for each cluster, one for each member
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np

from tansiq.cases.clusters import Cell, Cluster
from tansiq.cases.hanging_together import lowest_of_all
from tansiq.copied_columns.grouping import grouped, pack, starts_of
from tansiq.copied_columns.tables import EPOCH, Numbers
from tansiq.duplication.column_pairs import Pairs
from tansiq.duplication.column_question import Asked
from tansiq.duplication.column_sides import OPEN_END
from tansiq.duplication.excluded_pairs import packed
from tansiq.duplication.weights import FOREVER

_SPREAD = tuple(np.uint64(number) for number in (0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB))


@dataclass(frozen=True)
class Clusters:
    """Clusters by area and sector, with their marks (see `Cluster.mark`). `member` holds the interventions of all,
    those of one after those of the other, each in order; `first` is where those of a cluster begin."""

    area: Numbers
    sector: Numbers
    points: Numbers
    begins: Numbers
    ends: Numbers
    until: Numbers
    organizations: Numbers
    member: Numbers
    first: Numbers
    mark: Numbers

    def __len__(self) -> int:
        return len(self.area)

    def of_cells(self, cells: Sequence[Cell]) -> dict[Cell, list[Cluster]]:
        """Those of some cells, by cell; none where nothing overlaps."""
        found: dict[Cell, list[Cluster]] = {cell: [] for cell in cells}
        there = np.isin(packed(self.area, self.sector), packed(*np.array(cells, np.int64).T))
        for place in np.flatnonzero(there).tolist():
            found[Cell(int(self.area[place]), int(self.sector[place]))].append(self.at(place))
        return found

    def at(self, place: int) -> Cluster:
        """One of them."""
        end = int(self.first[place + 1]) if place + 1 < len(self) else len(self.member)
        return Cluster(
            members=tuple(self.member[int(self.first[place]) : end].tolist()),
            organization_count=int(self.organizations[place]),
            points=int(self.points[place]),
            overlaps_from=_day(self.begins[place]) or FOREVER,
            overlaps_to=_day(self.ends[place]),
            until=_day(self.until[place]),
        )


def _day(number: Any) -> date | None:
    return None if number == OPEN_END else EPOCH + timedelta(int(number))


def clusters_of(asked: Asked) -> Clusters:
    """All clusters among the pairs of a question."""
    pairs, sides = Pairs.joined(list(asked.every_pair())), asked.sides
    both = np.concatenate([pairs.lower, pairs.upper])
    cells = grouped(pack([sides.area[pairs.lower], sides.sector[pairs.lower]], len(pairs)))
    cell, work = np.tile(cells.places(), 2), sides.intervention[both]
    nodes = grouped(pack([cell, work], len(both)))
    one, other = np.split(nodes.places(), 2)
    lowest = lowest_of_all(len(nodes), one, other)
    is_head = lowest == np.arange(len(nodes))
    cluster, count = (np.cumsum(is_head) - 1)[lowest], int(np.count_nonzero(is_head))
    head_cell, sizes = nodes.first(cell)[is_head], np.bincount(cluster, minlength=count)
    begins = np.maximum(sides.starts_on[pairs.lower], sides.starts_on[pairs.upper])
    ends = np.minimum(sides.ends_on[pairs.lower], sides.ends_on[pairs.upper])
    of_link = cluster[one]
    found = Clusters(
        area=cells.first(sides.area[pairs.lower])[head_cell],
        sector=cells.first(sides.sector[pairs.lower])[head_cell],
        points=_most(of_link, pairs.points, count),
        begins=-_most(of_link, -begins, count),
        ends=_most(of_link, ends, count),
        until=-_most(of_link, -ends, count),
        organizations=_distinct(cluster, nodes.first(sides.organization[both]), count),
        # Nodes lie in the order of their cells, and so nearly in that of their clusters.
        member=nodes.first(work)[np.argsort(cluster, kind="stable")],
        first=np.cumsum(sizes) - sizes,
        mark=np.empty(0, np.int64),
    )
    return _marked(found)


def _most(group: Numbers, values: Numbers, count: int) -> Numbers:
    found = np.full(count, np.iinfo(np.int64).min)
    np.maximum.at(found, group, values.astype(np.int64))
    return found


def _distinct(group: Numbers, values: Numbers, count: int) -> Numbers:
    """How many different values each group has."""
    width = int(values.max(initial=0)) + 1
    pairs = np.sort(group.astype(np.int64) * width + values)
    return np.bincount(pairs[starts_of(pairs)] // width, minlength=count)


def _marked(found: Clusters) -> Clusters:
    """The same with their marks, as `clusters.mark_of` makes them."""
    with np.errstate(over="ignore"):
        mark = np.add.reduceat(_mixed(found.member.astype(np.uint64)), found.first) if len(found) else found.mark
        lasting = [np.where(days == OPEN_END, (FOREVER - EPOCH).days, days) for days in (found.ends, found.until)]
        days = [one + EPOCH.toordinal() for one in (found.begins, *lasting)]
        for fact in (found.organizations, found.points, *days):
            mark = _mixed(mark.astype(np.uint64) ^ fact.astype(np.uint64))
    kept = {name: getattr(found, name) for name in found.__dataclass_fields__}
    return Clusters(**{**kept, "mark": (mark.astype(np.uint64) >> np.uint64(1)).astype(np.int64)})


def _mixed(numbers: Any) -> Any:
    """`clusters.mixed` of each."""
    numbers = numbers + _SPREAD[0]
    numbers = (numbers ^ (numbers >> np.uint64(30))) * _SPREAD[1]
    numbers = (numbers ^ (numbers >> np.uint64(27))) * _SPREAD[2]
    return numbers ^ (numbers >> np.uint64(31))


def joined(several: list[Clusters]) -> Clusters:
    """Those of several countries as one."""
    if len(several) == 1:
        return several[0]
    before = np.cumsum([0, *(len(one.member) for one in several)])
    parts = {name: [getattr(one, name) for one in several] for name in Clusters.__dataclass_fields__}
    parts["first"] = [one.first + int(shift) for one, shift in zip(several, before, strict=False)]
    nothing = np.empty(0, np.int64)
    return Clusters(**{name: np.concatenate([nothing, *columns]) for name, columns in parts.items()})
