"""A workbook of items of a plan through the pages: chosen, understood, compared, entered, taken back, saved again."""

import io
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from admin.plans import plan_report
from tansiq.models import ImportRun, PlanItem
from tansiq.plans.versions import adopt
from tansiq.platform.typesetting import typeset
from tests.admin.conftest import Reader
from tests.admin.imports.steps import do, last, page
from tests.fivew import csv_file
from tests.people import SALMA
from tests.register import Register
from tests.statements import told
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
    # The code stands in a column of its own, and not behind the name once more.
    assert shown.count(">1.1<") == 1
    assert "Items of a plan" in salma.get("imports/").text
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


def test_whoever_sends_a_workbook_chooses_among_plans_they_may_change_for_the_same_few_statements(
    nadia: Reader, khaled: Reader, register: Register
) -> None:
    register.plan("YE1927", name_en="Elsewhere")
    register.plan("YE1927", name_en="Of the relief", organization=register.organization("NRA").id)
    counts = []
    for number in range(5):
        register.plan("YE1211", name_en=f"Plan {number}")
        with told() as statements:
            page = nadia.get("imports/new/").text
        counts.append(len(statements))
    assert counts[-1] == counts[1]
    assert re.findall(r">(Plan \d|Elsewhere|Of the relief)</option>", page) == [f"Plan {at}" for at in (4, 3, 2, 1, 0)]
    assert re.findall(r">(Plan \d|Elsewhere|Of the relief)</option>", khaled.get("imports/new/").text) == [
        "Of the relief"
    ]


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


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_plan_is_saved_as_a_report_with_budgets_and_timetable(
    salma: Reader, register: Register, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    plan = register.plan()
    water = register.item(plan, "Water", name_ar="المياه", starts_on=date(2026, 1, 1), ends_on=date(2026, 6, 30))
    register.item(plan, "Wells", water, budget=5, currency="USD", own_code="W-1")
    given = dict[str, Any]()

    def heard(template: str, data: Any, pictures: Any, kind: str) -> bytes:
        given.update(data)
        return typeset(template, data, pictures, kind)

    monkeypatch.setattr(plan_report, "typeset", heard)
    salma.post("language/", language=language)
    with salma.client.session_transaction() as session:
        session["language"] = language
    answer = salma.get(f"plan/report/?id={plan.id}")
    assert (answer.mimetype, answer.data[:5]) == ("application/pdf", b"%PDF-")
    assert [(row["code"], row["depth"]) for row in given["rows"]] == [("1", 0), ("W-1", 1)]
    assert (given["budgets"], len(given["periods"])) == ([("USD", "5")], 12)
    assert (given["rows"][0]["first"], given["rows"][0]["last"], given["rows"][1]["first"]) == (0, 5, -1)


def test_no_workbook_is_taken_for_an_adopted_plan(salma: Reader, register: Register, tmp_path: Path) -> None:
    plan = register.plan()
    register.item(plan, "Water")
    adopt(SALMA, plan, date(2026, 1, 1))
    sent = io.BytesIO(csv_file(tmp_path, ROWS, HEADER).read_bytes())
    answer = salma.post("imports/new/", "imports/new/", file=(sent, "5w.csv"), plan=plan.id)
    assert "The plan is adopted" in answer.text
    assert not ImportRun.select().exists()
    assert "imports/new/?plan=" not in salma.get(f"plan/details/?id={plan.id}").text
