"""The matrix against counting by hand, on random trees of several plans, on both databases."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from peewee import Database

from tansiq.models import Commitment, Plan, PlanItem, PlanItemArea, PlanItemSector, PlanSnapshot
from tansiq.plans.figures import children_of
from tansiq.plans.matrix import MatrixQuestion, plan_matrix
from tansiq.plans.plan_answer import PlanAnswer, measured_answers
from tansiq.plans.plan_standings import PlanStanding, plan_standings
from tests.people import SALMA
from tests.register import AREAS, Register

TODAY = date(2026, 7, 1)
PLACES = ("YE", "YE12", "YE1211", "YE1210", "YE1927")
BELOW = {pcode: level for pcode, level, *_ in AREAS}
STATES = ("NOT_STARTED", "UNDER_WAY", "DONE", "CANCELLED")
AXES = ("Water", "Health", "water")


@dataclass(frozen=True)
class Entered:
    """An item to be entered under one before it, counted from 0; `given` are (quantity, state) of commitments."""

    above: int | None
    values: dict[str, Any]
    areas: frozenset[str]
    sectors: frozenset[str]
    given: tuple[tuple[int, str], ...]
    before: int | None


@st.composite
def items(draw: st.DrawFn) -> list[Entered]:
    found: list[Entered] = []
    depths: list[int] = []
    for number in range(draw(st.integers(1, 9))):
        above = draw(st.sampled_from([None, *(n for n, depth in enumerate(depths) if depth < 6)]))
        depths.append(1 if above is None else depths[above] + 1)
        starts = date(2026, 1, 1) + timedelta(draw(st.integers(0, 300)))
        values = {
            "name_en": draw(st.sampled_from(AXES)) if above is None else f"Item {number}",
            "item_kind": draw(st.sampled_from(["AXIS", "OBJECTIVE"])),
            "item_state": draw(st.sampled_from(STATES)),
            "starts_on": draw(st.sampled_from([None, starts])),
            "ends_on": draw(st.sampled_from([None, starts + timedelta(draw(st.integers(0, 200)))])),
            "weight": draw(st.none() | st.integers(0, 120)),
            "required": draw(st.none() | st.integers(0, 30)),
            "unit": "wells", "unit_key": "wells",
            "progress": draw(st.none() | st.integers(0, 100)),
            "archived_at": draw(st.sampled_from([None, None, None, None, "2026-01-01 00:00:00"])),
        }  # fmt: skip
        places = draw(st.frozensets(st.sampled_from(["YE12", "YE1211", "YE121121", "YE121122", "YE1927"]), max_size=2))
        sectors = draw(st.frozensets(st.sampled_from(["WSH", "HEA"])))
        given = draw(st.lists(st.tuples(st.integers(0, 20), st.sampled_from(["AGREED", "DELIVERED", "CANCELLED"]))))
        before = draw(st.none() | st.integers(0, 100))
        found.append(Entered(above, values, places, sectors, tuple(given), before))
    return found


def enter(register: Register, pcode: str, entered: list[Entered]) -> None:
    """A plan with these items, put into the tables as they are."""
    plan = register.plan(pcode, plan_kind="ANNUAL")
    owner, ids = register.organization("NRA").id, list[int]()
    for number, one in enumerate(entered):
        above = None if one.above is None else ids[one.above]
        row = PlanItem.create(plan=plan.id, parent=above, order_key=f"{number:05}", **one.values)
        ids.append(row.id)
        for code in one.sectors:
            PlanItemSector.create(item=row.id, sector=register.sectors[code].id)
        for code in one.areas:
            PlanItemArea.create(item=row.id, area=register.areas[code].id)
        for quantity, state in one.given:
            days = {"offered_on": TODAY, "delivered_on": TODAY if state == "DELIVERED" else None}
            facts = {"quantity": quantity, "unit": "wells", "unit_key": "wells", "commitment_state": state}
            Commitment.create(item=row.id, organization=owner, **facts, **days)
        if one.before is not None:
            facts = {"month": date(2026, 6, 1), "taken_on": date(2026, 6, 30), "late_days": 0}
            PlanSnapshot.create(plan=plan.id, item=row.id, progress=one.before, **facts)


class ByHand:
    """The leaves of one plan with their shares, found by walking down its tree."""

    def __init__(self, plan: Plan, answer: PlanAnswer) -> None:
        self.plan, self.answer = plan, answer
        self.rows = {row.id: row for row in PlanItem.select().where(PlanItem.plan == plan.id)}
        standing = [item for item in answer.items if item.state != "CANCELLED"]
        self.below = children_of(standing)
        known = {item.id for item in answer.items}
        self.leaves: list[tuple[PlanItem, PlanItem, Fraction, Fraction]] = []
        roots = [item for item in standing if item.parent_id not in known]
        for root, share in self._shares(roots):
            self._walk(self.rows[root.id], root, share, Fraction(1))

    def _walk(self, root: PlanItem, item: Any, share: Fraction, part: Fraction) -> None:
        below = self.below.get(item.id, [])
        if not below:
            self.leaves.append((self.rows[item.id], root, share, part))
        for child, own in self._shares(below):
            self._walk(root, child, share * own, part * own)

    def _shares(self, siblings: list[Any]) -> list[tuple[Any, Fraction]]:
        told = sum(Fraction(one.weight) for one in siblings if one.weight is not None)
        silent = sum(one.weight is None for one in siblings)
        rest = max(Fraction(100) - told, Fraction(0)) / silent if silent else Fraction(0)
        weights = [rest if one.weight is None else Fraction(one.weight) for one in siblings]
        whole = sum(weights)
        return [
            (one, w / whole if whole else Fraction(1, len(siblings))) for one, w in zip(siblings, weights, strict=True)
        ]

    def placed(self, register: Register, item: PlanItem, level: int, within: str) -> set[str | None]:
        """P-codes of the rows in which an item counts; None is above the level."""
        own = next(code for code, area in register.areas.items() if area.id == self.plan.area_id)
        if BELOW[own] >= level:
            return {above(own, level)}
        codes = {code for code, area in register.areas.items()
                 if PlanItemArea.select().where(PlanItemArea.item == item.id, PlanItemArea.area == area.id).exists()
                 and own in line(code)}  # fmt: skip
        found = {above(code, level) if within in line(code) else "elsewhere" for code in codes}
        return (found - {None} or {None}) - {"elsewhere"} if found != {"elsewhere"} else set()


def line(pcode: str | None) -> list[str]:
    parents = {code: parent for code, _level, parent, *_ in AREAS}
    found = []
    while pcode is not None:
        found.append(pcode)
        pcode = parents[pcode]
    return found


def above(pcode: str, level: int) -> str | None:
    return next((code for code in line(pcode) if BELOW[code] == level), None)


def mean(parts: list[tuple[Fraction, Fraction]]) -> Fraction | None:
    if not parts:
        return None
    whole = sum(weight for weight, _ in parts)
    if not whole:
        return sum((value for _, value in parts), Fraction(0)) / len(parts)
    return sum((weight * value for weight, value in parts), Fraction(0)) / whole


def by_hand(register: Register, level: int, by: str, within: str) -> dict[tuple[str, str], list[Any]]:
    """By P-code and column ("*" is all of a row): items, done, late, progress, change; counted one by one."""
    plans = [
        plan
        for plan in Plan.select()
        if within in line(code_of(register, plan)) or code_of(register, plan) in line(within)
    ]
    found = defaultdict[tuple[str, str], list[Any]](list)
    for plan_id, answer in measured_answers(SALMA, plans, TODAY).items():
        hand = ByHand(Plan.get_by_id(plan_id), answer)
        for item, root, share, part in hand.leaves:
            is_axis = root.item_kind == "AXIS"
            columns = {
                "AXIS": [root.name_en.lower().replace(" ", "") if is_axis else ""],
                "SECTOR": sectors_of(item) or [""],
                "PLAN": [str(plan_id)],
            }[by]
            weight = part if by == "AXIS" and is_axis else share
            now = Fraction(answer.figures[item.id].progress)
            before = PlanSnapshot.select(PlanSnapshot.progress).where(PlanSnapshot.item == item.id).scalar()
            late = answer.figures[item.id].late_days > 0
            change = None if before is None else now - Fraction(before)
            for pcode in hand.placed(register, item, level, within) - {None}:
                for column, w in [*((column, weight) for column in columns), ("*", share)]:
                    found[pcode or "", column].append((item.item_state == "DONE", late, w, now, change))
    return found


def code_of(register: Register, plan: Plan) -> str:
    return next(code for code, area in register.areas.items() if area.id == plan.area_id)


def sectors_of(item: PlanItem) -> list[str]:
    return [row.sector.code for row in PlanItemSector.select().where(PlanItemSector.item == item.id)]


def close(one: Any, other: Fraction | None) -> bool:
    return (one is None and other is None) or (
        one is not None and other is not None and abs(Fraction(one) - other) < Fraction(6, 1000)
    )


@pytest.mark.parametrize("by", ["AXIS", "SECTOR", "PLAN"])
@given(
    entered=st.lists(st.tuples(st.sampled_from(PLACES), items()), min_size=1, max_size=3),
    asked=st.sampled_from([("YE", 2), ("YE", 1), ("YE12", 2), ("YE12", 3), ("YE1211", 2)]),
)
def test_the_matrix_is_what_counting_by_hand_gives(
    database: Database, register: Register, by: str, entered: list[Any], asked: tuple[str, int]
) -> None:
    within, level = asked
    register.organization("NRA")
    with database.atomic() as everything:
        for pcode, tree in entered:
            enter(register, pcode, tree)
        found = plan_matrix(SALMA, MatrixQuestion("ANNUAL", None, within, level, by), TODAY)
        counted = by_hand(register, level, by, within)
        keys = [column.key for column in found.columns]
        told = {(row.area.pcode, key): cell for row in found.rows
                for key, cell in [*zip(keys, row.cells, strict=True), ("*", row.total)] if cell.item_count}  # fmt: skip
        assert set(told) == set(counted)
        for place, cell in told.items():
            leaves = counted[place]
            assert cell[:3] == (len(leaves), sum(leaf[0] for leaf in leaves), sum(leaf[1] for leaf in leaves))
            assert close(cell.progress, mean([(weight, now) for *_, weight, now, _change in leaves]))
            known = [(weight, change) for *_, weight, _now, change in leaves if change is not None]
            assert close(cell.change, mean(known))
        everything.rollback()


@given(entered=st.lists(st.tuples(st.sampled_from(PLACES), items()), min_size=1, max_size=3))
def test_plans_are_as_far_as_the_figures_of_their_trees_say(
    database: Database, register: Register, entered: list[Any]
) -> None:
    register.organization("NRA")
    with database.atomic() as everything:
        for pcode, tree in entered:
            enter(register, pcode, tree)
        plans = list(Plan.select())
        found = plan_standings(SALMA, [plan.id for plan in plans], TODAY)
        answers = measured_answers(SALMA, plans, TODAY)
        assert set(found) <= set(answers)
        for plan_id, answer in answers.items():
            # Where no item counts, as all were cancelled, nothing is said; progress is told in hundredths.
            standing = found.get(plan_id, PlanStanding(0, Decimal(0)))
            assert standing.late_count == answer.late_count
            assert abs(standing.progress - answer.whole.progress) < Decimal("0.00501")
        everything.rollback()
