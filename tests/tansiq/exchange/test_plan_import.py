"""Workbooks of plans, in and out: the three layouts, what comes back as it went, and what is told at its cell."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tansiq.exchange.export.plan_layouts import LAYOUTS, PlanLayout
from tansiq.exchange.export.plan_sheet import write_plan
from tansiq.exchange.plan_import import PlanChoices, import_plan
from tansiq.faults import Refused
from tansiq.models import Plan, PlanItem, PlanItemArea, PlanItemSector, PlanItemSupporter, Proposal
from tansiq.plans.versions import adopt
from tansiq.proposals.reviewing import approve
from tansiq.records import undoing
from tests.people import SALMA, people_of
from tests.register import Register
from tests.statements import told
from tests.tansiq.exchange.plan_sheets import HEADER, ROWS, sheet, take, told_of
from tests.tansiq.plans.outlines import named, outline


def _listed(item: PlanItem, part: Any, column: str, name: str) -> set[Any]:
    """What a list of an item holds, by a column of the rows it refers to."""
    return {getattr(getattr(row, column), name) for row in part.select().where(part.item == item.id)}


def test_codes_tell_where_the_rows_of_a_sheet_stand(register: Register, tmp_path: Path) -> None:
    plan = register.plan()
    outcome = take(plan, sheet(tmp_path, ROWS))
    assert (outcome.is_written, outcome.plan.tally.new, outcome.plan.problems) == (True, 4, [])
    assert outline(plan) == [("1", "Water"), ("1.1", "Networks"), ("1.1.1", "Dig the trench"), ("2", "Health")]
    networks = named("Networks")
    assert (networks.item_kind, int(networks.budget or 0), networks.currency) == ("PROJECT", 5000, "USD")
    assert {item.own_code for item in PlanItem.select()} == {""}


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_what_was_exported_comes_back_unchanged(
    register: Register, tmp_path: Path, layout: PlanLayout, kind: Any
) -> None:
    plan = register.plan()
    take(plan, sheet(tmp_path, ROWS))
    path = tmp_path / f"out.{kind}"
    assert write_plan(SALMA, plan, path, kind, layout) == 4
    outcome = take(plan, path)
    assert (outcome.plan.layout, outcome.plan.problems) == (layout, [])
    assert (outcome.plan.tally.unchanged, outcome.plan.is_change) == (4, False)


@pytest.mark.parametrize("stem", ["Item", "Axis"])
@pytest.mark.parametrize(
    "told",
    [
        ("English", ["الطرق", "Roads"], ("الطرق", "Roads")),
        ("Arabic", ["Roads", "الطرق"], ("الطرق", "Roads")),
        ("English", ["الطرق", ""], ("الطرق", "")),
        ("English", ["Route", "Roads"], ("", "Roads")),
        ("Arabic", ["درب", "الطرق"], ("الطرق", "")),
    ],
)
def test_a_name_without_a_language_stands_beside_that_of_the_other_language(
    register: Register, tmp_path: Path, stem: str, told: tuple[str, list[Any], tuple[str, str]]
) -> None:
    beside, cells, names = told
    plan = register.plan()
    outcome = take(plan, sheet(tmp_path, [[*cells, 100]], (stem, f"{stem} ({beside})", "Weight")))
    assert outcome.plan.problems == []
    [item] = PlanItem.select()
    assert (item.name_ar, item.name_en) == names


def test_a_row_that_is_inserted_pushes_nothing_onto_other_items(register: Register, tmp_path: Path) -> None:
    plan = register.plan()
    take(plan, sheet(tmp_path, [["1", "a"], ["2", "b"]], HEADER[:2]))
    kept = {name: named(name).id for name in "ab"}
    outcome = take(plan, sheet(tmp_path, [["1", "a"], ["2", "new"], ["3", "b"]], HEADER[:2]))
    assert (outcome.plan.tally.new, outcome.plan.tally.unchanged, outcome.plan.problems) == (1, 2, [])
    assert outline(plan) == [("1", "a"), ("2", "new"), ("3", "b")]
    assert {name: named(name).id for name in "ab"} == kept


def test_items_are_moved_renamed_and_left_as_the_sheet_says(register: Register, tmp_path: Path) -> None:
    plan = register.plan()
    take(plan, sheet(tmp_path, [["1", "a"], ["1.1", "b"], ["2", "c"], ["3", "d"]], HEADER[:2]))
    outcome = take(plan, sheet(tmp_path, [["2", "renamed"], ["1", "a"], ["2.1", "e"]], HEADER[:2]))
    assert (outcome.plan.tally.new, outcome.plan.tally.changed, outcome.plan.untouched) == (1, 2, 2)
    assert outline(plan) == [("1", "renamed"), ("1.1", "e"), ("2", "d"), ("3", "a"), ("3.1", "b")]


def test_what_is_wrong_is_told_at_its_cell_and_enters_nothing(register: Register, tmp_path: Path) -> None:
    header = ("Code", "Stands under", "Item", "Sectors", "Areas", "SDG", "Budget", "Start date", "End date")
    rows: list[list[Any]] = [
        ["1", "", "a", "Astrology", "", "", "", "", ""],
        ["2", "3", "b", "", "", "", "", "", ""],
        ["3", "2", "c", "", "", "", "", "", ""],
        ["4", "", "", "", "", "", "", "", ""],
        ["5", "", "e", "", "Atlantis", "99.9", "", "", ""],
        ["5", "", "f", "", "", "", "", "", ""],
        ["7", "", "g", "", "", "", 5, "2026-05-01", "2026-04-01"],
        ["1.1", "", "h", "", "", "", "", "", ""],
    ]
    outcome = take(register.plan(), sheet(tmp_path, rows, header))
    assert sorted(told_of(outcome)) == [
        ("plan!A7", "code-twice"), ("plan!B3", "under-itself"), ("plan!B4", "under-itself"),
        ("plan!C5", "name-missing"), ("plan!C8", "currency-missing"), ("plan!C9", "above-wrong"),
        ("plan!D2", "sector-unknown"), ("plan!E6", "area-unknown"), ("plan!F6", "goal-unknown"),
        ("plan!I8", "dates-reversed"),
    ]  # fmt: skip
    assert (outcome.is_written, PlanItem.select().count()) == (False, 0)


def test_what_looks_wrong_is_told_and_entered(register: Register, tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["1", "a", "", "2026-03-01", "2026-04-30", "", ""],
        ["1.1", "b", "", "", "2026-05-31", 5, "USD"],
        ["1.2", "c", "", "", "", 7, "YER"],
    ]
    outcome = take(register.plan(), sheet(tmp_path, rows))
    assert (told_of(outcome, "warning"), outcome.is_written) == ([("plan!E3", "days-outside")], True)
    assert [code for _, code in told_of(outcome, "notice")] == ["mixed-currency"]


def test_items_refer_to_sectors_areas_organisations_and_goals(register: Register, tmp_path: Path) -> None:
    register.organization("NRA")
    header = ("Code", "Item", "Sector", "Area", "Responsible", "Supporting organisations")
    rows: list[list[Any]] = [["1", "a", "WSH; HEA", "Ja'ar; YE121122", "NRA Aid", "NRA; Nobody"],
            ["2", "b", "Health", "all districts", "مكتب المياه", ""]]  # fmt: skip
    plan = register.plan()
    outcome = take(plan, sheet(tmp_path, rows, header))
    assert told_of(outcome, "warning") == [("plan!F2", "supporter-unknown")]
    first, second = named("a"), named("b")
    assert first.organization_id == register.organizations["NRA"].id
    assert (second.organization_id, second.office_ar) == (None, "مكتب المياه")
    assert _listed(first, PlanItemArea, "area", "pcode") == {"YE121121", "YE121122"}
    assert _listed(first, PlanItemSector, "sector", "code") == {"WSH", "HEA"}
    assert _listed(first, PlanItemSupporter, "organization", "id") == {first.organization_id}
    path = tmp_path / "out.xlsx"
    write_plan(SALMA, plan, path)
    assert (take(plan, path).plan.tally.unchanged, _listed(second, PlanItemArea, "area", "pcode")) == (2, set())


def test_a_closed_or_adopted_plan_takes_nosheet(register: Register, tmp_path: Path) -> None:
    path = sheet(tmp_path, ROWS)
    with pytest.raises(Refused, match="PLAN_CLOSED"):
        take(register.plan(phase="CLOSED"), path)
    plan = register.plan("YE1210")
    register.item(plan, "Water")
    adopt(SALMA, plan, date(2026, 1, 1))
    with pytest.raises(Refused, match="PLAN_FROZEN"):
        take(Plan.get_by_id(plan.id), path)


def test_an_import_is_taken_back_as_a_whole_and_done_again(register: Register, tmp_path: Path) -> None:
    plan = register.plan()
    register.item(plan, "Health")
    before = outline(plan)
    rows: list[list[Any]] = [
        ["1", "Health", "Axis", "", "", 9, "YER"],
        ["2", "Water"],
        ["2.1", "Networks"],
        ["2.1.1", "Trench"],
    ]
    outcome = take(plan, sheet(tmp_path, [[*row, *[""] * (len(HEADER) - len(row))] for row in rows]))
    assert outcome.batch is not None
    after = outline(plan)
    undone = undoing.undo(SALMA, outcome.batch)
    assert (outline(plan), undone.left, named("Health").budget) == (before, [], None)
    undoing.undo(SALMA, undone.batch)
    assert (outline(plan), named("Health").currency) == (after, "YER")


def test_whoever_may_not_publish_proposes_and_an_officer_approves(register: Register, tmp_path: Path) -> None:
    people = people_of(register)
    plan = register.plan(organization=register.organization("NRA").id)
    header = ("Code", "Item", "Responsible", "Sector")
    rows: list[list[Any]] = [["1", "Water", "NRA Aid", "WSH"], ["1.1", "Wells", "NRA Aid", "WSH"]]
    outcome = import_plan(people["partner"], sheet(tmp_path, rows, header), PlanChoices(plan))
    assert outcome.plan.errors == []
    assert (outcome.proposals, outcome.batch, outline(plan)) == (1, None, [])
    approve(people["officer"], Proposal.get())
    assert outline(plan) == [("1", "Water"), ("1.1", "Wells")]
    assert _listed(named("Wells"), PlanItemSector, "sector", "code") == {"WSH"}


def test_an_officer_enters_and_an_auditor_does_not(register: Register, tmp_path: Path) -> None:
    people = people_of(register)
    plan = register.plan()
    path = sheet(tmp_path, ROWS)
    assert import_plan(people["officer"], path, PlanChoices(plan)).batch is not None
    with pytest.raises(Refused, match="FORBIDDEN"):
        import_plan(people["auditor"], path, PlanChoices(plan))


def test_more_rows_cost_no_more_statements(register: Register, tmp_path: Path) -> None:
    header = ("Code", "Item", "Sectors", "Area codes")
    counts = []
    for pcode, many in (("YE1211", 5), ("YE1211", 10), ("YE1210", 150)):
        plan = register.plan(pcode)
        rows: list[list[Any]] = [
            ["1", "axis", "WSH", ""],
            *([f"1.{at}", f"x{at}", "HEA", pcode] for at in range(1, many)),
        ]
        path = sheet(tmp_path, rows, header)
        with told() as entered:
            assert take(plan, path).plan.tally.new == many
        with told() as written:
            write_plan(SALMA, plan, tmp_path / "out.xlsx")
        counts.append((len(entered), len(written)))
    # The first one fills what is kept.
    assert counts[1] == counts[2]
