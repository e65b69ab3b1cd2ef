"""What the arrangements of cases would do that nobody carried out yet, for many of them at once."""

from collections.abc import Collection, Mapping

from peewee import fn

from tansiq.cases.deciding import OPEN_ARRANGEMENTS
from tansiq.cases.effects import Effect, effect
from tansiq.cases.terms import Terms
from tansiq.faults import Refused
from tansiq.models import Arrangement
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible

FORETOLD = (*OPEN_ARRANGEMENTS, "AGREED")
"""The states of arrangements that may still be carried out."""
MOST = 5
"""Arrangements of one case whose effect is told, the newest: each is tried, which takes the time of a change."""


def effects_of(viewer: Viewer, arrangement_ids: Collection[int]) -> Mapping[int, Effect]:
    """By id: the effects of those of some arrangements that may still be carried out, of each case the newest MOST; of
    one that cannot be carried out as the records stand now there is none."""
    found: dict[int, Effect] = {}
    for row in _foretold(viewer, arrangement_ids):
        terms = Terms.stored(row)
        try:
            found[row.id] = effect(viewer, row.case, terms.kind, terms.steps, terms.lead_id)
        except Refused:
            continue
    return found


def _foretold(viewer: Viewer, arrangement_ids: Collection[int]) -> list[Arrangement]:
    table = Arrangement
    asked = table.select(table.case).where(table.id.in_(sorted(arrangement_ids)))
    standing = visible(table, viewer).where(
        table.case.in_(asked), table.arrangement_state.in_(FORETOLD), table.archived_at.is_null()
    )
    place = fn.ROW_NUMBER().over(partition_by=[table.case], order_by=[table.id.desc()])
    newest = standing.select(table.id, place.alias("place")).alias("newest")
    rows = table.select().join(newest, on=(newest.c.id == table.id)).where(newest.c.place <= MOST)
    return list(rows.where(table.id.in_(sorted(arrangement_ids))).order_by(table.id))
