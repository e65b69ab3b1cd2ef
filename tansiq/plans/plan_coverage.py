"""What of a plan is covered, by whom, and what is open: each item with all that stands under it, and the whole.

    plan_answer's figures + who committed how much money to which item --> a line for each item --> totals

Quantities of different units, and amounts of different currencies, are never added up: an item whose parts are in
several units tells them apart. Cancelled items, with all under them, are left out.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from peewee import JOIN, fn

from tansiq.models import Commitment, Organization, Plan, PlanItem
from tansiq.plans.coverage_of_items import CoverageState, stands
from tansiq.plans.figures import ZERO, ItemFacts, Quantity, children_of, figures, total
from tansiq.plans.plan_answer import PlanAnswer, measured_answers
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import condition, visible

CENT = Decimal("0.01")
NOTHING = Quantity(ZERO, ZERO, ZERO, ZERO)


@dataclass(frozen=True)
class CoveredItem:
    """An item with all that stands under it. `quantity` is None where nothing is required, or in several units.

    `unit` is in words, "" without a quantity. Organisations count once, twins as one.
    """

    item_id: int
    parent_id: int | None
    state: CoverageState
    quantity: Quantity | None
    unit: str
    progress: Decimal
    late_days: int
    organization_count: int


class Money(NamedTuple):
    """In units of one currency: what is planned, what is committed, and what of the plan nobody pays for yet."""

    currency: str
    planned: Decimal
    committed: Decimal
    open: Decimal


@dataclass(frozen=True)
class PlanCoverage:
    """A plan: its items in the order of the outline, and the whole of it."""

    plan: Plan
    answer: PlanAnswer
    items: Sequence[CoveredItem]
    budgets: Sequence[Money]


class _Given(NamedTuple):
    """What one organisation commits to an item in one currency, "" for no money."""

    item_id: int
    organization_id: int
    currency: str
    amount: Decimal


def plan_coverage(viewer: Viewer, plan: Plan, today: date) -> PlanCoverage:
    """How a visible plan is covered on a day; a few statements, however many items."""
    answer = measured_answers(viewer, [plan], today)[plan.id]
    given = _given(viewer, plan)
    counted = list(_counted(answer.items))
    return PlanCoverage(
        plan, answer, _Lines(answer, counted, given, _units(viewer, plan)).all(), _budgets(answer, counted, given)
    )


class _Lines:
    """Lines of items, each made of those under it."""

    def __init__(
        self, answer: PlanAnswer, items: Sequence[ItemFacts], given: Iterable[_Given], units: Mapping[str, str]
    ) -> None:
        self._answer, self._items, self._units = answer, items, units
        self._under = children_of(items)
        self._givers: dict[int, set[int]] = {item.id: set() for item in items}
        for one in given:
            self._givers.get(one.item_id, set()).add(one.organization_id)
        self._states: dict[int, set[CoverageState]] = {}

    def all(self) -> list[CoveredItem]:
        """The lines in the order of the outline; parents stand before their children."""
        found = [self._line(item) for item in reversed(self._items)]
        return found[::-1]

    def _line(self, item: ItemFacts) -> CoveredItem:
        parts, told = self._under.get(item.id, []), self._answer.figures[item.id]
        own = self._answer.coverage[item.id]
        asks = not parts or item.required is not None or own.sums.commitment_count
        states: set[CoverageState] = {own.state} if asks else set()
        self._states[item.id] = states.union(*(self._states[part.id] for part in parts))
        self._givers[item.id].update(*(self._givers[part.id] for part in parts))
        unit, quantity = next(iter(told.quantities.items())) if len(told.quantities) == 1 else ("", None)
        return CoveredItem(
            item.id,
            item.parent_id,
            _together(self._states[item.id]),
            quantity,
            self._units.get(unit, unit),
            told.progress,
            told.late_days,
            len(self._givers[item.id]),
        )


def _together(states: set[CoverageState]) -> CoverageState:
    """The state of several items as one."""
    if len(states) == 1:
        return next(iter(states))
    return "COMMITTED" if states == {"COMMITTED", "DELIVERED"} else "PARTIAL"


def _counted(items: Iterable[ItemFacts]) -> Iterable[ItemFacts]:
    """Those that are neither cancelled nor stand under one that is."""
    gone = set[int | None]()
    for item in items:
        if item.state == "CANCELLED" or item.parent_id in gone:
            gone.add(item.id)
        else:
            yield item


def _given(viewer: Viewer, plan: Plan) -> list[_Given]:
    """All that stands committed to items of the plan, as far as the viewer sees it; one statement."""
    giver = fn.COALESCE(Organization.canonical, Organization.id)
    query = Commitment.select(Commitment.item, giver, Commitment.currency, fn.SUM(Commitment.amount))
    query = query.join(Organization, JOIN.INNER)
    items = PlanItem.select(PlanItem.id).where(PlanItem.plan == plan.id)
    query = query.where(Commitment.item.in_(items), stands(Commitment))
    if (allowed := condition(Commitment, viewer.counting_commitments())) is not None:
        query = query.where(allowed)
    rows: Any = query.group_by(Commitment.item, giver, Commitment.currency).tuples()
    return [_Given(item, owner, currency, _cents(amount)) for item, owner, currency, amount in rows.execute()]


def _cents(amount: Any) -> Decimal:
    """A sum of money; SQLite adds up in floating point what it keeps with two places."""
    return ZERO if amount is None else Decimal(str(amount)).quantize(CENT)


def _units(viewer: Viewer, plan: Plan) -> dict[str, str]:
    """The words of each folded unit, as the first item in the outline says it."""
    rows: Any = visible(PlanItem, viewer).where(PlanItem.plan == plan.id, PlanItem.unit != "")
    told = rows.select(PlanItem.unit_key, PlanItem.unit).order_by(PlanItem.order_key.desc()).tuples()
    return dict(told.execute())


def _budgets(answer: PlanAnswer, items: Sequence[ItemFacts], given: Iterable[_Given]) -> list[Money]:
    """Money by currency. What is open is added up from the items, as quantities are: what one item has too much of is
    lacking at another."""
    own: dict[tuple[int, str], Decimal] = {}
    committed: dict[str, Decimal] = {}
    known = {item.id for item in items}
    for one in given:
        if one.item_id in known and one.amount:
            own[one.item_id, one.currency] = own.get((one.item_id, one.currency), ZERO) + one.amount
            committed[one.currency] = committed.get(one.currency, ZERO) + one.amount
    # A budget is asked and given as a quantity is; its unit is the currency.
    as_money = [
        replace(
            item,
            required=item.budget,
            unit=item.currency,
            committed=own.get((item.id, item.currency), ZERO),
            delivered=None,
        )
        for item in items
    ]
    wanted = total(as_money, figures(as_money, date.min, 0)).quantities
    return [
        _money(currency, wanted.get(currency, NOTHING), committed.get(currency, ZERO))
        for currency in sorted({*wanted, *committed})
    ]


def _money(currency: str, wanted: Quantity, committed: Decimal) -> Money:
    return Money(currency, *(amount.quantize(CENT) for amount in (wanted.required, committed, wanted.open)))
