"""What was decided on interventions holds for the organisation that another one stands for: it is the same one.

A decision keeps the facts of an intervention as text (tansiq.duplication.decided_facts) that begins with the
organisation. Where two organisations are merged, or parted again, that number is another, and nothing else.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from peewee import Value, chunked, fn

from tansiq.models import CaseMember, Intervention, OverlapDecision
from tansiq.models.data_stamps import bump, table_name

_AT_ONCE = 500
_KEPT: tuple[tuple[Any, Any], ...] = (
    (OverlapDecision.first, OverlapDecision.first_facts),
    (OverlapDecision.second, OverlapDecision.second_facts),
    (CaseMember.intervention, CaseMember.facts),
)
"""Where facts are kept: the key to their intervention, and the facts."""


def carry_facts(works: Iterable[int], was: int, becomes: int) -> None:
    """Let what was decided on these interventions, when they were of the organisation `was`, be decided of `becomes`;
    part of the deed that moves them."""
    ids, before = sorted(works), f"{was}|"
    for piece in chunked(ids, _AT_ONCE):
        for key, facts in _KEPT:
            rest = fn.SUBSTR(facts, len(before))
            there = key.in_(piece) & (fn.SUBSTR(facts, 1, len(before)) == before)
            key.model.update({facts: Value(str(becomes)).concat(rest)}).where(there).execute()
    if ids:
        bump([table_name(OverlapDecision), table_name(CaseMember)])


def carry_moved(effects: Sequence[Any]) -> None:
    """The same for the interventions that a batch of a merge moved and that are now where they were before it: by the
    effects of that batch (tansiq.records.undoing)."""
    for effect in effects:
        if effect.model is not Intervention or "organization" not in effect.fields:
            continue
        was, given = effect.fields["organization"], effect.given["organization"]
        if Intervention.select(Intervention.organization).where(Intervention.id == effect.row_id).scalar() == was:
            carry_facts([effect.row_id], given, was)
