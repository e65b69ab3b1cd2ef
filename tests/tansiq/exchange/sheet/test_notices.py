"""What the head of a sheet makes us tell: personal columns, doubled ones, and headers that their values belie."""

from pathlib import Path
from typing import Any

from tansiq.exchange.sheet.understand import UnderstoodSheet, understand
from tests.tansiq.exchange.making import csv_file, csv_text


def _table(folder: Path, rows: list[list[Any]]) -> UnderstoodSheet:
    return understand(csv_file(folder, csv_text(rows)))


def _told(table: UnderstoodSheet) -> list[tuple[str, str, str, str]]:
    return [(notice.address, notice.value, notice.severity, notice.code) for notice in table.notices]


def test_contacts_are_recognised_left_out_and_said_to_be(tmp_path: Path) -> None:
    header = ["Organisation", "District", "Focal point", "هاتف", "Email"]
    table = _table(tmp_path, [header, ["Relief", "Aden", "A. Person", "700", "a@b.c"]])
    assert _told(table) == [
        ("made!C1", "Focal point", "notice", "personal"),
        ("made!D1", "هاتف", "notice", "personal"),
        ("made!E1", "Email", "notice", "personal"),
    ]
    row = next(iter(table.rows()))
    assert [row.value(name) for name in ("contact_name", "contact_phone", "contact_email")] == [None] * 3


def test_a_second_column_of_the_same_field_is_not_read_and_told(tmp_path: Path) -> None:
    table = _table(tmp_path, [["Organisation", "District", "Department"], ["Relief", "Aden", "Lahj"]])
    assert _told(table) == [("made!C1", "Department", "warning", "doubled-column")]
    assert next(iter(table.rows())).value("adm2_name") == "Aden"


def test_a_title_that_holds_area_codes_is_no_title(tmp_path: Path) -> None:
    codes = [[f"TD{i:02}", "Relief", "Barh"] for i in range(1, 4)]
    table = _table(tmp_path, [["Title", "Organisation", "Province"], *codes])
    assert _told(table) == [("made!A1", "Title", "warning", "holds-codes")]
    assert [column.header for column in table.unmapped] == ["Title"]


def test_a_person_may_say_that_it_is_one_all_the_same(tmp_path: Path) -> None:
    path = csv_file(tmp_path, csv_text([["Title", "Organisation"], *[[f"TD0{i}", "Relief"] for i in range(4)]]))
    assert understand(path, mapping={"Title": "title"}).notices == []


def test_a_column_of_codes_under_the_name_of_a_level_is_read_as_its_codes(tmp_path: Path) -> None:
    codes = [["Relief", "Water", f"YE121{i}"] for i in range(3)]
    table = _table(tmp_path, [["Organisation", "Sector", "District"], *codes])
    assert _told(table) == [("made!C1", "District", "notice", "holds-codes")]
    assert [row.value("adm2_pcode") for row in table.rows()] == ["YE1210", "YE1211", "YE1212"]
