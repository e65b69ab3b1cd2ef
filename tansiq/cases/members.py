"""Who takes part in a case, and which of its interventions overlap."""

from collections.abc import Iterable, Sequence
from typing import Any

from peewee import Select, fn

from tansiq.duplication.overlap import Overlap
from tansiq.duplication.pair_facts import read_overlaps
from tansiq.duplication.pairs import Lower, Upper, stored_pairs
from tansiq.duplication.ranking import page
from tansiq.duplication.weights import in_use
from tansiq.models import CaseMember, Intervention, Organization, OverlapCase
from tansiq.platform.database import db
from tansiq.policy.viewer import OPERATOR, Viewer
from tansiq.policy.visibility import visible

MOST_PAIRS = 500
"""Pairs of one case that are told."""


def members_of(viewer: Viewer, cases: Iterable[OverlapCase]) -> dict[int, list[Intervention]]:
    """By the id of each case: the interventions that take part as far as `viewer` sees them, their organisations read
    with them, in the order of their first days. Two statements, however many."""
    ids = [case.id for case in cases]
    found: dict[int, list[Intervention]] = {case_id: [] for case_id in ids}
    pairs: Any = (
        CaseMember.select(CaseMember.case, CaseMember.intervention)
        .where(CaseMember.case.in_(ids), CaseMember.left_on.is_null())
        .tuples()
    )
    taking_part = [(case_id, work_id) for case_id, work_id in pairs] if ids else []
    query = visible(Intervention, viewer).where(Intervention.id.in_(sorted({work for _case, work in taking_part})))
    query = query.select(Intervention, Organization).join(Organization)
    works = {row.id: row for row in query} if taking_part else {}
    for case_id, work_id in taking_part:
        if work_id in works:
            found[case_id].append(works[work_id])
    for rows in found.values():
        rows.sort(key=lambda row: (row.starts_on is None, row.starts_on or 0, row.id))
    return found


def pairs_of(viewer: Viewer, case: OverlapCase, first: int = MOST_PAIRS) -> list[Overlap]:
    """The pairs of the case's interventions that overlap in its place, decided or not, best first."""
    return read_overlaps(page(_pairs(viewer, case), None, first))


def pair_ids(case: OverlapCase, is_settled_too: bool = True) -> list[tuple[int, int]]:
    """The ids of all pairs of its interventions that overlap there, the lower one first, however many and whoever sees
    them; those on which somebody decided as well, unless said otherwise."""
    every = _pairs(OPERATOR, case, is_settled_too).alias("every_pair")
    rows = db.execute(Select([every], [every.c.first, every.c.second]).distinct()).fetchall()
    return [(first, second) for first, second in rows]


def _pairs(viewer: Viewer, case: OverlapCase, is_settled_too: bool = True) -> Select:
    ids, weights = _member_ids(case), in_use()
    return stored_pairs(viewer, weights, weights.case_points, is_settled_too).where(
        *(Lower.area == case.area_id, Lower.sector == case.sector_id),
        *(Lower.intervention.in_(ids), Upper.intervention.in_(ids)),
    )


def parties_of(case: OverlapCase) -> list[Organization]:
    """The organisations that take part, those merged into another as that one, in the order of their ids."""
    works = Intervention.select(Intervention.organization).where(Intervention.id.in_(_member_ids(case)))
    merged = Organization.alias("merged")
    canonical = merged.select(fn.COALESCE(merged.canonical, merged.id)).where(merged.id.in_(works))
    return list(Organization.select().where(Organization.id.in_(canonical)).order_by(Organization.id))


def _member_ids(case: OverlapCase) -> Sequence[int]:
    rows: Any = (
        CaseMember.select(CaseMember.intervention)
        .where(CaseMember.case == case.id, CaseMember.left_on.is_null())
        .tuples()
    )
    return [work_id for (work_id,) in rows]
