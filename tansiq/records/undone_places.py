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
    yield
    if not own:
        return
    wanted: dict[int, int | None] = {}
    gone: list[dict[str, Any]] = []
    for row in _rows(own):
        was = before[row.id]
        if row.version == was.version:
            # It was left as it is.
            continue
        if row.archived_at is not None:
            # While the others make room it is moved; here it stands when it comes back.
            gone.append({"id": row.id, "position": was.position})
        elif was.archived_at is not None or {"parent", "position"} & own[row.id].fields.keys():
            wanted[row.id] = own[row.id].fields.get("position", was.position)
    bulk.renew(PlanItem, "id", gone)
    item_numbers.number_items({row.plan_id for row in before.values()}, wanted=wanted)
    bump([table_name(PlanItem)])


def _rows(ids: Iterable[int]) -> Iterator[PlanItem]:
    for piece in chunked(sorted(ids), bulk.AT_ONCE):
        yield from PlanItem.select().where(PlanItem.id.in_(piece))
