"""Random plans in each of the three layouts: into an empty plan, and back into their own."""

import tempfile
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tansiq.exchange.export.plan_layouts import LAYOUTS, PlanLayout
from tansiq.exchange.export.plan_sheet import write_plan
from tansiq.exchange.plan_import import PlanChoices, PlanOutcome, import_plan
from tansiq.language.plan_vocabulary import ITEM_KINDS, ITEM_STATES
from tansiq.language.words import LANGUAGES, speaking
from tansiq.models import Plan, PlanItem
from tansiq.records import changes
from tests.people import SALMA
from tests.register import Register

WORDS = st.text("ابتثجحخدرسصطعفقكلمن abcdefghxyz-=+'0123456789\u0660\u0661", min_size=1, max_size=25)
NAMES = WORDS.map(lambda text: " ".join(text.split())).filter(lambda text: any(map(str.isalpha, text)))
DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 31))


class Node(NamedTuple):
    """An item with those under it, as random values."""

    values: dict[str, Any]
    under: "list[Node]"


@st.composite
def nodes(draw: st.DrawFn, deepest: int = 6) -> Node:
    """One item, up to six levels deep with those under it."""
    days = sorted(draw(st.lists(DAYS, min_size=2, max_size=2)))
    has_budget, has_quantity = draw(st.booleans()), draw(st.booleans())
    money = st.decimals(0, 10**9, places=2)
    values = {
        "name_ar": draw(st.just("") | NAMES),
        "name_en": draw(NAMES),
        "item_kind": draw(st.sampled_from(ITEM_KINDS.codes)),
        "item_state": draw(st.sampled_from(ITEM_STATES.codes)),
        "description_ar": draw(st.just("") | NAMES),
        "office_en": draw(st.just("") | NAMES),
        "own_code": draw(st.sampled_from(("", "", "", "W-{}", "ب{}", "9.{}", "1.{}99"))),
        "starts_on": draw(st.none() | st.just(days[0])),
        "ends_on": draw(st.none() | st.just(days[1])),
        "budget": draw(money) if has_budget else None,
        "currency": draw(st.sampled_from(["YER", "USD"])) if has_budget else "",
        "required": draw(st.decimals(0, 10**6, places=3)) if has_quantity else None,
        "unit": draw(NAMES) if has_quantity else "",
        "weight": draw(st.none() | st.decimals(0, 100, places=2)),
        "people": draw(st.none() | st.integers(0, 10**6)),
        "progress": draw(st.none() | st.decimals(0, 100, places=2)),
        "remark": draw(st.just("") | NAMES),
    }
    under = draw(st.lists(nodes(deepest - 1), max_size=2 if deepest > 4 else 1)) if deepest > 1 else []
    return Node(values, under)


def _enter(plan: Plan, tree: list[Node], numbers: Iterator[int], parent: PlanItem | None = None) -> None:
    for node in tree:
        own = node.values["own_code"].format(next(numbers))
        row = PlanItem(plan=plan.id, parent=parent.id if parent else None, **{**node.values, "own_code": own})
        _enter(plan, node.under, numbers, changes.save(SALMA, row))


def _tree(plan: Plan, but: frozenset[str] = frozenset()) -> list[tuple[Any, ...]]:
    """Each item with its level and all that a sheet says of it, in the order of the outline."""
    names = [name for name in (*_KEPT, "code") if name not in but]
    rows: Any = PlanItem.select().where(PlanItem.plan == plan.id, PlanItem.archived_at.is_null())
    found = rows.order_by(PlanItem.order_key)
    return [(len(row.order_key) // 5, *(_plain(getattr(row, name)) for name in names)) for row in found]


_KEPT = ("name_ar", "name_en", "item_kind", "item_state", "description_ar", "office_en", "starts_on", "ends_on",
         "budget", "currency", "required", "unit", "weight", "people", "progress", "remark", "own_code")  # fmt: skip


def _plain(value: Any) -> Any:
    return value.normalize() if isinstance(value, Decimal) else value


def _take(plan: Plan, path: Path) -> PlanOutcome:
    return import_plan(SALMA, path, PlanChoices(plan))


@pytest.mark.parametrize("layout", LAYOUTS)
@given(data=st.data())
def test_a_plan_that_was_exported_comes_back_unchanged_and_is_the_same_in_an_empty_plan(
    register: Register, layout: PlanLayout, data: st.DataObject
) -> None:
    tree = data.draw(st.lists(nodes(), min_size=1, max_size=3))
    kind: Any = data.draw(st.sampled_from(["xlsx", "csv"]))
    spoken = data.draw(st.sampled_from(LANGUAGES))
    with changes.together() as transaction, tempfile.TemporaryDirectory() as folder:
        plan, empty = register.plan(), register.plan("YE1210")
        _enter(plan, tree, count(1))
        path = Path(folder) / f"plan.{kind}"
        with speaking(spoken):
            written = write_plan(SALMA, plan, path, kind, layout)
        again = _take(plan, path)
        assert again.plan.errors == []
        assert (again.plan.tally.unchanged, again.plan.is_change) == (written, False)
        outcome = _take(empty, path)
        assert outcome.plan.errors == []
        # Only the layout with codes tells codes that are an item's own.
        untold = frozenset() if layout == "numbering" else frozenset({"own_code", "code"})
        assert _tree(empty, untold) == _tree(plan, untold)
        transaction.rollback()
