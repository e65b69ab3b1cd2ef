"""A plan's sheet that a partner sends once more: what waits for review already is said, and only the rest proposed."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from tansiq.exchange.plan_import import PlanChoices, PlanOutcome, import_plan, lines
from tansiq.imports.items_preview import items_preview, items_tally
from tansiq.language.words import speaking
from tansiq.models import Plan, PlanItem, Proposal, ProposedRow
from tansiq.policy.viewer import Viewer
from tansiq.proposals.proposing import withdraw
from tansiq.proposals.reviewing import approve, give_back, reject
from tests.fivew import csv_file
from tests.register import Register
from tests.tansiq.conftest import People
from tests.tansiq.plans.outlines import outline

HEADER = ("Code", "Item", "Responsible", "Sector", "Budget", "Currency")
WATER: list[Any] = ["1", "Water", "NRA Aid", "WSH", "", ""]
WELLS: list[Any] = ["1.1", "Wells", "NRA Aid", "WSH", 100, "USD"]
PIPES: list[Any] = ["1.2", "Pipes", "NRA Aid", "", "", ""]
HEALTH: list[Any] = ["2", "Health", "NRA Aid", "", "", ""]


@pytest.fixture
def plan(register: Register, people: People) -> Plan:
    """A plan of NRA's own, to which Khaled proposes."""
    return register.plan(organization=register.organization("NRA").id)


@pytest.fixture
def khaled(people: People) -> Viewer:
    return people.khaled


def _send(viewer: Viewer, plan: Plan, folder: Path, rows: Sequence[Sequence[Any]], **choices: Any) -> PlanOutcome:
    return import_plan(viewer, csv_file(folder, rows, HEADER, "plan.csv"), PlanChoices(plan, **choices))


def _open() -> list[tuple[str, int]]:
    """The titles of what waits, and how many records each touches."""
    waiting = Proposal.select().where(Proposal.state.in_(("WAITING", "RETURNED"))).order_by(Proposal.id)
    return [(one.title_en, one.steps.count('"act"')) for one in waiting]


def test_the_same_sheet_again_proposes_nothing_and_says_what_waits(khaled: Viewer, plan: Plan, tmp_path: Path) -> None:
    rows: list[list[Any]] = [WATER, WELLS, HEALTH]
    first = _send(khaled, plan, tmp_path, rows)
    assert (first.proposals, first.plan.tally.new, _open()) == (2, 3, [("Water", 2), ("Health", 1)])
    for is_dry in (True, False):
        again = _send(khaled, plan, tmp_path, rows, is_dry=is_dry)
        tally = again.plan.tally
        assert (again.proposals, again.is_written, again.plan.is_change) == (0, not is_dry, False)
        assert (tally.rows, tally.new, tally.changed, tally.unchanged, tally.waiting) == (3, 0, 0, 0, 3)
    water, health = Proposal.select().order_by(Proposal.id)
    assert again.plan.waiting == [(2, water.id), (3, water.id), (4, health.id)]
    assert items_preview(khaled, again.plan)["waiting"] == again.plan.waiting
    assert items_tally(again.plan)["waiting"] == 3
    with speaking("en"):
        assert "3 rows wait for review already, as parts of proposals; they were left out." in list(lines(again.plan))
    assert _open() == [("Water", 2), ("Health", 1)]


def test_only_what_is_new_is_proposed_beside_what_waits(khaled: Viewer, plan: Plan, tmp_path: Path) -> None:
    _send(khaled, plan, tmp_path, [WATER, WELLS])
    again = _send(khaled, plan, tmp_path, [WATER, WELLS, HEALTH])
    assert (again.proposals, again.plan.tally.new, again.plan.tally.waiting) == (1, 1, 2)
    assert _open() == [("Water", 2), ("Health", 1)]


@pytest.mark.parametrize(
    "rows", [[WATER, WELLS, PIPES], [WATER, [*WELLS[:4], 250, "USD"]], [[*WATER[:3], "", "", ""], WELLS]]
)
def test_a_branch_that_says_more_takes_the_place_of_what_waits(
    khaled: Viewer, people: People, plan: Plan, tmp_path: Path, rows: list[list[Any]]
) -> None:
    _send(khaled, plan, tmp_path, [WATER, WELLS])
    proposal = Proposal.get()
    give_back(people.nadia, proposal, "Say more of the wells")
    again = _send(khaled, plan, tmp_path, rows)
    assert [(one.code, one.severity) for one in again.plan.problems] == [("proposal-amended", "notice")]
    assert (again.proposals, _open()) == (1, [("Water", len(rows))])
    assert Proposal.get().id == proposal.id
    assert [row.row_number for row in ProposedRow.select().order_by(ProposedRow.row_number)] == [
        *range(2, 2 + len(rows))
    ]
    approve(people.nadia, Proposal.get())
    assert [name for _code, name in outline(plan)] == [row[1] for row in rows]
    assert [item.budget for item in PlanItem.select().where(PlanItem.name_en == "Wells")] == [rows[1][4]]


def test_a_sheet_that_says_less_leaves_what_waits_as_it_is(khaled: Viewer, plan: Plan, tmp_path: Path) -> None:
    _send(khaled, plan, tmp_path, [WATER, WELLS, PIPES])
    again = _send(khaled, plan, tmp_path, [WATER, WELLS])
    assert (again.proposals, again.plan.tally.waiting, _open()) == (0, 2, [("Water", 3)])


def test_a_part_of_a_branch_that_says_something_else_is_told_at_its_rows(
    khaled: Viewer, plan: Plan, tmp_path: Path
) -> None:
    _send(khaled, plan, tmp_path, [WATER, WELLS, PIPES])
    again = _send(khaled, plan, tmp_path, [WATER, [*WELLS[:4], 250, "USD"]])
    assert [(one.address, one.code) for one in again.plan.errors] == [
        ("plan!B2", "part-waits"),
        ("plan!B3", "part-waits"),
    ]
    assert (again.proposals, again.is_written, _open()) == (0, False, [("Water", 3)])


def test_a_change_that_waits_is_left_out_and_another_takes_its_place(
    khaled: Viewer, people: People, register: Register, plan: Plan, tmp_path: Path
) -> None:
    register.item(plan, "Water", organization=register.organization("NRA").id)
    budget: list[Any] = ["1", "Water", "NRA Aid", "", 700, "USD"]
    for rows, proposals, waiting in (([budget], 1, 0), ([budget], 0, 1), ([[*budget[:4], 900, "USD"]], 1, 0)):
        outcome = _send(khaled, plan, tmp_path, rows)
        assert (outcome.proposals, outcome.plan.tally.waiting, len(_open())) == (proposals, waiting, 1)
    approve(people.nadia, Proposal.get())
    assert PlanItem.get().budget == 900
    assert _send(khaled, plan, tmp_path, [[*budget[:4], 900, "USD"]]).plan.tally.unchanged == 1


@pytest.mark.parametrize("decided", ["rejected", "withdrawn"])
def test_what_waits_no_more_is_proposed_anew(
    khaled: Viewer, people: People, plan: Plan, tmp_path: Path, decided: str
) -> None:
    _send(khaled, plan, tmp_path, [WATER])
    if decided == "rejected":
        reject(people.nadia, Proposal.get(), "Not now")
    else:
        withdraw(khaled, Proposal.get())
    assert _send(khaled, plan, tmp_path, [WATER]).proposals == 1


def test_what_others_proposed_and_what_is_of_another_plan_is_not_met(
    khaled: Viewer, people: People, register: Register, plan: Plan, tmp_path: Path
) -> None:
    _send(khaled, plan, tmp_path, [WATER])
    other = register.plan("YE1210", organization=register.organization("NRA").id)
    assert _send(khaled, other, tmp_path, [WATER]).proposals == 1
    own = register.plan("YE1210", organization=register.organization("ADR").id)
    assert _send(people.huda, own, tmp_path, [["1", "Water", "ADR Aid", "WSH", "", ""]]).proposals == 1


def test_whoever_enters_what_a_partner_proposed_enters_it(
    khaled: Viewer, people: People, plan: Plan, tmp_path: Path
) -> None:
    _send(khaled, plan, tmp_path, [WATER, WELLS])
    outcome = _send(people.nadia, plan, tmp_path, [WATER, WELLS])
    assert (outcome.plan.tally.new, outcome.plan.tally.waiting, outcome.batch is not None) == (2, 0, True)
