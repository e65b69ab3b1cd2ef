"""New overlaps with one's own: told to the partners of both sides and to the officers of their places."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any

from tansiq.duplication.recent_overlaps import new_overlaps
from tansiq.language.words import say, say_count
from tansiq.models import Intervention
from tansiq.models.record import now
from tansiq.notices.kinds import News, NoticeKind, register
from tansiq.policy.own_rows import own_rows
from tansiq.policy.viewer import OPERATOR, Viewer
from tansiq.policy.visibility import visible

LOOKED_BACK = timedelta(days=3)
"""How long ago one of the two was entered or changed at most: a worker may be away over a weekend."""
WORKS, MOST = 1_000, 2_000
"""The newest interventions, and the clearest of their overlaps, that are looked at: one import may enter hundreds. What
is beyond stands on the page of overlaps."""


def overlaps_due(viewers: Sequence[Viewer]) -> Iterator[tuple[int, News]]:
    """Of each officer and partner: the new overlaps of an intervention of theirs with another that they may see.

    The pairs are looked for once, by the newest entries of the history, and not once for everybody.
    """
    pairs = [(found.first_id, found.second_id) for found in new_overlaps(OPERATOR, now() - LOOKED_BACK, MOST, WORKS)]
    ids = sorted({row_id for pair in pairs for row_id in pair if row_id is not None})
    for viewer in viewers if ids else ():
        seen, own = _ids(visible(Intervention, viewer), ids), _ids(own_rows(Intervention, viewer), ids)
        for first, second in pairs:
            if first is not None and {first, second} <= seen and not own.isdisjoint((first, second)):
                yield viewer.account_id or 0, News("FOUND", Intervention, first, str(second))


def _ids(query: Any, ids: list[int]) -> set[int]:
    found = query.where(Intervention.id.in_(ids)).select(Intervention.id).tuples()
    return {row_id for (row_id,) in iter(found.execute())}


OVERLAP_FOUND = register(
    NoticeKind(
        "OVERLAP_FOUND",
        position=40,
        title=say("New overlaps"),
        events={"FOUND": say("A new overlap")},
        counted=lambda count: say_count("%(count)s new overlap", "%(count)s new overlaps", count),
        due=overlaps_due,
    )
)
"""The row of such a notice is the intervention with the lower id, its occasion the id of the other one."""
