"""A workbook of reports on its way: compared for what it is sent for, entered as one batch, taken back."""

import io
from pathlib import Path

import orjson
import pytest
from openpyxl import load_workbook

from tansiq.accounts.people import enter_person
from tansiq.faults import Refused
from tansiq.forms.filling import keep
from tansiq.forms.versions import publish
from tansiq.imports import runs, workbook_files
from tansiq.imports.what_is_sent import ReportsOf
from tansiq.models import Account, FieldDefinition, HistoryEntry, ImportRun, Report, UnitPerson
from tansiq.policy.viewer import Viewer
from tests.definitions import item
from tests.filled_forms import FilledForm, municipal_form
from tests.people import SALMA, clerk
from tests.register import Register
from tests.report_sheets import filled, written
from tests.tansiq.imports.run_steps import enter, errors, fresh, standing, tally, wrong_cells

pytestmark = pytest.mark.usefixtures("at_once", "folder")

GOOD = {"vehicles": 12, "working": 8, "waste/DRY": 2.5, "waste/WET": 0.1}

SUBMITTED = ("report_state", "DRAFT", "SUBMITTED")


@pytest.fixture
def municipal(register: Register) -> FilledForm:
    return municipal_form(register.unit("Ja'ar"), register.unit("Zinjibar"))


@pytest.fixture
def samir(municipal: FilledForm) -> Viewer:
    """Whom the worker knows by his account: he fills in for the first unit."""
    account = Account(email="samir@example.org", name="Samir")
    enter_person(SALMA, account, "a long walk", "ANONYMOUS")
    UnitPerson.create(unit=municipal.units[0].id, account=account.id, unit_role="FILLS")
    return clerk(municipal.units[0].id, account_id=account.id)


def _compared(viewer: Viewer, form: FilledForm, path: Path, period: str | None = None) -> ImportRun:
    with path.open("rb") as source:
        return fresh(runs.upload(viewer, source, path.name, ReportsOf(form.form, period)))


def test_reports_are_previewed_submitted_and_taken_back(salma: Viewer, municipal: FilledForm, tmp_path: Path) -> None:
    path = filled(written(salma, municipal, tmp_path), municipal, GOOD, {"nil": "The office was closed."})
    run = _compared(salma, municipal, path)
    assert (run.state, tally(run, "new", "wrong"), standing(Report)) == ("PLANNED", (2, 0), 0)
    told = [(one["unit"]["en"], one["filled"], one["nil"]) for one in orjson.loads(run.report)["new"]]
    assert told == [("Ja'ar", 3, ""), ("Zinjibar", 0, "The office was closed.")]
    run = enter(salma, run)
    assert (runs.state_of(run), {row.report_state for row in Report.select()}) == ("APPLIED", {"SUBMITTED"})
    runs.undo(salma, run)
    assert (runs.state_of(fresh(run)), standing(Report)) == ("UNDONE", 0)
    runs.redo(salma, fresh(run))
    assert (runs.state_of(fresh(run)), standing(Report)) == ("APPLIED", 2)


def test_what_cannot_be_submitted_yet_may_be_kept_as_drafts(
    salma: Viewer, municipal: FilledForm, tmp_path: Path
) -> None:
    run = _compared(salma, municipal, filled(written(salma, municipal, tmp_path), municipal, {"working": 8}))
    assert [cell.partition("!")[2] for cell, _, _ in wrong_cells(run)] == ["D7"]
    marked = workbook_files.marked_of(run.stored)
    assert load_workbook(io.BytesIO(marked.read_bytes())).worksheets[0]["D7"].comment is not None
    runs.choose_deed(salma, run, submits=False)
    run = fresh(run)
    # As a draft nothing is wrong with it.
    assert not marked.exists()
    assert (run.state, tally(run, "new", "wrong")) == ("PLANNED", (1, 0))
    enter(salma, run)
    assert [row.report_state for row in Report.select()] == ["DRAFT"]
    with pytest.raises(Refused):
        runs.choose_deed(salma, fresh(run), submits=True)


def test_what_a_report_loses_is_told_but_for_what_the_sender_does_not_see(
    salma: Viewer, samir: Viewer, municipal: FilledForm, tmp_path: Path
) -> None:
    item(municipal.form, "chief", "TEXT", is_personal=True)
    chief = FieldDefinition.get(FieldDefinition.key == "chief").number
    publish(salma, municipal.form, municipal.period().begins)
    keep(salma, municipal.begun(salma), {**municipal.values(vehicles=10, working=5), chief: "Amal"})
    emptied = filled(written(salma, municipal, tmp_path), municipal, {"working": None})
    assert _told(_compared(salma, municipal, emptied)) == [SUBMITTED, ("working", "5", None)]
    nil = filled(written(samir, municipal, tmp_path), municipal, {"vehicles": None, "working": None, "nil": "Closed."})
    assert _told(_compared(samir, municipal, nil)) == [
        SUBMITTED, ("nil_reason", "", "Closed."), ("vehicles", "10", None), ("working", "5", None),
    ]  # fmt: skip


def _told(run: ImportRun) -> list[tuple[str, object, object]]:
    """What changes of the first report: the name of the column or item, what it was, and what it is to be."""
    told = orjson.loads(run.report)["changed"][0]["changes"]
    return [(one.get("item", {}).get("en", one["field"]), *map(_text, (one["old"], one["new"]))) for one in told]


def _text(value: object) -> object:
    return value["names"][0]["en"] if isinstance(value, dict) else value


def test_a_draft_that_was_changed_since_it_was_looked_at_is_not_written_over(
    salma: Viewer, municipal: FilledForm, tmp_path: Path
) -> None:
    keep(salma, municipal.begun(salma), municipal.values(vehicles=10))
    run = _compared(salma, municipal, filled(written(salma, municipal, tmp_path), municipal, {"vehicles": 12}))
    keep(salma, Report.get(), municipal.values(vehicles=15))
    run = enter(salma, run)
    assert (run.state, "Look at the new preview" in errors(run), Report.get().report_state) == (
        "PLANNED",
        True,
        "DRAFT",
    )
    assert enter(salma, run).state == "APPLIED"


def test_a_rule_that_warns_asks_for_a_reason_which_the_history_keeps(
    salma: Viewer, municipal: FilledForm, tmp_path: Path
) -> None:
    values = {"vehicles": 12, "waste/DRY": 600, "waste/WET": 400}
    run = _compared(salma, municipal, filled(written(salma, municipal, tmp_path), municipal, values))
    assert tally(run, "new", "warned") == (1, 1)
    with pytest.raises(Refused):
        enter(salma, run)
    enter(salma.giving("The landfill was cleared."), run)
    reasons = {entry.reason for entry in HistoryEntry.select().where(HistoryEntry.record_type == "report")}
    assert "The landfill was cleared." in reasons


def test_who_fills_in_for_a_unit_sends_its_reports_and_nothing_else(
    samir: Viewer, municipal: FilledForm, tmp_path: Path
) -> None:
    path = filled(written(samir, municipal, tmp_path), municipal, GOOD)
    run = enter(samir, _compared(samir, municipal, path))
    assert [row.report_state for row in Report.select()] == ["SUBMITTED"]
    runs.undo(samir, run)
    assert standing(Report) == 0
    with pytest.raises(Refused) as refused, path.open("rb") as source:
        runs.upload(samir, source, path.name)
    assert [fault.code for fault in refused.value.faults] == ["FORBIDDEN"]


def test_the_period_that_was_asked_for_is_held_to(salma: Viewer, municipal: FilledForm, tmp_path: Path) -> None:
    path = filled(written(salma, municipal, tmp_path, back=2), municipal, GOOD)
    run = _compared(salma, municipal, path, municipal.period(1).key)
    assert [text.partition(",")[0][:10] for _, text, _ in wrong_cells(run)] == ["This is of"]
    assert tally(_compared(salma, municipal, path, municipal.period(2).key), "new", "wrong") == (1, 0)


def test_a_file_that_is_none_of_reports_is_refused_with_a_way_out(
    salma: Viewer, municipal: FilledForm, tmp_path: Path
) -> None:
    path = tmp_path / "other.csv"
    path.write_text("a,b\n1,2\n")
    run = _compared(salma, municipal, path)
    assert run.state == "FAILED"
    assert "Get the workbook from the page of the form." in errors(run)
