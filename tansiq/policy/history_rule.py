"""The condition under which entries of the history are seen: with the rows that they tell of."""

from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import Any

from tansiq.models.record_type import RecordType, record_types
from tansiq.policy.belonging import NOBODY, lies_in
from tansiq.policy.entry_rule import own_entries
from tansiq.policy.owned_entries import own_owned
from tansiq.policy.rules import Condition, own_conditions
from tansiq.policy.viewer import Viewer


def history(table: Any, viewer: Viewer) -> Condition:
    """Officers and partners read what happened to rows that are theirs, and what they did themselves."""
    return history_of(record_types(), table, viewer)


def history_of(kinds: Iterable[RecordType], table: Any, viewer: Viewer) -> Condition:
    """The same for whoever asks for entries about rows of some kinds alone; of all others it says nothing."""
    if viewer.reads_all:
        return None
    if not reads_history(viewer):
        return NOBODY
    found = [table.account == viewer.account_id]
    for kind in kinds:
        if (own := _own_ids(kind, viewer)) is not None:
            found.append((table.record_type == kind.table) & table.record_id.in_(own))
    return reduce(or_, found)


def reads_history(viewer: Viewer) -> bool:
    """Whether the viewer reads any of the history; every page asks this for its menu, and needs no condition for it."""
    is_somebody = viewer.account_id is not None and bool(viewer.area_ids or viewer.organization_ids)
    return viewer.reads_all or is_somebody


def _own_ids(kind: RecordType, viewer: Viewer) -> Any:
    """The ids of the rows whose history officers and partners read, as a query; None for kinds that are nobody's."""
    model = kind.model
    if kind.rule == "comment":
        # Its entries name whoever wrote it, whom only officers know.
        there = lies_in(model, model, viewer.area_ids) if viewer.area_ids else None
        return None if there is None else model.select(model.id).where(there)
    if kind.rule == "entry":
        own = [*own_entries(model, viewer), *own_owned(model, viewer)]
        return model.select(model.id).where(reduce(or_, own)) if own else None
    if kind.rule in ("published", "meeting", "signed_in", "commitment"):
        own = own_conditions(model, model, viewer)
        return model.select(model.id).where(reduce(or_, own)) if own else None
    above = kind.parent_model if kind.follows_parent else None
    own_above = own_conditions(above, above, viewer) if above else []
    if above is None or not own_above:
        return None
    key = getattr(model, kind.parent)
    return model.select(model.id).where(key.in_(above.select(above.id).where(reduce(or_, own_above))))
