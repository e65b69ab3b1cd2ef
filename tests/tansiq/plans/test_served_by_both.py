"""Two interventions serve one item where both committed to it."""

from datetime import date
from typing import Any

import pytest

from tansiq.models import Commitment, Intervention, PlanItem
from tansiq.plans.served_by_both import items_served_by_both, pairs_with_items
from tansiq.policy.viewer import Viewer
from tansiq.records import changes
from tests.people import NOBODY, SALMA
from tests.register import Register
from tests.statements import told


@pytest.fixture
def both(register: Register) -> tuple[Intervention, Intervention]:
    return register.intervention("NRA", is_published=True), register.intervention("ADR", is_published=True)


def _commit(work: Intervention, item: PlanItem, **more: Any) -> Commitment:
    facts = {"organization": work.organization_id, "intervention": work.id, "offered_on": date(2026, 1, 1)}
    return changes.save(SALMA, Commitment(item=item.id, **facts, **more))


def test_items_that_both_committed_to_are_told(register: Register, both: tuple[Intervention, Intervention]) -> None:
    plan = register.plan()
    shared, alone = register.item(plan, "Wells"), register.item(plan, "Pipes")
    for work in both:
        _commit(work, shared)
    _commit(both[0], alone)
    pair = (both[0].id, both[1].id)
    found = items_served_by_both(SALMA, [pair, (both[0].id, register.intervention("NRA").id)])
    assert {pair: [(item.name_en, item.plan.name_en) for item in items] for pair, items in found.items()} == {
        pair: [("Wells", "Recovery plan")]
    }


def test_what_is_cancelled_or_hidden_is_not_shared(register: Register, both: tuple[Intervention, Intervention]) -> None:
    plan = register.plan()
    wells, draft = register.item(plan, "Wells"), register.item(register.plan(is_published=False), "Draft")
    _commit(both[0], wells)
    _commit(both[1], wells, commitment_state="CANCELLED")
    for work in both:
        _commit(work, draft)
    pair = (both[0].id, both[1].id)
    assert [item.name_en for item in items_served_by_both(SALMA, [pair])[pair]] == ["Draft"]
    assert items_served_by_both(NOBODY, [pair]) == {}


def test_more_pairs_cost_no_more_statements(register: Register, both: tuple[Intervention, Intervention]) -> None:
    wells = register.item(register.plan(), "Wells")
    pairs = [(both[0].id, both[1].id)]
    for _ in range(5):
        work = register.intervention("NRA")
        _commit(work, wells)
        pairs.append((both[0].id, work.id))
    _commit(both[0], wells)
    with told() as statements:
        assert len(items_served_by_both(SALMA, pairs)) == 5
    assert len(statements) == 1
    assert items_served_by_both(SALMA, []) == {}


def test_all_pairs_are_told_with_their_items_as_far_as_the_reader_sees_them(
    register: Register, both: tuple[Intervention, Intervention]
) -> None:
    wells, gone = (register.item(register.plan(), name) for name in ("Wells", "Gone"))
    draft = register.item(register.plan(is_published=False), "Draft")
    third = register.intervention("BKC")
    for work, items in ((both[0], (wells, gone, draft)), (both[1], (wells, gone, draft)), (third, (gone,))):
        for item in items:
            _commit(work, item)
    _commit(third, wells, commitment_state="CANCELLED")
    changes.archive(SALMA, gone)

    def pairs(viewer: Viewer) -> list[tuple[int, int, int]]:
        rows: Any = pairs_with_items(viewer).tuples()
        return sorted(rows)

    pair = (both[0].id, both[1].id)
    assert pairs(SALMA) == [(*pair, wells.id), (*pair, draft.id)]
    assert pairs(NOBODY) == [(*pair, wells.id)]
