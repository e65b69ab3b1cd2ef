"""Sheets of a register that a ministry made: read, matched, told at their cells, entered or proposed, taken back."""

from pathlib import Path
from typing import Any

import pytest

from tansiq.exchange.entry_import import EntryChoices, EntryOutcome, import_entries, lines
from tansiq.exchange.export.entry_sheet import write_entries
from tansiq.models import Choice, Entry, FieldDefinition, TypeDefinition
from tansiq.platform import clock
from tansiq.records import changes, undoing
from tests.definitions import field, record_type
from tests.fivew import csv_file
from tests.people import SALMA
from tests.register import Register
from tests.tansiq.exchange.wells import ROWS, Wells, told


def test_rows_become_entries_with_the_values_of_each_type(register: Register, tmp_path: Path) -> None:
    wells = Wells()
    outcome = wells.take(wells.sheet(tmp_path))
    assert (told(outcome), outcome.is_written, outcome.plan.tally.new) == ([], True, 3)
    assert wells.held("wellName") == ["Bir al-Kawd", "Bir Amran", "Bir Zinjibar"]
    assert wells.held("depth") == [40, 52, None]
    assert wells.held("state") == ["WORKS", "BROKEN", None]
    assert wells.held("uses") == [["DRINKING", "CATTLE"], None, ["CATTLE"]]
    assert wells.held("dugOn") == ["1975-03-01", "2021-11-30", None]
    areas = [row.area_id for row in Entry.select().order_by(Entry.id)]
    assert areas == [register.areas[pcode].id for pcode in ("YE1211", "YE1211", "YE1210")]


def test_the_same_file_twice_changes_nothing(register: Register, tmp_path: Path) -> None:
    wells = Wells()
    sheet = wells.sheet(tmp_path)
    wells.take(sheet)
    again = wells.take(sheet)
    assert (again.plan.tally.unchanged, again.plan.is_change, again.batch) == (3, False, None)


@pytest.mark.parametrize(
    "header",
    [
        ("اسم البئر", "المديرية", "العُمق (م)", "حالة البئر"),
        ("wellName", "district", "depth", "state"),
        ("extra.{0}", "District", "extra.{1}", "Class (extra.{2})"),
        ("NAME", "المديرية", "Depth - metres (m)", "STATE *"),
    ],
)
def test_columns_are_found_by_label_key_or_number(register: Register, tmp_path: Path, header: tuple[str, ...]) -> None:
    wells = Wells()
    numbers = [wells.fields[key].number for key in ("wellName", "depth", "state")]
    named = [text.format(*numbers) for text in header]
    outcome = wells.take(wells.sheet(tmp_path, [["بئر الكود", "خنفر", "٤٠٫٥", "works"]], named))
    assert told(outcome) == []
    assert (wells.held("wellName"), wells.held("depth"), wells.held("state")) == (["بئر الكود"], [40.5], ["WORKS"])


def test_a_key_that_a_field_had_still_names_its_column(register: Register, tmp_path: Path) -> None:
    wells = Wells()
    renamed = FieldDefinition.get_by_id(wells.fields["depth"].id)
    renamed.key, renamed.label_en = "deepness", "How deep"
    changes.save(SALMA, renamed)
    wells.take(wells.sheet(tmp_path, [["Bir", "Khanfar", 7]], ("Name", "District", "depth")))
    assert wells.held("depth") == [7]


def test_columns_that_nobody_knows_and_that_nobody_fills_are_told(register: Register, tmp_path: Path) -> None:
    wells = Wells()
    wells.field("twice", "CALCULATED", label_en="Twice the depth", formula=f"${{{wells.fields['depth'].number}}} * 2")
    header = ("Name", "District", "Twice the depth", "Colour")
    outcome = wells.take(wells.sheet(tmp_path, [["Bir", "Khanfar", 14, "blue"]], header))
    assert (outcome.plan.not_kept, outcome.plan.unknown_columns) == (["Twice the depth"], ["Colour"])
    assert "Not understood: Colour" in "\n".join(lines(outcome.plan))


WRONG: list[tuple[str, Any, str]] = [
    ("Depth (m)", "deep", "not-a-number"),
    ("Depth (m)", -1, "negative"),
    ("Depth (m)", "NaN", "not-a-number"),
    ("Depth (m)", "1.234", "ambiguous-number"),
    ("Users", "2.5", "whole-number"),
    ("Users", 2**53, "out-of-range"),
    ("Users", "9007199254740993", "too-large"),
    ("State", "Works; Broken", "unknown-word"),
    ("State", "DRINKING", "unknown-word"),
    ("Uses", "Drinking; Swimming", "unknown-word"),
    ("Dug on", "31/02/2020", "no-such-day"),
    ("Dug on", "03/04/2020", "ambiguous-date"),
    ("Last seen in", "Ramadan", "month-wanted"),
    ("Last seen in", "2026-03-15", "month-wanted"),
    ("Fenced", "perhaps", "unknown-word"),
    ("Intake", "45", "point-wanted"),
    ("Intake", "95.5, 45", "out-of-range"),
    ("Keeper", "Nobody's Relief", "reference-unknown"),
    ("Name", "x" * 501, "too-long"),
    ("District", "Atlantis", "district-unknown"),
    ("Dug on", "#REF!", "cell-error"),
]


@pytest.mark.parametrize(("header", "value", "code"), WRONG)
def test_what_is_wrong_is_told_at_its_cell(
    register: Register, tmp_path: Path, header: str, value: Any, code: str
) -> None:
    wells = Wells()
    given = {"Name": "Bir", "District": "Khanfar", header: value}
    outcome = wells.take(wells.sheet(tmp_path, [list(given.values())], list(given)))
    address = f"wells!{'ABC'[list(given).index(header)]}2"
    assert [cell for cell, _ in told(outcome)] == [address]
    assert told(outcome)[0][1] in (code, "place-unknown")
    assert (outcome.is_written, Entry.select().count()) == (False, 0)


@pytest.mark.parametrize(
    ("key", "header", "text", "held"),
    [
        ("seen", "Last seen in", "مارس ٢٠٢٦", "2026-03"),
        ("seen", "Last seen in", "2026-03", "2026-03"),
        ("intake", "Intake", "١٣٫٢، ٤٥٫٣", [13.2, 45.3]),
        ("intake", "Intake", "13.2 45.3", [13.2, 45.3]),
        ("isFenced", "Fenced", "نعم", True),
        ("isFenced", "Fenced", "no", False),
        ("users", "Users", "1,200", 1200),
        ("users", "Users", str(2**53 - 1), 2**53 - 1),
        ("dugOn", "Dug on", "5 Ramadan 1447", "2026-02-22"),
        ("uses", "Uses", "جواب CATTLE، جواب DRINKING", ["DRINKING", "CATTLE"]),
        ("remarks", "Remarks", "one\ntwo\u202e", "one\ntwo"),
        ("wellName", "Name", f"{'a' * 300}\0b\u202e", f"{'a' * 300} b"),
        ("state", "State", "n/a", None),
    ],
)
@pytest.mark.usefixtures("register")
def test_values_are_read_in_every_spelling(tmp_path: Path, key: str, header: str, text: str, held: Any) -> None:
    wells = Wells()
    given = {"Name": "Bir", "District": "Khanfar", header: text}
    outcome = wells.take(wells.sheet(tmp_path, [list(given.values())], list(given)))
    assert (told(outcome), wells.held(key)) == ([], [held])


def test_a_place_that_is_not_found_is_told_at_the_level_that_is_wrong(register: Register, tmp_path: Path) -> None:
    wells = Wells()
    header = ("Name", "Governorate", "District", "Area code")
    rows = [
        ["a", "Abyan", "Atlantis", ""],
        ["b", "", "", "YE9"],
        ["c", "Abyan", "Khanfar", ""],
        ["d", "", "", "YE1210"],
    ]
    outcome = wells.take(wells.sheet(tmp_path, rows, header), good_rows_only=True)
    assert [cell for cell, _ in told(outcome)] == ["wells!C2", "wells!D3"]
    assert [row.area_id for row in Entry.select()] == [register.areas[pcode].id for pcode in ("YE1211", "YE1210")]


def test_organisations_are_named_by_name_acronym_or_registration_number(register: Register, tmp_path: Path) -> None:
    wells = Wells()
    known = register.organization("NRA", registration_number="٧٧-12")
    other = register.organization("ADR")
    rows = [["a", "Khanfar", "NRA", other.name_en], ["b", "Khanfar", "77-12", "adr"]]
    outcome = wells.take(wells.sheet(tmp_path, rows, ("Name", "District", "Organisation", "Keeper")))
    assert told(outcome) == []
    assert [row.organization_id for row in Entry.select()] == [known.id, known.id]
    assert wells.held("keeper") == [other.id, other.id]


def test_a_retired_answer_stays_where_it_is_and_is_not_given_anew(register: Register, tmp_path: Path) -> None:
    wells = Wells()
    wells.take(wells.sheet(tmp_path))
    broken = Choice.get(Choice.code == "BROKEN")
    broken.retired_on = clock.today()
    changes.save(SALMA, broken)
    path = tmp_path / "out.csv"
    write_entries(SALMA, wells.kind, path, "csv")
    assert wells.take(path).plan.tally.unchanged == 3
    path.write_text(path.read_text("utf-8-sig").replace("Works", "Broken"), "utf-8-sig")
    assert [code for _, code in told(wells.take(path))] == ["unknown-code"]


def test_an_import_is_undone_as_a_whole_and_may_come_again(register: Register, tmp_path: Path) -> None:
    wells = Wells()
    sheet = wells.sheet(tmp_path)
    batch = wells.take(sheet).batch
    assert batch is not None
    undoing.undo(SALMA, batch)
    assert wells.held("wellName") == []
    assert wells.take(sheet).plan.tally.new == 3


def test_good_rows_are_entered_where_that_is_chosen(register: Register, tmp_path: Path) -> None:
    wells = Wells()
    sheet = wells.sheet(tmp_path, [*ROWS, ["Bad", "Khanfar", "deep", "", "", ""]])
    assert (wells.take(sheet).is_written, wells.held("wellName")) == (False, [])
    assert wells.take(sheet, good_rows_only=True).is_written
    assert len(wells.held("wellName")) == 3


def test_rows_of_an_owner_name_it_in_a_column(register: Register, tmp_path: Path) -> None:
    wells = Wells()
    wells.take(wells.sheet(tmp_path))
    parts = Rows(wells.kind)
    well = Entry.select().order_by(Entry.id).first()
    header = ("wells", "Part")
    rows = [[f"#{well.id}", "Pump"], [f"#{well.id}", "Pipe"], ["#999", "Lid"]]
    outcome = parts.take(csv_file(tmp_path, rows, header, "wells.csv"), good_rows_only=True)
    assert told(outcome) == [("wells!A4", "reference-unknown")]
    owned = list(Entry.select().where(Entry.record_type == parts.kind.id))
    assert [row.owner_id for row in owned] == [well.id, well.id]


def test_500_rows_with_faults_go_in_and_come_back_unchanged(register: Register, tmp_path: Path) -> None:
    wells = Wells()
    rows = [
        [f"Bir {at}", "خنفر" if at % 2 else "Zinjibar", at if at % 50 else "deep", "Works", "", ""] for at in range(500)
    ]
    outcome = wells.take(wells.sheet(tmp_path, rows), good_rows_only=True)
    assert (len(told(outcome)), outcome.plan.tally.new) == (10, 490)
    path = tmp_path / "out.xlsx"
    assert write_entries(SALMA, wells.kind, path) == 490
    back = wells.take(path)
    assert (back.plan.problems, back.plan.tally.unchanged, back.plan.is_change) == ([], 490, False)


class Rows:
    """The parts of a well: a record type whose entries are rows of wells."""

    def __init__(self, owner: TypeDefinition) -> None:
        self.kind = record_type(
            "parts", owner_table="entry", owner_type=owner.id, has_area=False, has_organization=False
        )
        field("partName", "TEXT", "entry", record_type=self.kind.id, label_en="Part")

    def take(self, path: Path, **choices: Any) -> EntryOutcome:
        return import_entries(SALMA, path, EntryChoices(self.kind, **choices))
