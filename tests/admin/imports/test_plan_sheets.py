"""A workbook of items of a plan through the pages: chosen, understood, compared, entered, taken back, saved again."""

import io
from datetime import date
from pathlib import Path

from openpyxl import load_workbook

from tansiq.models import ImportRun, PlanItem
from tansiq.plans.versions import adopt
from tests.admin.conftest import Reader
from tests.admin.imports.steps import do, last, page
from tests.fivew import csv_file
from tests.people import SALMA
from tests.register import Register
from tests.tansiq.plans.outlines import outline

HEADER = ("رقم البند", "البند", "المديرية", "الميزانية", "العملة")
ROWS: list[list[object]] = [
    ["1", "المياه", "خنفر", "", ""],
    ["1.1", "شبكة جعار", "خنفر", "٥٠٠٠", "USD"],
    ["1.4.1", "بئر الكود", "أطلانتس", "", ""],
]


def _compared(reader: Reader, path: Path, plan_id: int) -> ImportRun:
    sent = io.BytesIO(path.read_bytes())
    assert reader.post("imports/new/", "imports/new/", file=(sent, path.name), plan=plan_id).status_code == 302
    assert 'name="column-B"' in page(reader, last())
    reader.post("imports/columns/", id=last().id, country="")
    return last()


def test_a_workbook_of_items_is_entered_into_the_plan_that_was_chosen_and_taken_back(
    salma: Reader, register: Register, tmp_path: Path
) -> None:
    plan = register.plan(name_ar="خطة خنفر")
    assert f'value="{plan.id}" selected' in salma.get(f"imports/new/?plan={plan.id}").text
    run = _compared(salma, csv_file(tmp_path, ROWS, HEADER), plan.id)
    assert "5w!C4" in page(salma, run, "wrong")
    shown = page(salma, run, "new")
    assert "شبكة جعار" in shown
    assert "The levels are told by the codes of the items." in shown
    assert "2 new items are entered." in salma.get(f"imports/confirm/?id={run.id}&deed=good").text
    do(salma, run, "good")
    assert [code for code, _ in outline(plan)] == ["1", "1.1"]
    assert f"plan/details/?id={plan.id}" in page(salma, run)
    do(salma, run, "undo")
    assert outline(plan) == []
    assert "was taken back" in page(salma, run)
    do(salma, run, "redo")
    assert [code for code, _ in outline(plan)] == ["1", "1.1"]


def test_changes_are_shown_with_old_and_new_value_and_cell(salma: Reader, register: Register, tmp_path: Path) -> None:
    plan = register.plan()
    register.item(plan, "Water", name_ar="المياه")
    run = _compared(salma, csv_file(tmp_path, [["1", "المياه", "خنفر", 700, "YER"]], HEADER), plan.id)
    shown = page(salma, run, "changed")
    assert "5w!D2" in shown
    assert "YER" in shown
    do(salma, run, "enter")
    assert PlanItem.get().currency == "YER"


def test_a_plan_is_saved_as_a_workbook_that_changes_nothing(salma: Reader, register: Register, tmp_path: Path) -> None:
    plan = register.plan()
    register.item(plan, "Wells", register.item(plan, "Water"))
    assert f"imports/new/?plan={plan.id}" in salma.get(f"plan/details/?id={plan.id}").text
    with salma.get(f"plan/workbook/?id={plan.id}") as answer:
        path = tmp_path / "plan.xlsx"
        path.write_bytes(answer.data)
    assert load_workbook(path).worksheets[0]["A4"].value == "1.1"
    assert "The register holds all of this already" in page(salma, _compared(salma, path, plan.id))


def test_no_workbook_is_taken_for_an_adopted_plan(salma: Reader, register: Register, tmp_path: Path) -> None:
    plan = register.plan()
    register.item(plan, "Water")
    adopt(SALMA, plan, date(2026, 1, 1))
    sent = io.BytesIO(csv_file(tmp_path, ROWS, HEADER).read_bytes())
    answer = salma.post("imports/new/", "imports/new/", file=(sent, "5w.csv"), plan=plan.id)
    assert "The plan is adopted" in answer.text
    assert not ImportRun.select().exists()
    assert "imports/new/?plan=" not in salma.get(f"plan/details/?id={plan.id}").text
