"""What of an item is committed, delivered and open: sums of commitments of equal unit, and the state they make.

    100 required, committed 60 and 30 (cancelled)  ->  60 committed, 40 open, PARTIAL

An item without a quantity is committed as soon as anybody commits to it.
"""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any, Literal, NamedTuple

from peewee import JOIN, Case, fn

from tansiq.models import Commitment, Organization, PlanItem
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import condition

CoverageState = Literal["NONE", "PARTIAL", "COMMITTED", "DELIVERED"]
NOTHING = Decimal(0)


class Sums(NamedTuple):
    """What stands committed to an item, and of it delivered: quantities of the item's unit, and how many commitments
    and organisations there are, those in other units or without a quantity included; twins are one organisation."""

    committed: Decimal = NOTHING
    delivered: Decimal = NOTHING
    commitment_count: int = 0
    delivered_count: int = 0
    organization_count: int = 0


class ItemCoverage(NamedTuple):
    """An item against what is committed; `open` is None where it asks for no quantity."""

    sums: Sums
    open: Decimal | None
    state: CoverageState


def coverage_of(required: Decimal | None, sums: Sums) -> ItemCoverage:
    """How an item that requires so much stands. open = max(required - committed, 0)."""
    left = None if required is None else max(required - sums.committed, NOTHING)
    return ItemCoverage(sums, left, _state(required, sums))


def _state(required: Decimal | None, sums: Sums) -> CoverageState:
    if not required:
        if not sums.commitment_count:
            return "NONE"
        return "DELIVERED" if sums.delivered_count == sums.commitment_count else "COMMITTED"
    if sums.delivered >= required:
        return "DELIVERED"
    if sums.committed >= required:
        return "COMMITTED"
    return "PARTIAL" if sums.committed else "NONE"


def sums_of_items(viewer: Viewer, item_ids: Any) -> dict[int, Sums]:
    """By item that has any: what is committed to it, which `viewer` reads. `item_ids` are ids or a query; one
    statement."""
    is_equal = Commitment.unit_key == PlanItem.unit_key
    counted = Case(None, [(is_equal, fn.COALESCE(Commitment.quantity, 0))], 0)
    is_delivered = Commitment.commitment_state == "DELIVERED"
    columns = (
        Commitment.item,
        fn.SUM(counted),
        fn.SUM(Case(None, [(is_delivered, counted)], 0)),
        fn.COUNT(Commitment.id),
        fn.SUM(Case(None, [(is_delivered, 1)], 0)),
        fn.COUNT(fn.DISTINCT(fn.COALESCE(Organization.canonical, Organization.id))),
    )
    query = Commitment.select(*columns).join(PlanItem, JOIN.INNER, on=Commitment.item == PlanItem.id)
    query = query.join_from(Commitment, Organization, JOIN.INNER)
    query = query.where(Commitment.item.in_(item_ids), stands(Commitment))
    if (allowed := condition(Commitment, viewer.counting_commitments())) is not None:
        query = query.where(allowed)
    return {row[0]: _sums(row[1:]) for row in iter(query.group_by(Commitment.item).tuples().execute())}


def _sums(cells: Iterable[Any]) -> Sums:
    committed, delivered, *counts = cells
    return Sums(_exact(committed), _exact(delivered), *(int(count) for count in counts))


def _exact(number: Any) -> Decimal:
    """A sum as a decimal; SQLite adds up in floating point what it keeps with three places."""
    return round(Decimal(str(number)), 3)


def stands(table: Any) -> Any:
    """The condition that a commitment counts: it is neither cancelled nor archived."""
    return table.archived_at.is_null() & (table.commitment_state != "CANCELLED")


def coverage_of_items(viewer: Viewer, items: Iterable[PlanItem]) -> dict[int, ItemCoverage]:
    """How some items stand, by id; one statement, however many."""
    rows = list(items)
    found = sums_of_items(viewer, [row.id for row in rows]) if rows else {}
    return {row.id: coverage_of(row.required, found.get(row.id, Sums())) for row in rows}
