"""A workbook of administrative units on its way: looked at, entered as one batch, taken back."""

from collections.abc import Sequence
from pathlib import Path

import orjson
import pytest

from tansiq.exchange.planning.make_units import MOST_UNITS
from tansiq.faults import Refused
from tansiq.imports import jobs, runs
from tansiq.models import Account, HistoryEntry, ImportRun, Notice, Unit
from tansiq.platform.background import Order
from tansiq.policy.viewer import Viewer
from tansiq.records import changes
from tests.definitions import field, rule
from tests.fivew import csv_file
from tests.people import AMIN, SALMA
from tests.register import Register
from tests.tansiq.conftest import People
from tests.tansiq.imports.run_steps import enter, errors, fresh, standing, tally, wrong_cells

pytestmark = pytest.mark.usefixtures("at_once", "folder")

HEADER = ("Unit code", "English name", "Kind of unit", "Unit above", "Area code", "From", "Until")
TOWN: list[object] = ["T-1", "Ja'ar", "Municipality", "G-1", "YE1211", "2020-01-01", ""]
ROWS: list[list[object]] = [TOWN, ["G-1", "Abyan", "Governorate", "", "YE12", "", ""]]


def _compared(
    viewer: Viewer, folder: Path, rows: Sequence[Sequence[object]] = ROWS, header: Sequence[str] = HEADER
) -> ImportRun:
    with csv_file(folder, [list(one) for one in rows], list(header)).open("rb") as source:
        run = fresh(runs.upload(viewer, source, "units.csv", Unit))
    runs.choose_columns(viewer, run, {}, "")
    return fresh(run)


def test_units_are_previewed_entered_and_taken_back(salma: Viewer, register: Register, tmp_path: Path) -> None:
    run = _compared(salma, tmp_path)
    assert (run.state, tally(run, "new", "wrong"), Unit.select().count()) == ("PLANNED", (2, 0), 0)
    told = [
        (one["row"], one["unit"]["en"], one["kind"], [name["en"] for name in one["above"]["names"]], one["starts_on"])
        for one in orjson.loads(run.report)["new"]
    ]
    assert told == [(2, "Ja'ar", "MUNICIPALITY", ["Abyan"], "2020-01-01"), (3, "Abyan", "GOVERNORATE", [], None)]
    run = enter(salma, run)
    assert (runs.state_of(run), standing(Unit)) == ("APPLIED", 2)
    runs.undo(salma, run)
    assert (runs.state_of(fresh(run)), standing(Unit), orjson.loads(fresh(run).left)["count"]) == ("UNDONE", 0, 0)
    runs.redo(salma, fresh(run))
    assert (runs.state_of(fresh(run)), standing(Unit)) == ("APPLIED", 2)


def test_what_changes_is_told_with_its_cell_and_the_names_before_and_after(
    salma: Viewer, register: Register, tmp_path: Path
) -> None:
    enter(salma, _compared(salma, tmp_path))
    run = _compared(salma, tmp_path, [[*TOWN[:3], "G-2", "YE1210", "2021-01-01", ""], ["G-2", "Coast", *ROWS[1][2:]]])
    assert tally(run, "new", "changed", "unchanged") == (1, 1, 0)
    (changed,) = orjson.loads(run.report)["changed"]
    shown = {
        one["field"]: (one["cell"].partition("!")[2], *[_said(value) for value in (one["old"], one["new"])])
        for one in changed["changes"]
    }
    assert shown == {
        "parent": ("D2", "Abyan", "Coast"),
        "area": ("E2", "Khanfar", "Zinjibar"),
        "starts_on": ("F2", "2020-01-01", "2021-01-01"),
    }
    assert changed["intervention"] == Unit.get(Unit.code == "T-1").id


def _said(value: object) -> object:
    return value["names"][0]["en"] if isinstance(value, dict) else value


def test_faults_are_told_at_their_cells_and_the_good_rows_entered_alone(
    salma: Viewer, register: Register, tmp_path: Path
) -> None:
    run = _compared(salma, tmp_path, [*ROWS, ["X", "Nowhere", "Municipality", "Z-9", "YE12", "", ""]])
    assert [(cell.partition("!")[2], count) for cell, _, count in wrong_cells(run)] == [("D4", 1)]
    assert standing(Unit) == 0
    assert enter(salma, run).state == "PLANNED"
    assert (enter(salma, run, good_rows_only=True).state, standing(Unit)) == ("APPLIED", 2)


def test_nothing_is_entered_that_nobody_saw(salma: Viewer, register: Register, tmp_path: Path) -> None:
    enter(salma, _compared(salma, tmp_path))
    run = _compared(salma, tmp_path, [[*TOWN[:1], "Ja'ar town", *TOWN[2:]]])
    town = Unit.get(Unit.code == "T-1")
    town.name_en = "Ja'ar city"
    changes.save(SALMA, town)
    again = enter(salma, run)
    assert (again.state, Unit.get(Unit.code == "T-1").name_en) == ("PLANNED", "Ja'ar city")
    assert "Look at the new preview" in errors(again)
    assert _said(orjson.loads(again.report)["changed"][0]["changes"][0]["old"]) == "Ja'ar city"
    assert enter(salma, again).state == "APPLIED"


def test_of_two_workers_the_second_writes_nothing(salma: Viewer, register: Register, tmp_path: Path) -> None:
    run = _compared(salma, tmp_path)
    ImportRun.update(state="APPLYING").where(ImportRun.id == run.id).execute()

    def overtake(stage: str, _count: int) -> None:
        if stage == "write":
            ImportRun.update(state="APPLIED").where(ImportRun.id == run.id).execute()

    jobs.ALL["apply"](Order("apply", run.id, salma.account_id, "en"), overtake)
    assert not Unit.select().exists()


def test_a_sheet_of_too_many_units_is_not_tried(salma: Viewer, register: Register, tmp_path: Path) -> None:
    run = _compared(salma, tmp_path, [TOWN] * (MOST_UNITS + 1))
    assert (run.state, Unit.select().count()) == ("UNDERSTOOD", 0)
    assert "at most 5000 administrative units" in errors(run)


def test_whoever_sent_it_is_told_of_its_end(salma: Viewer, register: Register, tmp_path: Path) -> None:
    run = enter(salma, _compared(salma, tmp_path))
    told = Notice.select().where(Notice.account == salma.account_id, Notice.record_id == run.id)
    assert {notice.event for notice in told} == {"READY", "ENTERED"}


def test_officers_bring_in_units_of_their_areas_and_are_told_at_the_cells_of_others(
    people: People, register: Register, tmp_path: Path
) -> None:
    nadia = people.nadia
    elsewhere = ["M", "Mukalla", "Municipality", "", "YE1927", "", ""]
    run = _compared(nadia, tmp_path, [*ROWS, elsewhere, ["N", "Nowhere", *elsewhere[2:4], "", "", ""]])
    assert tally(run, "new", "wrong") == (2, 2)
    told = {(cell.partition("!")[2], words) for cell, words, _ in wrong_cells(run)}
    assert told == {("E4", "You enter and change units of your"), ("E5", "This field is required.")}
    assert enter(nadia, run, good_rows_only=True).state == "APPLIED"
    assert {unit.code for unit in Unit.select()} == {"T-1", "G-1"}


def test_whoever_may_not_change_units_sends_none(people: People, register: Register, tmp_path: Path) -> None:
    for viewer in (people.khaled, AMIN):
        with pytest.raises(Refused):
            _compared(viewer, tmp_path)
    assert not ImportRun.select().exists()


def test_whoever_lost_the_right_meanwhile_enters_nothing(people: People, register: Register, tmp_path: Path) -> None:
    nadia = people.nadia
    run = _compared(nadia, tmp_path)
    account = Account.get_by_id(nadia.account_id)
    account.active = False
    changes.save(SALMA, account)
    assert (enter(nadia, run).state, Unit.select().count()) == ("PLANNED", 0)


def test_rules_that_warn_are_told_and_entered_with_a_reason(salma: Viewer, register: Register, tmp_path: Path) -> None:
    staff = field("staff", "WHOLE", table="unit")
    rule("{0} < 100", staff, rule_severity="WARN")
    run = _compared(salma, tmp_path, [[*TOWN[:3], "", *TOWN[4:], 120]], (*HEADER, staff.label_en))
    assert tally(run, "new", "warned") == (1, 1)
    with pytest.raises(Refused, match="NO_REASON"):
        enter(salma, run)
    assert enter(salma.giving("Counted twice."), run).state == "APPLIED"
    assert {entry.reason for entry in HistoryEntry.select().where(HistoryEntry.record_type == "unit")} == {
        "Counted twice."
    }
