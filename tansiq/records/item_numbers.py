"""Where the items of a plan stand: their places among their siblings, their codes, and the order of the outline.

parent, position --> 1, 1.1, 1.2, 2 (code; own_code where somebody gave one) and order_key, five digits a level

The whole plan is numbered anew within the change that moves an item, and only what differs is written: the rows keep
their versions, as nobody entered these values. The plan is held meanwhile (`Record.held_with`).
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, NamedTuple

from tansiq.models import Plan, PlanItem
from tansiq.platform.database import execute_all, hold

DIGITS = 5
"""Digits of a place in `order_key`: that many items may stand under one."""


class _Place(NamedTuple):
    """Where an item stands, as it is stored; its fields are those that are written anew."""

    position: int | None
    code: str
    order_key: str


class _Item(NamedTuple):
    id: int
    parent_id: int | None
    own_code: str
    place: _Place


_is_put_off: ContextVar[bool] = ContextVar("is_put_off", default=False)


@contextmanager
def put_off() -> Iterator[None]:
    """Number nothing within the block; whoever opens it numbers the plans at its end. What the history then tells of
    places is not shifted by the rows that came before."""
    token = _is_put_off.set(True)
    try:
        yield
    finally:
        _is_put_off.reset(token)


def number_items(
    plan_ids: Iterable[int], moved: PlanItem | None = None, wanted: Mapping[int, int | None] | None = None
) -> None:
    """Number the standing items of these plans from their parents and positions.

    `moved` is the row that was just saved: its position is the place it wants, and its siblings make room. `wanted`
    says by id the places that several want, None for the last.
    """
    if _is_put_off.get():
        return
    places = {**(wanted or {}), **({} if moved is None else {moved.id: moved.position})}
    ids = sorted(set(plan_ids))
    hold(Plan, ids)
    for plan_id in ids:
        found = dict(_numbered(_items(plan_id), places))
        _write(found)
        if moved is not None and moved.id in found:
            moved.position, moved.code, moved.order_key = found[moved.id]


def _items(plan_id: int) -> list[_Item]:
    table = PlanItem
    columns = (table.id, table.parent, table.own_code, table.position, table.code, table.order_key)
    rows: Any = table.select(*columns).where(table.plan == plan_id, table.archived_at.is_null()).tuples()
    return [_Item(row[0], row[1], row[2], _Place(*row[3:])) for row in rows]


def _numbered(items: list[_Item], wanted: Mapping[int, int | None]) -> Iterator[tuple[int, _Place]]:
    """What differs: (id, the place it has now). An item whose parent is archived stands as a root."""
    known = {item.id for item in items}
    under: dict[int | None, list[_Item]] = {}
    for item in items:
        under.setdefault(item.parent_id if item.parent_id in known else None, []).append(item)
    waiting = [(children, "", "") for parent, children in under.items() if parent is None]
    while waiting:
        children, code_above, key_above = waiting.pop()
        for position, item in enumerate(_in_order(children, wanted), 1):
            code = item.own_code or (f"{code_above}.{position}" if code_above else str(position))
            place = _Place(position, code, f"{key_above}{position:0{DIGITS}}")
            if place != item.place:
                yield item.id, place
            if item.id in under:
                waiting.append((under[item.id], code, place.order_key))


def _in_order(siblings: list[_Item], wanted: Mapping[int, int | None]) -> list[_Item]:
    """By their positions, those without any last; those that moved stand where they want to stand, the first first."""
    rest = sorted(
        (item for item in siblings if item.id not in wanted), key=lambda item: _rank(item.place.position, item)
    )
    for item in sorted((item for item in siblings if item.id in wanted), key=lambda item: _rank(wanted[item.id], item)):
        place = wanted[item.id]
        rest.insert(len(rest) if place is None else place - 1, item)
    return rest


def _rank(position: int | None, item: _Item) -> tuple[bool, int, int]:
    return position is None, position or 0, item.id


def _write(found: dict[int, _Place]) -> None:
    if not found:
        return
    fields = PlanItem._meta.fields
    statement, _ = PlanItem.update({fields[name]: None for name in _Place._fields}).where(PlanItem.id == 0).sql()
    named = sorted(_Place._fields, key=lambda name: fields[name]._sort_key)
    values = [[*(getattr(place, name) for name in named), row_id] for row_id, place in sorted(found.items())]
    execute_all(statement, values)
