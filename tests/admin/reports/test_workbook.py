"""The workbook of a form: at once for a few units, written by the worker for many."""

import io
from pathlib import Path

import pytest
from openpyxl import load_workbook

from admin.reports.page import CELLS_A_SHEET
from tansiq.platform import uploads
from tests.admin.conftest import Reader
from tests.admin.pages.long_files import fetch, order
from tests.filled_forms import municipal_form
from tests.register import Register


def test_a_workbook_of_many_units_is_written_by_the_worker(
    salma: Reader, register: Register, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    municipal = municipal_form(register.unit("Ja'ar"), register.unit("Zinjibar"))
    uploads.use(tmp_path / "uploads", 25)
    address = f"reports/workbook/?form={municipal.form.id}&period={municipal.period().key}"
    monkeypatch.setattr("admin.reports.page.MOST_AT_ONCE", CELLS_A_SHEET)
    assert load_workbook(io.BytesIO(fetch(salma, order(salma, address)).data)).sheetnames == ["Ja'ar", "Zinjibar"]
    with salma.get(f"{address}&unit={municipal.units[1].id}") as answer:
        assert load_workbook(io.BytesIO(answer.data)).sheetnames == ["Zinjibar"]
