"""Reports by workbook: what is typed into the cells is kept or submitted, and what is wrong is told at its cell."""

from pathlib import Path

import pytest

from tansiq.forms.assigning import assign
from tansiq.models import Report
from tests.filled_forms import BEGINNING, FilledForm, municipal_form
from tests.people import SALMA, clerk
from tests.register import Register
from tests.report_sheets import filled, sent, told, written
from tests.statements import told as statements_of

GOOD = {"vehicles": 12, "working": 8, "waste/DRY": 2.5, "waste/WET": 0.1}


@pytest.fixture
def municipal(register: Register) -> FilledForm:
    return municipal_form(register.unit("Ja'ar"), register.unit("Zinjibar"))


def _kept(form: FilledForm) -> list[tuple[str, dict[str, object]]]:
    keys = {str(one.number): key for key, one in form.items.items()}
    rows = Report.select().where(Report.archived_at.is_null()).order_by(Report.unit)
    return [(row.report_state, {keys[number]: value for number, value in row.extra.items()}) for row in rows]


def test_what_is_filled_in_is_kept_or_submitted_as_chosen(municipal: FilledForm, tmp_path: Path) -> None:
    path = filled(written(SALMA, municipal, tmp_path), municipal, GOOD, {"nil": "The office was closed."})
    told_values = {"vehicles": 12, "working": 8, "waste": {"DRY": 2.5, "WET": 0.1}}
    drafts = sent(SALMA, municipal, path)
    assert (told(drafts), drafts.plan.tally.new) == ([], 2)
    assert _kept(municipal) == [("DRAFT", told_values), ("DRAFT", {})]
    submitted = sent(SALMA, municipal, path, submits=True)
    assert (told(submitted), submitted.plan.tally.changed) == ([], 2)
    assert _kept(municipal) == [("SUBMITTED", told_values), ("SUBMITTED", {})]
    again = sent(SALMA, municipal, path, submits=True)
    assert (again.plan.tally.unchanged, again.plan.is_change, told(again)) == (2, False, [])


def test_a_dry_run_leaves_nothing_behind(municipal: FilledForm, tmp_path: Path) -> None:
    path = filled(written(SALMA, municipal, tmp_path), municipal, GOOD)
    tried = sent(SALMA, municipal, path, is_dry=True)
    assert (tried.plan.tally.new, tried.plan.tally.unchanged, tried.is_written) == (1, 1, False)
    assert told(tried, "notice") == [("nothing-filled", "B2")]
    assert _kept(municipal) == []


def test_versions_are_read_once_however_many_reports_a_workbook_holds(
    municipal: FilledForm, register: Register, tmp_path: Path
) -> None:
    path = filled(written(SALMA, municipal, tmp_path), municipal, GOOD, GOOD)
    sent(SALMA, municipal, path)
    units = [register.unit(name) for name in ("Lawdar", "Mudiyah", "Ahwar")]
    assign(SALMA, municipal.form, units, BEGINNING)
    counts = []
    for _ in (2, 5):
        with statements_of() as statements:
            assert told(sent(SALMA, municipal, path, is_dry=True)) == []
        counts.append(sum('"content"' in text and 'FROM "form_version"' in text for text in statements))
        path = filled(written(SALMA, municipal, tmp_path), municipal, *[GOOD] * 5)
    assert counts[0] == counts[1]


def test_a_clerk_gets_and_sends_the_sheet_of_their_own_unit_alone(municipal: FilledForm, tmp_path: Path) -> None:
    samir = clerk(municipal.units[0].id, account_id=None)
    other = filled(written(SALMA, municipal, tmp_path), municipal, {}, GOOD)
    assert [code for code, _ in told(sent(samir, municipal, other))] == ["forbidden"]
    own = filled(written(samir, municipal, tmp_path), municipal, GOOD)
    assert told(sent(samir, municipal, own, submits=True)) == []
    assert [state for state, _ in _kept(municipal)] == ["SUBMITTED"]
