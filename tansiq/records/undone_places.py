"""The places of plan items when a deed over many is taken back, or done again.

Row by row they would make room for each other in the order in which they come; here all of them get their places
together: those that the deed entered or moved stand exactly where they stood, the others around them in the order that
they have.

    with kept_places(effects): each row is taken back
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Protocol

from peewee import chunked

from tansiq.models import PlanItem
from tansiq.models.data_stamps import bump, table_name
from tansiq.records import bulk, item_numbers


class Effect(Protocol):
    """What a deed did to one row (tansiq.records.undoing)."""

    model: Any
    row_id: int
    fields: dict[str, Any]


@contextmanager
def kept_places(effects: Sequence[Effect]) -> Iterator[None]:
    """Settle the places of the items that the block takes back, once all of them are as they were."""
    own = {effect.row_id: effect for effect in effects if effect.model is PlanItem}
    before = {row.id: row for row in _rows(own)} if own else {}
    if not own:
        yield
        return
    with item_numbers.put_off():
        yield
    wanted: dict[int, int | None] = {}
    for row in _rows(own):
        was = before[row.id]
        is_moved = was.archived_at is not None or {"parent", "position"} & own[row.id].fields.keys()
        if row.version != was.version and row.archived_at is None and is_moved:
            wanted[row.id] = row.position
    item_numbers.number_items({row.plan_id for row in before.values()}, wanted=wanted)
    bump([table_name(PlanItem)])


def _rows(ids: Iterable[int]) -> Iterator[PlanItem]:
    for piece in chunked(sorted(ids), bulk.AT_ONCE):
        yield from PlanItem.select().where(PlanItem.id.in_(piece))
