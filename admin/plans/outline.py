"""The lines of an outline: the roots of a plan and what stands under the items that are open, with their figures.

address: open=3.5 (items that are open), at=12 (the item that is worked on; those above it are open too)

Two statements, however large the plan: the lines, and which of them have anything under them. The figures of the whole
tree are kept from one page to the next (tansiq.records.slow_answers).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property, partial
from typing import Any

from flask import url_for

from admin.current_viewer import viewer
from admin.panel.save_or_propose import may_act
from admin.plans.consultation import may_say
from tansiq.language.digits import whole
from tansiq.models import Commitment, Indicator, IndicatorTarget, IndicatorValue, Plan, PlanItem
from tansiq.plans.figures import ItemFigures
from tansiq.plans.followed_items import FOLLOWED
from tansiq.plans.moving import order_of
from tansiq.plans.plan_answer import PlanAnswer, measured_answers
from tansiq.plans.warnings import ItemWarning, item_warnings
from tansiq.platform import clock
from tansiq.policy.visibility import may, visible
from tansiq.records import slow_answers
from tansiq.records.item_numbers import DIGITS

FIGURED = (Plan, PlanItem, Commitment, Indicator, IndicatorTarget, IndicatorValue, *FOLLOWED)
"""The tables that the figures of a plan are made of."""
MOST_OPEN = 200
"""Items that one address opens."""
MOST_LINES = 1_000
"""Lines that one page shows; whoever wants more opens the list of items."""


@dataclass
class Branch:
    """The items right under one, in their order, with those under each that is open."""

    lines: list["Line"] = field(default_factory=list)

    @property
    def seen(self) -> str:
        """The order in which they are shown, for whoever moves one of them."""
        return order_of([line.item for line in self.lines])


@dataclass
class Line:
    """One item of the outline. `open` is what nobody committed to of what it requires, in its unit; `below` are the
    lines under it where it is unfolded."""

    item: PlanItem
    figures: ItemFigures
    open: Decimal | None = None
    has_below: bool = False
    is_open: bool = False
    below: Branch = field(default_factory=Branch)
    above: Branch | None = None
    warnings: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Outline:
    """What the page of a plan shows of its tree: which items are open, and which one is worked on."""

    plan: Plan
    opened: tuple[int, ...] = ()
    at: int | None = None

    @cached_property
    def answer(self) -> PlanAnswer:
        """The figures of the whole tree."""
        who, plan, today = viewer(), self.plan, clock.today()
        key = ("plan", plan.id, who.scope)
        find = partial(measured_answers, who, [plan], today)
        return slow_answers.cached(key, FIGURED, find, slow_answers.NEVER).value[plan.id]

    @cached_property
    def rows(self) -> list[PlanItem]:
        """The items that are shown, in the order of the outline."""
        shown = PlanItem.parent.is_null()
        if open_ids := self.open_ids:
            shown |= PlanItem.parent.in_(sorted(open_ids))
        return list(_standing(self.plan).where(shown).order_by(PlanItem.order_key).limit(MOST_LINES + 1))

    @property
    def is_cut(self) -> bool:
        """Whether more lines are open than one page shows."""
        return len(self.rows) > MOST_LINES

    @cached_property
    def open_ids(self) -> frozenset[int]:
        """The items under which lines are shown: those that were opened, and those above the one that is worked on."""
        return frozenset(self.opened) | above(self.plan, self.at)

    @cached_property
    def branch(self) -> Branch:
        """The first level, with what is open under it."""
        rows = self.rows[:MOST_LINES]
        having = _with_items_under(self.plan, [row.id for row in rows])
        root = Branch()
        lines: dict[int, Line] = {}
        warned: dict[int | None, list[str]] = {}
        for one in self.warnings:
            warned.setdefault(one.item_id, []).append(str(one.sentence))
        for row in rows:
            parent = lines.get(row.parent_id or 0)
            branch = parent.below if parent else root
            told = self.answer.figures.get(row.id, ItemFigures())
            is_open = row.id in self.open_ids and row.id in having
            coverage = self.answer.coverage.get(row.id)
            left = coverage.open if coverage else None
            lines[row.id] = Line(
                row, told, left, row.id in having, is_open, above=branch, warnings=warned.get(row.id, [])
            )
            branch.lines.append(lines[row.id])
        return root

    @cached_property
    def warnings(self) -> list[ItemWarning]:
        """What looks wrong among the items that are shown; without an item, on the first level."""
        return item_warnings(self.plan, self.rows)

    @cached_property
    def may_change(self) -> bool:
        """Whether the viewer changes items of the plan, or proposes changes of them."""
        return may_act("CHANGE", self.plan) and not self.plan.is_closed and self.plan.archived_at is None

    @cached_property
    def may_say(self) -> bool:
        """Whether the viewer may comment on items of the plan now."""
        return may_say(self.plan)

    @property
    def may_restructure(self) -> bool:
        """Whether they also change what the plan says: not while an adopted version is in force."""
        return self.may_change and not self.plan.is_frozen

    @property
    def may_remove(self) -> bool:
        """Whether they archive a whole branch, which is never proposed."""
        return self.may_restructure and may(viewer(), "ARCHIVE", self.plan)

    def address(self, opened: Iterable[int] | None = None, at: int | None = None) -> str:
        """The page with other items open, and another one that is worked on."""
        ids = self.opened if opened is None else tuple(opened)
        values: dict[str, Any] = {"id": self.plan.id}
        if ids:
            values["open"] = ".".join(map(str, ids))
        if at is not None:
            values |= {"at": at, "_anchor": f"item-{at}"}
        return url_for("plan.details_view", **values)

    def toggled(self, line: Line) -> str:
        """The page with one more item open, or one fewer."""
        rest = [row_id for row_id in self.open_ids if row_id != line.item.id]
        ids = rest if line.is_open else [*rest, line.item.id]
        return self.address(sorted(ids)) + f"#item-{line.item.id}"


def outline_of(plan: Plan, given: Mapping[str, Any]) -> Outline:
    """The outline of a visible plan as an address or a form asks for it."""
    opened = tuple(dict.fromkeys(filter(None, map(whole, str(given.get("open", "")).split(".")))))
    return Outline(plan, opened[:MOST_OPEN], whole(given.get("at")))


def _standing(plan: Plan) -> Any:
    return visible(PlanItem, viewer()).where(PlanItem.plan == plan.id, PlanItem.archived_at.is_null())


def above(plan: Plan, at: int | None) -> frozenset[int]:
    """The ids of the items above one: their keys of order are the beginnings of its own."""
    item = _standing(plan).where(PlanItem.id == at).first() if at is not None else None
    if item is None:
        return frozenset()
    keys = [item.order_key[:length] for length in range(DIGITS, len(item.order_key), DIGITS)]
    return frozenset(row.id for row in _standing(plan).where(PlanItem.order_key.in_(keys))) if keys else frozenset()


def _with_items_under(plan: Plan, ids: list[int]) -> set[int]:
    rows: Any = _standing(plan).where(PlanItem.parent.in_(ids)).select(PlanItem.parent).distinct()
    return {parent_id for (parent_id,) in rows.tuples()} if ids else set()
