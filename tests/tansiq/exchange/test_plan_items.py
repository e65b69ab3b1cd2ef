"""The items of plans that a sheet names: read by their codes, told where they are not known, written and read again."""

from pathlib import Path

import pytest

from tansiq.exchange.fivew_import import Choices, import_fivew
from tansiq.models import Batch, Commitment, HistoryEntry, Intervention, PlanItem, Proposal
from tansiq.policy.viewer import Viewer
from tansiq.records import changes
from tansiq.records.undoing import undo
from tests.fivew import HEADER, TODAY, csv_file, row, take, told
from tests.people import SALMA, partner
from tests.register import Register
from tests.tansiq.exchange.exported import csv_rows, exported, write_csv
from tests.tansiq.plans.test_coverage_of_items import item_of, plan_of


def _sheet(folder: Path, *codes: str, header: str = "Plan item code", name: str = "5w.csv") -> Path:
    rows = [[*row(Title=f"Work {number}"), code] for number, code in enumerate(codes)]
    return csv_file(folder, rows, (*HEADER, header), name)


def _served() -> list[int | None]:
    return [one.item_id for one in Commitment.select().order_by(Commitment.id)]


@pytest.mark.parametrize(
    "header", ["Plan item code", "Item code", "Code de l'action du plan", "رمز بند الخطة", "كود البند", "رقم البند"]
)
def test_the_column_is_known_by_words_of_three_languages(register: Register, tmp_path: Path, header: str) -> None:
    item = item_of(plan_of(register))
    take(_sheet(tmp_path, item.code, header=header))
    assert _served() == [item.id]
    assert Commitment.get().intervention_id == Intervention.get(Intervention.title_en == "Work 0").id


def test_codes_are_read_alone_with_their_plan_and_in_arabic_digits(register: Register, tmp_path: Path) -> None:
    plan = plan_of(register)
    first, second = item_of(plan, "First"), item_of(plan, "Second")
    take(_sheet(tmp_path, f"p {plan.id}/{first.code}; {second.code}", "٢", ""))
    assert _served() == [first.id, second.id, second.id]


def test_a_code_that_is_not_known_or_stands_in_several_plans_is_told_at_its_cell(
    register: Register, tmp_path: Path
) -> None:
    first, second = plan_of(register), plan_of(register, "YE1927")
    for plan in (first, second):
        item_of(plan)
    outcome = take(_sheet(tmp_path, "9.9", "1", f"P{second.id}/1"), good_rows_only=True)
    column = len(HEADER)
    letter = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[column]
    assert told(outcome) == [(f"5w!{letter}2", "item-unknown"), (f"5w!{letter}3", "item-ambiguous")]
    assert _served() == [PlanItem.get(PlanItem.plan == second.id).id]


def test_an_export_comes_back_and_changes_nothing_and_a_further_code_is_a_change(
    register: Register, tmp_path: Path
) -> None:
    plan = plan_of(register)
    first, second = item_of(plan, "First"), item_of(plan, "Second")
    take(_sheet(tmp_path, first.code))
    path = exported(tmp_path, "csv")
    before = HistoryEntry.select().count()
    assert take(path).plan.tally.unchanged == 1
    assert HistoryEntry.select().count() == before
    header, tags, *rows = csv_rows(path)
    at = header.index("Plan item code")
    assert rows[0][at] == f"P{plan.id}/{first.code}"
    rows[0][at] += f"; {second.code}"
    write_csv(path, [header, tags, *rows])
    assert take(path).plan.tally.changed == 1
    assert _served() == [first.id, second.id]
    # A code that is taken out takes no commitment back.
    rows[0][at] = second.code
    write_csv(path, [header, tags, *rows])
    assert take(path).plan.tally.unchanged == 1
    assert _served() == [first.id, second.id]


def test_the_same_sheet_again_offers_nothing_twice(register: Register, tmp_path: Path) -> None:
    item = item_of(plan_of(register))
    for _time in range(2):
        take(_sheet(tmp_path, item.code))
    assert _served() == [item.id]


def test_an_undone_import_takes_its_commitments_back(register: Register, tmp_path: Path) -> None:
    item = item_of(plan_of(register))
    take(_sheet(tmp_path, item.code))
    undo(SALMA, Batch.select().order_by(Batch.id.desc()).get())
    assert [one.archived_at is None for one in Commitment.select()] == [False]


def test_a_partner_proposes_the_work_with_what_it_serves(register: Register, tmp_path: Path) -> None:
    item, owner = item_of(plan_of(register)), register.organization("NRA", name_en="Nahar Relief")
    owner.home_area_id = register.areas["YE121121"].id
    changes.save(SALMA, owner)
    khaled: Viewer = partner("Khaled", owner.id)
    import_fivew(khaled, _sheet(tmp_path, item.code), Choices(today=TODAY))
    assert _served() == []
    assert Proposal.select().count() == 1
    assert "commitment" in Proposal.get().steps
