"""Reports by workbook through the pages: got at the page of a report, filled, compared, submitted, taken back."""

import html
import io
import re
from pathlib import Path

import pytest
from flask import Flask
from openpyxl import load_workbook

from tansiq.accounts.people import enter_person
from tansiq.forms.filling import keep
from tansiq.imports.struck_previews import forget_previews_of
from tansiq.language.words import speaking
from tansiq.models import Account, ImportRun, Report, UnitPerson
from tests.admin.conftest import PASSWORD, Reader
from tests.admin.imports.steps import do, last, page
from tests.filled_forms import FilledForm, municipal_form
from tests.people import SALMA
from tests.register import Register
from tests.report_sheets import cell, filled, written

GOOD = {"vehicles": 12, "working": 8, "waste/DRY": 2.5, "waste/WET": 0.1}


@pytest.fixture
def municipal(register: Register) -> FilledForm:
    return municipal_form(register.unit("Ja'ar"), register.unit("Zinjibar"))


@pytest.fixture
def samir(application: Flask, nobody: Reader, municipal: FilledForm) -> Reader:
    """Who fills in for the first unit, and does nothing else."""
    made = enter_person(SALMA, Account(email="samir@example.org", name="Samir"), PASSWORD, "ANONYMOUS")
    UnitPerson.create(unit=municipal.units[0].id, account=made.id, unit_role="FILLS")
    return Reader(application.test_client()).become(made)


def _page(form: FilledForm, unit: int = 0) -> str:
    return f"reports/fill/?form={form.form.id}&unit={form.units[unit].id}&period={form.period().key}"


def _links(reader: Reader, address: str) -> list[str]:
    nav = reader.get(address).text.partition('class="sheets"')[2].partition("</nav>")[0]
    return [html.unescape(address) for address in re.findall(r'href="/admin/([^"]+)"', nav)]


def _got(reader: Reader, address: str, folder: Path) -> Path:
    path = folder / "got.xlsx"
    with reader.get(address) as answer:
        assert answer.status_code == 200
        path.write_bytes(answer.data)
    return path


def _sent(reader: Reader, path: Path, address: str) -> ImportRun:
    form = reader.get(address).text
    period = re.search(r'name="period" value="([^"]*)"', form)
    chosen = re.search(r'<option value="(form-[^"]+)" selected', form)
    assert chosen is not None
    assert period is not None
    body = (io.BytesIO(path.read_bytes()), path.name)
    answer = reader.post("imports/new/", "imports/new/", file=body, plan=chosen[1], period=period[1])
    assert answer.status_code == 302
    return last()


def test_a_workbook_is_got_filled_and_submitted_by_who_fills_in(
    samir: Reader, municipal: FilledForm, tmp_path: Path
) -> None:
    workbook, sending = _links(samir, _page(municipal))
    path = filled(_got(samir, workbook, tmp_path), municipal, GOOD)
    assert len(load_workbook(path).worksheets) == 1
    shown = samir.get(sending).text
    assert "5W" not in shown.partition("<main")[2]
    run = _sent(samir, path, sending)
    preview = page(samir, run, "new")
    for text in ("Ja&#39;ar", "1 report", "Compared as reports that are submitted."):
        assert text in preview
    do(samir, run, "enter")
    assert [row.report_state for row in Report.select()] == ["SUBMITTED"]
    again = _sent(samir, path, sending)
    assert "The register holds all of this already" in page(samir, again)
    assert f'href="/admin/{html.escape(_page(municipal))}"' in page(samir, again, "unchanged")
    do(samir, run, "undo")
    assert not Report.select().where(Report.archived_at.is_null()).exists()


def test_faults_stand_at_their_cells_and_drafts_may_be_unfinished(
    salma: Reader, municipal: FilledForm, tmp_path: Path
) -> None:
    keep(SALMA, municipal.begun(SALMA), municipal.values(working=3))
    workbook, sending = _links(salma, f"typedefinition/details/?id={municipal.form.id}")
    path = filled(_got(salma, workbook, tmp_path), municipal, {"working": 8}, {"vehicles": -4, "working": "many"})
    run = _sent(salma, path, sending)
    wrong = page(salma, run, "wrong")
    for text in ("Ja&#39;ar!D7", "Zinjibar!D8", "This field is required.", "This is not a number."):
        assert text in wrong
    assert "Save the workbook with its cells marked" in wrong
    marked = load_workbook(_got(salma, f"imports/marked/?id={run.id}", tmp_path)).worksheets[1]
    assert "This is not a number." in cell(marked, (municipal.number("working"), "")).comment.text
    salma.post("imports/reports/", id=run.id, submits="0")
    shown = page(salma, last(), "changed")
    assert "Compared as drafts, which may be unfinished." in shown
    assert re.search(r"<dt>working .*?D8.*?<del>.*?3.*?</del>.*?<ins>.*?8", shown, re.DOTALL)
    do(salma, last(), "good")
    assert [row.extra for row in Report.select()] == [{str(municipal.number("working")): 8}]


def test_workbooks_are_for_those_who_fill_in(
    samir: Reader, amin: Reader, visitor: Reader, municipal: FilledForm
) -> None:
    workbook = f"reports/workbook/?form={municipal.form.id}&period={municipal.period().key}"
    other = f"{workbook}&unit={municipal.units[1].id}"
    assert samir.get(workbook).status_code == 200
    assert [reader.get(address).status_code for reader, address in ((samir, other), (amin, workbook))] == [404, 404]
    assert visitor.get(workbook).status_code in (302, 404)
    for wrong in ("form=x", f"form={municipal.form.id}&period=2026", f"form={municipal.form.id}&period=x"):
        assert samir.get(f"reports/workbook/?{wrong}").status_code == 404
    assert _links(amin, _page(municipal)) == []


def test_reports_whose_preview_was_forgotten_are_compared_anew(
    salma: Reader, municipal: FilledForm, tmp_path: Path
) -> None:
    workbook, sending = _links(salma, _page(municipal))
    run = _sent(salma, filled(_got(salma, workbook, tmp_path), municipal, GOOD), sending)
    assert f"extra.{municipal.number('waste')}" in run.understanding
    forget_previews_of(municipal.number("waste"), None)
    shown = page(salma, last())
    assert "Compare the rows anew." in shown
    salma.post("imports/reports/", id=run.id, submits="1")
    assert last().state == "PLANNED"


def test_a_workbook_in_arabic_runs_from_right_to_left(municipal: FilledForm, tmp_path: Path) -> None:
    with speaking("ar"):
        path = written(SALMA, municipal, tmp_path)
    sheet = load_workbook(path).worksheets[0]
    told = {cell.value for row in sheet.iter_rows(max_row=6) for cell in row}
    assert sheet.sheet_view.rightToLeft
    assert {"البند", "وحدة القياس", "القيمة"} <= told
