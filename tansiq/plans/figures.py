"""The figures of a tree of items: how far each is, how late, how much of it is committed; nothing is read here.

    leaves: progress, days late, quantity required, committed, delivered
      --> up: progress by weight, the latest of the unfinished, budgets by currency, quantities by unit

Cancelled items, and what stands under them, count in nothing above them. Amounts of different currencies and
quantities of different units are never summed. A parent's own budget or quantity stands where none under it has one.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import TypeVar

WHOLE = Decimal(100)
ZERO = Decimal(0)
FINISHED = ("DONE", "CANCELLED")
"""The states of items that are late no more."""

T = TypeVar("T", Decimal, "Quantity")


@dataclass(frozen=True)
class Quantity:
    """Of one unit: how much is required, committed (what is cancelled left out), delivered, and what is open.

    What is open is added up from the items: what one has too much of is lacking at another all the same.
    """

    required: Decimal
    committed: Decimal
    delivered: Decimal
    open: Decimal

    def __add__(self, other: "Quantity") -> "Quantity":
        return Quantity(
            self.required + other.required,
            self.committed + other.committed,
            self.delivered + other.delivered,
            self.open + other.open,
        )


def quantity(required: Decimal, committed: Decimal, delivered: Decimal) -> Quantity:
    """What is required, committed and delivered of one item, and what nobody committed to."""
    return Quantity(required, committed, delivered, max(required - committed, ZERO))


@dataclass(frozen=True)
class ItemFacts:
    """What is known of one item by itself. `unit` is the folded unit; `indicators` and `reported` are 0 to 100.

    `delivered` is None where nobody committed anything of its unit.
    """

    id: int
    parent_id: int | None = None
    state: str = "NOT_STARTED"
    starts_on: date | None = None
    ends_on: date | None = None
    weight: Decimal | None = None
    budget: Decimal | None = None
    currency: str = ""
    required: Decimal | None = None
    unit: str = ""
    committed: Decimal = ZERO
    delivered: Decimal | None = None
    indicators: Decimal | None = None
    reported: Decimal | None = None


@dataclass(frozen=True)
class ItemFigures:
    """What is told of an item with all that stands under it. `progress` is 0 to 100; `late_days` are days, 0 in time.

    `quantities` by folded unit and `budgets` by currency. A cancelled item has figures of its own, which count in
    nothing above it.
    """

    progress: Decimal = ZERO
    late_days: int = 0
    quantities: Mapping[str, Quantity] = field(default_factory=dict)
    budgets: Mapping[str, Decimal] = field(default_factory=dict)


def figures(items: Sequence[ItemFacts], today: date, tolerance: int) -> dict[int, ItemFigures]:
    """By id: the figures of each item; parents stand before their children. `tolerance` is points of 100."""
    under = children_of(items)
    found: dict[int, ItemFigures] = {}
    for item in reversed(items):
        parts = [child for child in under.get(item.id, ()) if child.state != "CANCELLED"]
        own = _own(item, today, tolerance)
        found[item.id] = _together(parts, found, own) if parts else own
        if item.state in FINISHED:
            found[item.id] = replace(found[item.id], late_days=0)
    return found


def total(items: Sequence[ItemFacts], found: Mapping[int, ItemFigures]) -> ItemFigures:
    """The same of a whole plan: of its roots, as of the children of one item."""
    known = {item.id for item in items}
    roots = [item for item in items if item.parent_id not in known and item.state != "CANCELLED"]
    return _together(roots, found, ItemFigures())


def _together(parts: Sequence[ItemFacts], found: Mapping[int, ItemFigures], own: ItemFigures) -> ItemFigures:
    """The figures of what consists of these items; what `own` says of a unit or currency stands where none has it."""
    told = [found[part.id] for part in parts]
    return ItemFigures(
        progress=weighted([(part.weight, found[part.id].progress) for part in parts]),
        late_days=max((one.late_days for one in told), default=0),
        quantities=_summed([one.quantities for one in told], own.quantities),
        budgets=_summed([one.budgets for one in told], own.budgets),
    )


def children_of(items: Iterable[ItemFacts]) -> dict[int, list[ItemFacts]]:
    """By id: the items right under an item, in their order."""
    found: dict[int, list[ItemFacts]] = {}
    for item in items:
        if item.parent_id is not None:
            found.setdefault(item.parent_id, []).append(item)
    return found


def weighted(parts: Sequence[tuple[Decimal | None, Decimal]]) -> Decimal:
    """The mean of (weight, value): each counts by its share; without any weight all count alike.

    Where some have a weight and others none, these share what is left of 100, if anything is. 0 of nothing.
    """
    if not parts:
        return ZERO
    given = [weight for weight, _ in parts if weight is not None]
    left = max(WHOLE - sum(given, ZERO), ZERO)
    rest = left / (len(parts) - len(given)) if len(given) < len(parts) else ZERO
    shares = [rest if weight is None else weight for weight, _ in parts]
    whole = sum(shares, ZERO)
    if not whole:
        shares, whole = [Decimal(1)] * len(parts), Decimal(len(parts))
    return sum((share * value for share, (_, value) in zip(shares, parts, strict=True)), ZERO) / whole


def own_progress(item: ItemFacts) -> Decimal:
    """How far an item is by itself: by its indicators, else by what was delivered, else as reported, else by state."""
    if item.indicators is not None:
        return item.indicators
    if item.required and item.delivered is not None:
        return min(item.delivered / item.required * WHOLE, WHOLE)
    if item.reported is not None:
        return item.reported
    return WHOLE if item.state == "DONE" else ZERO


def own_late_days(item: ItemFacts, progress: Decimal, today: date, tolerance: int) -> int:
    """Days since its last day; before that, days by which it is behind the straight line between its days, where that
    is more than the tolerance."""
    if item.state in FINISHED or item.ends_on is None:
        return 0
    if today > item.ends_on:
        return (today - item.ends_on).days
    if item.starts_on is None or today <= item.starts_on:
        return 0
    length = (item.ends_on - item.starts_on).days
    gone = (today - item.starts_on).days
    # In hundredths of days, and rounded: a third of the work is no whole number of points, yet may be whole days.
    behind = round(gone * WHOLE - progress * length, 9)
    return max(int(behind / WHOLE), 1) if behind > tolerance * length else 0


def _own(item: ItemFacts, today: date, tolerance: int) -> ItemFigures:
    progress = own_progress(item)
    quantities = {}
    if item.required is not None:
        quantities[item.unit] = quantity(item.required, item.committed, item.delivered or ZERO)
    budgets = {} if item.budget is None else {item.currency: item.budget}
    return ItemFigures(progress, own_late_days(item, progress, today, tolerance), quantities, budgets)


def _summed(parts: Iterable[Mapping[str, T]], own: Mapping[str, T]) -> dict[str, T]:
    """By key: the sum of the parts; where none has the key, what the item itself says."""
    found: dict[str, T] = {}
    for part in parts:
        for key, value in part.items():
            found[key] = found[key] + value if key in found else value
    return {**own, **found}
