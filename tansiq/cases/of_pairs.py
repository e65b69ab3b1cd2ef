"""Which case a pair of interventions that overlaps belongs to."""

from collections.abc import Iterable
from typing import Any

from peewee import JOIN

from tansiq.duplication.overlap import Overlap
from tansiq.models import CaseMember, OverlapCase
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible

Pair = tuple[int, int]
"""The ids of two interventions, the lower one first."""


def cases_of_pairs(viewer: Viewer, overlaps: Iterable[Overlap]) -> dict[Pair, int]:
    """By pair: the id of the standing case of its place and sector in which both take part, as far as `viewer` reads
    cases. One statement, however many."""
    wanted = {(one.first_id or 0, one.second_id): (one.area_id, one.sector_id) for one in overlaps}
    if not wanted:
        return {}
    first, second = CaseMember.alias("first_member"), CaseMember.alias("second_member")
    standing = visible(OverlapCase, viewer).where(OverlapCase.ended_on.is_null(), OverlapCase.archived_at.is_null())
    query: Any = standing.join(first, JOIN.INNER, on=(first.case == OverlapCase.id) & first.left_on.is_null())
    query = query.join_from(
        OverlapCase, second, JOIN.INNER, on=(second.case == OverlapCase.id) & second.left_on.is_null()
    )
    query = query.where(first.intervention.in_(sorted({pair[0] for pair in wanted})))
    query = query.where(second.intervention.in_(sorted({pair[1] for pair in wanted})))
    columns = (first.intervention, second.intervention, OverlapCase.id, OverlapCase.area, OverlapCase.sector)
    rows = query.select(*columns).tuples()
    return {(one, other): row_id for one, other, row_id, *place in rows if wanted.get((one, other)) == tuple(place)}
