"""Answers that are retired and fields that are renamed touch no row, and files go on saying the same."""

from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tansiq.exchange.export.entry_sheet import write_entries
from tansiq.models import Choice, Entry, FieldDefinition, HistoryEntry, data_stamps
from tansiq.platform import clock
from tansiq.records import bulk, changes
from tests.admin.conftest import Reader
from tests.definitions import name_of
from tests.people import SALMA
from tests.register import Register
from tests.tansiq.exchange.wells import Wells, told

MANY = 1_000


@pytest.fixture
def wells(register: Register) -> Wells:
    """A thousand wells that are all broken."""
    wells = Wells()
    area = register.areas["YE1211"].id
    said = {name_of(wells.fields["state"]): "BROKEN", name_of(wells.fields["uses"]): ["DRINKING", "FIELDS"]}
    named = [{**said, name_of(wells.fields["wellName"]): f"Bir {number}"} for number in range(MANY)]
    rows = [Entry.of({"record_type": wells.kind.id, "area": area, **values}) for values in named]
    with changes.together():
        bulk.enter(SALMA, rows)
    return wells


def _rows() -> list[tuple[Any, ...]]:
    """All that is stored of entries, as it is."""
    return list(iter(Entry.select().order_by(Entry.id).tuples().execute()))


def _files(salma: Reader, wells: Wells, folder: Path) -> list[Any]:
    """What every way out says: the sheet as CSV and as a workbook, the list as the page saves it."""
    write_entries(SALMA, wells.kind, folder / "wells.csv", "csv")
    write_entries(SALMA, wells.kind, folder / "wells.xlsx", "xlsx")
    sheet = load_workbook(folder / "wells.xlsx").worksheets[0]
    columns = "+".join(name_of(wells.fields[key]) for key in ("wellName", "state", "uses"))
    page = salma.get(f"entry/export/csv/?type=wells&columns={columns}&sort={name_of(wells.fields['wellName'])}")
    return [(folder / "wells.csv").read_bytes(), list(sheet.iter_rows(values_only=True)), page.text]


def _retire(code: str) -> None:
    choice = Choice.get(Choice.code == code)
    choice.retired_on = clock.today()
    changes.save(SALMA, choice)


def test_an_answer_that_a_thousand_rows_give_is_retired_and_no_file_shifts(
    salma: Reader, wells: Wells, tmp_path: Path
) -> None:
    before, rows = _files(salma, wells, tmp_path), _rows()
    assert [str(one).count("Broken") for one in before] == [MANY] * 3
    for code in ("BROKEN", "FIELDS"):
        _retire(code)
    after = _files(salma, wells, tmp_path)
    assert [one == other for one, other in zip(before, after, strict=True)] == [True] * 3
    assert _rows() == rows
    for name in ("wells.csv", "wells.xlsx"):
        outcome = wells.take(tmp_path / name)
        assert (told(outcome), outcome.plan.tally.unchanged, outcome.plan.is_change) == ([], MANY, False)


def test_a_field_that_is_renamed_touches_no_row_and_yesterday_s_file_comes_back(
    salma: Reader, wells: Wells, tmp_path: Path
) -> None:
    _files(salma, wells, tmp_path)
    rows, entries = _rows(), HistoryEntry.select().where(HistoryEntry.record_type == "entry").count()
    stamp = data_stamps.stamps()["entry"]
    for key in ("state", "wellName", "uses"):
        one = FieldDefinition.get_by_id(wells.fields[key].id)
        one.key, one.label_en, one.label_ar = f"{key}Now", f"{one.label_en} now", f"{one.label_ar} الآن"
        changes.save(SALMA, one)
    assert (_rows() == rows, data_stamps.stamps()["entry"]) == (True, stamp)
    assert HistoryEntry.select().where(HistoryEntry.record_type == "entry").count() == entries
    for name in ("wells.csv", "wells.xlsx"):
        outcome = wells.take(tmp_path / name)
        assert (told(outcome), outcome.plan.tally.unchanged, outcome.plan.is_change) == ([], MANY, False)
    by_key = wells.sheet(tmp_path, [["Bir 7", "Khanfar", "Works"]], ("wellName", "District", "state"))
    assert wells.take(by_key).plan.tally.changed == 1
    assert "State now" in _files(salma, wells, tmp_path)[2]
