"""Annual plans of 27 districts, 500 items each, with 50,000 commitments and three snapshots, as rows of the tables.

5 axes, of 9 projects each, of 10 activities each; only the activities have days, a quantity, a sector and commitments.
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import repeat
from typing import Any, NamedTuple

import numpy as np

from tansiq.models import (
    Commitment,
    Plan,
    PlanItem,
    PlanItemSector,
    PlanSnapshot,
)
from tansiq.records.item_numbers import DIGITS
from tests.bench import generator
from tests.bench.generator import Generated

PLANS, AXES, PROJECTS, ACTIVITIES = 27, 5, 9, 10
ITEMS = AXES * (1 + PROJECTS * (1 + ACTIVITIES))
COMMITMENTS = 50_000
YEAR = date(2026, 1, 1)
MONTHS = (date(2026, 4, 1), date(2026, 5, 1), date(2026, 6, 1))
STATES = ("NOT_STARTED", "UNDER_WAY", "DONE", "SUSPENDED", "CANCELLED")
STATE_SHARES = (0.35, 0.35, 0.2, 0.05, 0.05)
COMMITMENT_STATES = ("OFFERED", "AGREED", "UNDER_WAY", "DELIVERED", "CANCELLED")


class _Item(NamedTuple):
    """One item: its number and that of the one above, from 0 within its plan, and its places from the root."""

    number: int
    above: int | None
    places: tuple[int, ...]


def plan_columns(generated: Generated) -> Iterator[tuple[type[Any], dict[str, Iterable[Any]]]]:
    """(table, columns by field name) of each of the tables, referred rows before those that refer to them."""
    dice = np.random.default_rng([generator.SEED, PLANS])
    districts = generated.geography.at_level(2)[:PLANS].tolist()
    outline = list(_outline())
    yield (
        Plan,
        {
            "id": range(1, PLANS + 1),
            "name_en": [f"Annual plan {n}" for n in range(1, PLANS + 1)],
            "plan_kind": repeat("ANNUAL"),
            "phase": repeat("ADOPTED"),
            "edition": repeat(1),
            "is_published": repeat(True),
            "area": districts,
            "starts_on": repeat(YEAR.isoformat()),
            "ends_on": repeat(YEAR.replace(month=12, day=31).isoformat()),
        },
    )
    yield PlanItem, _items(outline, dice)
    yield PlanItemSector, _sectors(outline, dice)
    yield Commitment, _commitments(outline, dice)
    yield PlanSnapshot, _snapshots(outline, dice)


def _outline() -> Iterator[_Item]:
    """The items of one plan, parents before children."""
    number = 0
    for axis in range(1, AXES + 1):
        axis_number = number
        yield _Item(number, None, (axis,))
        number += 1
        for project in range(1, PROJECTS + 1):
            project_number = number
            yield _Item(number, axis_number, (axis, project))
            number += 1
            for activity in range(1, ACTIVITIES + 1):
                yield _Item(number, project_number, (axis, project, activity))
                number += 1


def _items(outline: list[_Item], dice: np.random.Generator) -> dict[str, Iterable[Any]]:
    count = PLANS * len(outline)
    is_leaf = [len(item.places) == 3 for item in outline] * PLANS
    starts = dice.integers(0, 200, count).tolist()
    lasts = dice.integers(20, 150, count).tolist()
    weights = dice.integers(1, 40, count).tolist()
    has_weight = (dice.random(count) < 0.5).tolist()
    progress = dice.integers(0, 101, count).tolist()
    states = dice.choice(len(STATES), count, p=STATE_SHARES).tolist()
    at = [(plan, item) for plan in range(PLANS) for item in outline]
    names = [f"Axis {item.places[0]}" if len(item.places) == 1 else f"Item {item.number}" for _plan, item in at]
    return {
        "id": range(1, count + 1),
        "plan": [plan + 1 for plan, _item in at],
        "parent": [None if item.above is None else plan * len(outline) + item.above + 1 for plan, item in at],
        "position": [item.places[-1] for _plan, item in at],
        "item_kind": [("AXIS", "PROJECT", "ACTIVITY")[len(item.places) - 1] for _plan, item in at],
        "name_en": names,
        "search": [name.lower() for name in names],
        "code": [".".join(map(str, item.places)) for _plan, item in at],
        "order_key": ["".join(f"{place:0{DIGITS}}" for place in item.places) for _plan, item in at],
        "weight": [weight if has else None for weight, has in zip(weights, has_weight, strict=True)],
        "starts_on": [_day(day) if leaf else None for day, leaf in zip(starts, is_leaf, strict=True)],
        "ends_on": [_day(s + d) if leaf else None for s, d, leaf in zip(starts, lasts, is_leaf, strict=True)],
        "required": [100 if leaf else None for leaf in is_leaf],
        "unit": ["metres" if leaf else "" for leaf in is_leaf],
        "unit_key": ["metres" if leaf else "" for leaf in is_leaf],
        "progress": [value if leaf else None for value, leaf in zip(progress, is_leaf, strict=True)],
        "item_state": [STATES[n] if leaf else "UNDER_WAY" for n, leaf in zip(states, is_leaf, strict=True)],
    }


def _day(number: int) -> str:
    return (YEAR + timedelta(days=number)).isoformat()


def _leaves(outline: list[_Item]) -> list[int]:
    return [plan * len(outline) + item.number + 1 for plan in range(PLANS) for item in outline if len(item.places) == 3]


def _sectors(outline: list[_Item], dice: np.random.Generator) -> dict[str, Iterable[Any]]:
    leaves = _leaves(outline)
    sectors = dice.integers(1, generator.SECTORS + 1, len(leaves)).tolist()
    return {"item": leaves, "sector": sectors}


def _commitments(outline: list[_Item], dice: np.random.Generator) -> dict[str, Iterable[Any]]:
    items = dice.choice(_leaves(outline), COMMITMENTS).tolist()
    states = [COMMITMENT_STATES[n] for n in dice.integers(0, len(COMMITMENT_STATES), COMMITMENTS).tolist()]
    is_equal = (dice.random(COMMITMENTS) < 0.8).tolist()
    return {
        "item": items,
        "organization": dice.integers(1, generator.ORGANIZATIONS + 1, COMMITMENTS).tolist(),
        "quantity": dice.integers(1, 60, COMMITMENTS).tolist(),
        "unit": ["metres" if equal else "wells" for equal in is_equal],
        "unit_key": ["metres" if equal else "wells" for equal in is_equal],
        "commitment_state": states,
        "offered_on": repeat(YEAR.isoformat()),
        "delivered_on": [_day(100) if state == "DELIVERED" else None for state in states],
    }


def _snapshots(outline: list[_Item], dice: np.random.Generator) -> dict[str, Iterable[Any]]:
    of_a_plan: list[int | None] = [None, *(item.number for item in outline)]
    at = [(plan, number, month) for month in MONTHS for plan in range(PLANS) for number in of_a_plan]
    return {
        "plan": [plan + 1 for plan, _number, _month in at],
        "item": [None if number is None else plan * len(outline) + number + 1 for plan, number, _month in at],
        "month": [month.isoformat() for _plan, _number, month in at],
        "taken_on": [month.replace(day=28).isoformat() for _plan, _number, month in at],
        "progress": dice.integers(0, 60, len(at)).tolist(),
        "late_days": repeat(0),
        "item_state": repeat("UNDER_WAY"),
    }
