"""The pairs of many cases at once: for lists that tell of each case which of its interventions overlap, and why."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from tansiq.cases.clusters import Cell
from tansiq.duplication.overlap import Overlap
from tansiq.duplication.pair_facts import read_chosen
from tansiq.duplication.pairs import Lower, Upper, stored_pairs
from tansiq.duplication.weights import in_use
from tansiq.models import CaseMember, OverlapCase
from tansiq.platform.database import db
from tansiq.policy.viewer import Viewer

Chosen = tuple[int, ...]
"""A pair of sites: points, the two interventions, the lower id first, and their sites."""


def pairs_of_cases(viewer: Viewer, cases: Iterable[OverlapCase], first: int) -> dict[int, list[Overlap]]:
    """By the id of each case: the best pairs of its interventions that overlap in its place, decided or not, at most
    so many; each as the pair of their sites with most points. Two statements, and one more for each 500 pairs."""
    cells = {case.id: Cell(case.area_id, case.sector_id) for case in cases}
    members = _members(cells)
    if not members:
        return {case_id: [] for case_id in cells}
    by_cell = _pairs_by_cell(viewer, set(cells.values()), set[int]().union(*members.values()))
    chosen = {
        case_id: _best(by_cell.get(cell, ()), members.get(case_id, frozenset()))[:first]
        for case_id, cell in cells.items()
    }
    told = {_key(one): one for one in _read({pair for pairs in chosen.values() for pair in pairs})}
    return {case_id: [told[pair[1:]] for pair in pairs] for case_id, pairs in chosen.items()}


def _members(case_ids: Collection[int]) -> dict[int, set[int]]:
    stands = CaseMember.case.in_([*case_ids]) & CaseMember.left_on.is_null()
    rows: Any = CaseMember.select(CaseMember.case, CaseMember.intervention).where(stands).tuples()
    found: dict[int, set[int]] = {}
    for case_id, work_id in rows:
        found.setdefault(case_id, set()).add(work_id)
    return found


def _pairs_by_cell(viewer: Viewer, cells: set[Cell], works: set[int]) -> dict[Cell, list[Chosen]]:
    """All pairs of sites of some interventions in some cells."""
    weights = in_use()
    query = stored_pairs(viewer, weights, weights.case_points, is_settled_too=True)
    query = query.select_extend(Lower.area, Lower.sector)
    query = query.where(
        *(Lower.intervention.in_(sorted(works)), Upper.intervention.in_(sorted(works))),
        Lower.area.in_(sorted({cell.area for cell in cells})),
    )
    found: dict[Cell, list[Chosen]] = {}
    for *pair, area_id, sector_id in db.execute(query).fetchall():
        found.setdefault(Cell(area_id, sector_id), []).append(tuple(pair))
    return found


def _best(pairs: Iterable[Chosen], members: Collection[int]) -> list[Chosen]:
    """Of each two members the pair of sites with most points, then the lowest ids; best first."""
    best: dict[Chosen, Chosen] = {}
    for pair in sorted(pairs, key=lambda pair: (-pair[0], *pair[1:])):
        if pair[1] in members and pair[2] in members:
            best.setdefault(pair[1:3], pair)
    return list(best.values())


def _read(pairs: Collection[Chosen]) -> list[Overlap]:
    chosen: Sequence[Chosen] = sorted(pairs, key=lambda pair: (-pair[0], *pair[1:]))
    return read_chosen(chosen) if chosen else []


def _key(overlap: Overlap) -> Chosen:
    sides = (overlap.first_id, overlap.second_id, overlap.first_site_id, overlap.second_site_id)
    return tuple(side or 0 for side in sides)
