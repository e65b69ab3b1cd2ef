"""Taking the import of a plan back, and doing it again: the outline is the one before, and the one after."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tansiq.exchange.plan_import import PlanChoices, import_plan
from tansiq.models import PlanItem
from tansiq.records import bulk, changes, undoing
from tansiq.records.bulk_actions import carry_out
from tests.fivew import csv_file
from tests.people import SALMA
from tests.register import Register
from tests.tansiq.plans.outlines import named, outline

Tree = list[tuple[str, int]]
"""(name, level from 1) of items in their order."""


@st.composite
def trees(draw: st.DrawFn) -> Tree:
    """Some of nine names in any order, each at most one level below the one before."""
    names = draw(st.permutations("abcdefghi"))[: draw(st.integers(1, 9))]
    found: Tree = []
    for name in names:
        deepest = min(found[-1][1] + 1, 4) if found else 1
        found.append((name, draw(st.integers(1, deepest))))
    return found


def _coded(tree: Tree) -> list[tuple[str, str]]:
    """(code, name) of each."""
    counts = [0] * 5
    found = []
    for name, level in tree:
        counts[level] += 1
        counts[level + 1 :] = [0] * (len(counts) - level - 1)
        found.append((".".join(map(str, counts[1 : level + 1])), name))
    return found


@example(before=[("a", 1), ("b", 2)], after=[("b", 1), ("c", 2), ("a", 1)], at_once=2)
@given(before=trees(), after=trees(), at_once=st.sampled_from([1, 2, 500]))
def test_an_import_that_is_taken_back_and_done_again_leaves_the_outline_as_it_was(
    register: Register, before: Tree, after: Tree, at_once: int
) -> None:
    with (
        changes.together() as transaction,
        tempfile.TemporaryDirectory() as folder,
        pytest.MonkeyPatch.context() as patch,
    ):
        plan = register.plan()
        path = csv_file(Path(folder), _coded(before), ("Code", "Item"), "plan.csv")
        import_plan(SALMA, path, PlanChoices(plan))
        first = outline(plan)
        path = csv_file(Path(folder), _coded(after), ("Code", "Item"), "plan.csv")
        outcome = import_plan(SALMA, path, PlanChoices(plan))
        second = outline(plan)
        patch.setattr(bulk, "AT_ONCE", at_once)
        batch = outcome.batch
        for expected in (first, second, first, second):
            if batch is not None:
                undone = undoing.undo(SALMA, batch)
                assert (outline(plan), undone.left) == (expected, [])
                batch = undone.batch
        transaction.rollback()


def test_an_item_that_keeps_its_number_while_others_pass_it_keeps_its_place(register: Register, tmp_path: Path) -> None:
    plan = register.plan()
    for name in "abc":
        register.item(plan, name)
    rows = [("1", "a"), ("2", "new"), ("3", "c"), ("4", "b")]
    outcome = import_plan(SALMA, csv_file(tmp_path, rows, ("Code", "Item"), "plan.csv"), PlanChoices(plan))
    assert outcome.batch is not None
    undone = undoing.undo(SALMA, outcome.batch)
    assert [name for _, name in outline(plan)] == ["a", "b", "c"]
    undoing.undo(SALMA, undone.batch)
    assert [name for _, name in outline(plan)] == ["a", "new", "c", "b"]


def test_items_that_are_put_between_others_come_back_between_them(register: Register, tmp_path: Path) -> None:
    plan = register.plan()
    for name in "abc":
        register.item(plan, name)
    rows = [("1", "a"), ("2", "new"), ("3", "b"), ("4", "newer"), ("5", "c")]
    outcome = import_plan(SALMA, csv_file(tmp_path, rows, ("Code", "Item"), "plan.csv"), PlanChoices(plan))
    assert outcome.batch is not None
    undone = undoing.undo(SALMA, outcome.batch)
    assert [name for _, name in outline(plan)] == ["a", "b", "c"]
    undoing.undo(SALMA, undone.batch)
    assert [name for _, name in outline(plan)] == ["a", "new", "b", "newer", "c"]


@pytest.mark.parametrize("deed", ["undo", "restore"])
def test_items_that_were_archived_together_come_back_to_their_places(register: Register, deed: str) -> None:
    plan = register.plan()
    for name in "abcde":
        register.item(plan, name)
    batch = carry_out(SALMA, "ARCHIVE", [named("d"), named("b")])
    assert [name for _, name in outline(plan)] == ["a", "c", "e"]
    if deed == "undo":
        undoing.undo(SALMA, batch)
    else:
        carry_out(SALMA, "RESTORE", list(PlanItem.select().where(PlanItem.archived_at.is_null(False))))
    assert [name for _, name in outline(plan)] == ["a", "b", "c", "d", "e"]


def test_what_somebody_entered_meanwhile_stays_in_its_order(register: Register, tmp_path: Path) -> None:
    plan = register.plan()
    for name in "ab":
        register.item(plan, name)
    rows = [("1", "b"), ("2", "new"), ("3", "a")]
    outcome = import_plan(SALMA, csv_file(tmp_path, rows, ("Code", "Item"), "plan.csv"), PlanChoices(plan))
    assert outcome.batch is not None
    register.item(plan, "later")
    undone = undoing.undo(SALMA, outcome.batch)
    assert [name for _, name in outline(plan)] == ["a", "b", "later"]
    undoing.undo(SALMA, undone.batch)
    assert [name for _, name in outline(plan)] == ["b", "new", "a", "later"]
