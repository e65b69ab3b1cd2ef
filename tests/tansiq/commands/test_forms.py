"""tansiq forms workbook."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook

from tansiq.commands.forms import forms
from tests.filled_forms import FilledForm, municipal_form
from tests.register import Register


@pytest.fixture
def municipal(register: Register) -> FilledForm:
    return municipal_form(register.unit("Ja'ar"), register.unit("Zinjibar"))


def _run(*words: str) -> str:
    return CliRunner().invoke(forms, ["workbook", *words, "--language", "en"]).output


def test_the_workbook_of_all_units_or_of_one_is_written(municipal: FilledForm, tmp_path: Path) -> None:
    out, period = str(tmp_path / "out.xlsx"), municipal.period().key
    assert _run("municipal", period, out).strip() == f"2 sheets are in {out}."
    assert load_workbook(out).sheetnames == ["Ja'ar", "Zinjibar"]
    _run("municipal", period, out, "--unit", "zinjibar")
    assert load_workbook(out).sheetnames == ["Zinjibar"]


def test_what_is_not_there_is_told(municipal: FilledForm, tmp_path: Path) -> None:
    out, period = str(tmp_path / "out.xlsx"), municipal.period().key
    assert "There is no form with this key." in _run("wells", period, out)
    assert "is no period." in _run("municipal", "x", out)
    assert "No such unit fills this form for that period." in _run("municipal", period, out, "--unit", "Nowhere")
