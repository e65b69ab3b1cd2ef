"""Sheets of entries that are meant to break, to spy or to run something: each is told at its cell, or does no harm."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from tansiq.exchange.export.entry_sheet import write_entries
from tansiq.exchange.values.problems import Unreadable
from tansiq.faults import Refused
from tansiq.models import Entry
from tansiq.models.extra import MOST_BYTES
from tests.definitions import name_of
from tests.people import SALMA, people_of
from tests.register import Register
from tests.tansiq.exchange.hostile import HEADS, ods, xlsx
from tests.tansiq.exchange.wells import Wells, told

pytestmark = pytest.mark.usefixtures("register")


def _book(folder: Path, rows: Iterable[Iterable[Any]]) -> Path:
    book = Workbook()
    sheet: Any = book.active
    for row in rows:
        sheet.append(list(row))
    book.save(folder / "wells.xlsx")
    return folder / "wells.xlsx"


def test_a_million_claimed_rows_are_read_as_the_few_that_are_there(tmp_path: Path) -> None:
    wells = Wells()
    claimed = "<row r='1048576'><c r='A1048576' t='str'><v> </v></c></row>"
    cells = ("<c t='str'><v>%s</v></c>" * len(HEADS)) % ("x", "x", "Khanfar", "1")
    wells.field("target", "WHOLE", label_en="Targeted")
    outcome = wells.take(xlsx(tmp_path, [f"<row r='2'>{cells}</row>", claimed]))
    assert (outcome.plan.tally.rows, told(outcome)) == (1, [("S!2", "reference-unknown")])


def test_a_row_that_is_repeated_90000_times_is_entered_once(tmp_path: Path) -> None:
    wells = Wells()
    wells.field("target", "WHOLE", label_en="Targeted")
    cell = "<table:table-cell><text:p>%s</text:p></table:table-cell>"
    row = "".join(cell % text for text in ("", "", "Khanfar", "1"))
    outcome = wells.take(
        ods(tmp_path, [f'<table:table-row table:number-rows-repeated="90000">{row}</table:table-row>'])
    )
    assert (outcome.plan.tally.new, outcome.plan.tally.repeated) == (1, 89_999)


def test_a_formula_is_what_it_last_said_and_goes_out_as_text(tmp_path: Path) -> None:
    wells = Wells()
    never = _book(tmp_path, [["Name", "District", "Depth (m)"], ["Bir", "Khanfar", "=1+1"]])
    assert told(wells.take(never)) == [("Sheet!C2", "not-calculated")]
    text = '=HYPERLINK("http://example.org";"x")'
    assert told(wells.take(wells.sheet(tmp_path, [["Bir", "Khanfar", text]], ("Name", "District", "Remarks")))) == []
    assert wells.held("remarks") == [text]
    for kind in ("csv", "xlsx"):
        out = tmp_path / f"out.{kind}"
        write_entries(SALMA, wells.kind, out, kind)
        assert wells.take(out).plan.tally.unchanged == 1
    cells = [cell for row in load_workbook(tmp_path / "out.xlsx").worksheets[0] for cell in row]
    assert {cell.data_type for cell in cells if "HYPERLINK" in str(cell.value)} == {"s"}
    assert ",=HYPER" not in (tmp_path / "out.csv").read_text("utf-8-sig")


@pytest.mark.parametrize("sign", ["\u202e", "\u2066", "\u200f", "\ufeff"])
def test_signs_that_nobody_sees_are_left_out_of_values_and_headers(tmp_path: Path, sign: str) -> None:
    wells = Wells()
    row = [f"Bir{sign} Amran", f"Kh{sign}anfar", f"4{sign}0"]
    assert told(wells.take(wells.sheet(tmp_path, [row], ("Name", "District", f"Depth{sign} (m)")))) == []
    assert (wells.held("wellName"), wells.held("depth")) == (["Bir Amran"], [40])


def test_bytes_that_no_text_holds_are_told_in_a_sentence(tmp_path: Path) -> None:
    wells = Wells()
    with pytest.raises(Unreadable) as refused:
        wells.take(wells.sheet(tmp_path, [["Bir\0", "Khanfar"]], ("Name", "District")))
    assert "no workbook" in str(refused.value)


def test_two_headers_that_fold_alike_are_told(tmp_path: Path) -> None:
    wells = Wells()
    path = wells.sheet(tmp_path, [["Bir", "Khanfar", 4, 5]], ("Name", "District", "Depth (m)", "DEPTH  (M)"))
    outcome = wells.take(path)
    assert told(outcome, "warning") == [("wells!D1", "doubled-column")]
    assert (wells.held("depth"), outcome.plan.unknown_columns) == ([4], ["DEPTH (M)"])


@pytest.mark.parametrize(
    ("header", "value", "code"),
    [
        ("Users", 2**53, "out-of-range"),
        ("Users", -(2**53), "out-of-range"),
        ("Users", "٩٠٠٧١٩٩٢٥٤٧٤٠٩٩٣", "too-large"),
        ("Users", "9" * 400, "too-large"),
        ("Depth (m)", "1e400", "not-a-number"),
        ("Depth (m)", "NaN", "not-a-number"),
        ("Depth (m)", "-inf", "not-a-number"),
        ("Depth (m)", "Infinity", "not-a-number"),
        ("State", "DRINKING", "unknown-word"),
        ("State", "WORKS\u202e", None),
        ("Users", "١٢", None),
        ("Users", "۱۲", None),
        ("Depth (m)", "١٢٫٥", None),
    ],
)
def test_numbers_and_answers_that_are_none_are_told_at_their_cell(
    tmp_path: Path, header: str, value: Any, code: str | None
) -> None:
    wells = Wells()
    outcome = wells.take(wells.sheet(tmp_path, [["Bir", "Khanfar", value]], ("Name", "District", header)))
    assert told(outcome) == ([("wells!C2", code)] if code else [])


def test_a_reference_to_a_hidden_record_is_told_as_one_that_is_not_there(register: Register, tmp_path: Path) -> None:
    wells = Wells()
    hidden = register.organization("HID", is_published=False)
    header, people = ("Name", "District", "Organisation", "Keeper"), people_of(register)
    said = []
    for name in (f"#{hidden.id}", hidden.name_en, "#999999", "Nobody at all"):
        outcome = wells.take(wells.sheet(tmp_path, [["Bir", "Khanfar", "NRA", name]], header), people["partner"])
        said.append([(one.address, one.code, str(one.sentence)) for one in outcome.plan.errors])
    assert said == [said[0]] * 4
    assert [(address, code) for address, code, _ in said[0]] == [("wells!D2", "reference-unknown")]


def test_more_than_a_row_may_hold_is_told_in_its_row(tmp_path: Path) -> None:
    wells = Wells()
    names = [f"text {number}" for number in range(4)]
    for number, name in enumerate(names):
        wells.field(f"text{number}", "LONG_TEXT", label_en=name)
    long = "ب" * 10_000
    assert len(long.encode()) * len(names) > MOST_BYTES
    header = ("Name", "District", *names)
    rows = [["Bir", "Khanfar", *[long] * len(names)], ["Ain", "Khanfar", *["short"] * len(names)]]
    outcome = wells.take(wells.sheet(tmp_path, rows, header), good_rows_only=True)
    assert told(outcome) == [("wells!2", "too-long")]
    assert wells.held("wellName") == ["Ain"]


def test_columns_that_no_sheet_may_set_are_not_set(register: Register, tmp_path: Path) -> None:
    wells = Wells()
    other = wells.field("drafted", label_en="Drafted", use_state="DRAFT")
    header = ("Name", "District", "record_type", "version", "archived_at", "extra", name_of(other))
    outcome = wells.take(wells.sheet(tmp_path, [["Bir", "Khanfar", 9, 9, "2020-01-01", '{"1": 2}', "x"]], header))
    [well] = Entry.select()
    assert (well.record_type_id, well.version, well.archived_at) == (wells.kind.id, 1, None)
    assert set(well.extra) == {str(wells.fields["wellName"].number)}
    assert {"record_type", "version", "archived_at", "extra", name_of(other)} <= set(outcome.plan.unknown_columns)


def test_a_mapping_to_what_is_no_column_is_refused(tmp_path: Path) -> None:
    wells = Wells()
    path = wells.sheet(tmp_path, [["Bir", "Khanfar", "x"]], ("Name", "District", "What"))
    for name in ("extra.999999", "record_type", "extra", "targeted", "__class__"):
        with pytest.raises((Unreadable, Refused)):
            wells.take(path, mapping={"What": name})
