"""Administrative units from a workbook: read in either language, told at their cells, and the same twice."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from tansiq.exchange.export.unit_sheet import write_unit_template
from tansiq.exchange.units_import import UnitChoices, UnitsOutcome, import_units
from tansiq.language.words import speaking
from tansiq.models import Batch, HistoryEntry, Unit
from tansiq.records import changes
from tansiq.records.undoing import undo
from tests.people import SALMA
from tests.register import Register

ENGLISH = ("Unit code", "Arabic name", "English name", "Kind of unit", "Unit above", "Area code", "From", "Until")
ARABIC = (
    "رمز الوحدة",
    "الاسم العربي",
    "الاسم الإنجليزي",
    "نوع الوحدة",
    "الوحدة التي تتبعها",
    "رمز المنطقة",
    "من",
    "حتى",
)
ROWS: list[tuple[Any, ...]] = [
    ("T-1", "بلدية جعار", "Ja'ar", "Municipality", "G-1", "YE121121", date(2020, 1, 1), None),
    ("G-1", "محافظة أبين", "Abyan", "محافظة", None, "YE12", None, None),
    (None, "مكتب الخدمات", "Services", "OFFICE", "محافظة أبين", "Khanfar", None, "31/12/2026"),
]


def _book(folder: Path, rows: Sequence[Sequence[Any]], header: Sequence[str] = ENGLISH) -> Path:
    book = Workbook()
    page = book.active
    assert page is not None
    page.title = "Units"
    for row in (header, *rows):
        page.append(list(row))
    path = folder / "units.xlsx"
    book.save(path)
    return path


def _taken(path: Path, **choices: Any) -> UnitsOutcome:
    with speaking("en"):
        return import_units(SALMA, path, UnitChoices(**choices))


def _told(outcome: UnitsOutcome) -> list[tuple[str, str]]:
    return [(problem.address, problem.code) for problem in outcome.plan.problems if problem.severity == "error"]


def _tree() -> dict[str, str | None]:
    rows = {row.id: row for row in Unit.select()}
    return {row.name_en: rows[row.parent_id].name_en if row.parent_id else None for row in rows.values()}


@pytest.mark.parametrize("header", [ENGLISH, ARABIC])
def test_units_are_read_wherever_the_one_above_stands(
    register: Register, tmp_path: Path, header: tuple[str, ...]
) -> None:
    outcome = _taken(_book(tmp_path, ROWS, header))
    assert _told(outcome) == []
    assert _tree() == {"Abyan": None, "Ja'ar": "Abyan", "Services": "Abyan"}
    town, office = (Unit.get(Unit.name_en == name) for name in ("Ja'ar", "Services"))
    facts = (town.code, town.name_ar, town.unit_kind, town.area_id, town.starts_on)
    assert facts == ("T-1", "بلدية جعار", "MUNICIPALITY", register.areas["YE121121"].id, date(2020, 1, 1))
    assert (office.unit_kind, office.area_id, office.ends_on) == (
        "OFFICE",
        register.areas["YE1211"].id,
        date(2026, 12, 31),
    )
    assert {entry.face for entry in HistoryEntry.select().where(HistoryEntry.record_type == "unit")} == {"IMPORT"}


def test_again_nothing_changes_and_what_differs_does(register: Register, tmp_path: Path) -> None:
    _taken(_book(tmp_path, ROWS))
    before = HistoryEntry.select().count()
    again = _taken(_book(tmp_path, ROWS))
    assert (again.plan.tally.unchanged, again.plan.is_change, again.batch) == (3, False, None)
    assert HistoryEntry.select().count() == before
    rows = [*ROWS[1:], ("T-1", "بلدية جعار", "Ja'ar town", "Municipality", "G-1", "YE121121", date(2020, 1, 1), None)]
    changed = _taken(_book(tmp_path, rows))
    assert (changed.plan.tally.new, changed.plan.tally.changed, changed.plan.tally.unchanged) == (0, 1, 2)
    assert Unit.get(Unit.code == "T-1").name_en == "Ja'ar town"


def test_it_is_taken_back_as_a_whole(register: Register, tmp_path: Path) -> None:
    outcome = _taken(_book(tmp_path, ROWS))
    assert outcome.batch is not None
    assert not undo(SALMA, outcome.batch).left
    assert not Unit.select().where(Unit.archived_at.is_null()).exists()


def test_a_dry_run_writes_nothing(register: Register, tmp_path: Path) -> None:
    outcome = _taken(_book(tmp_path, ROWS), is_dry=True)
    assert (outcome.plan.tally.new, outcome.is_written) == (3, False)
    assert not Unit.select().exists()
    assert not Batch.select().exists()


def test_every_fault_is_told_at_its_cell_and_keeps_the_file_out(register: Register, tmp_path: Path) -> None:
    register.unit("Twin")
    register.unit("Twin", pcode="YE12")
    rows = [
        ("A", None, "Circle one", "OFFICE", "B", "YE12", None, None),
        ("B", None, "Circle two", "OFFICE", "A", "YE12", None, None),
        ("C", None, "Nowhere", "OFFICE", "Z-9", "YE12", None, None),
        ("D", None, "Reversed", "OFFICE", None, "YE12", date(2026, 2, 1), date(2026, 1, 1)),
        ("D", None, "Same code", "OFFICE", None, "YE12", None, None),
        ("E", None, "Kindless", "Village", None, "YE12", None, None),
        ("F", None, "Areas", "OFFICE", None, "YE99", None, None),
        ("G", None, "Doubled", "OFFICE", "Twin", "YE12", None, None),
        ("H", None, "Below the wrong", "OFFICE", "F", "YE12", None, None),
        ("I", None, None, "OFFICE", None, "YE12", None, None),
        ("J", None, "Short", "OFFICE", None, "YE12", date(2026, 1, 1), date(2026, 6, 30)),
        ("K", None, "Outlasts", "OFFICE", "J", "YE12", date(2026, 1, 1), None),
    ]
    outcome = _taken(_book(tmp_path, rows))
    assert sorted(_told(outcome)) == sorted(
        [
            ("Units!E2", "circle"),
            ("Units!E3", "circle"),
            ("Units!E4", "above-unknown"),
            ("Units!H5", "dates-reversed"),
            ("Units!A6", "code-twice"),
            ("Units!D7", "unknown-kind"),
            ("Units!F8", "area-unknown"),
            ("Units!E9", "above-doubled"),
            ("Units!E10", "above-wrong"),
            ("Units!B11", "name-missing"),
            ("Units!H13", "outside-parent"),
        ]
    )
    assert not outcome.is_written
    assert Unit.select().count() == 2
    good = _taken(_book(tmp_path, rows), good_rows_only=True)
    assert good.is_written
    assert {"Short"} < set(_tree())
    assert good.plan.tally.wrong == 11


def test_days_that_move_with_those_above_are_entered_in_whatever_order_they_need(
    register: Register, tmp_path: Path
) -> None:
    rows = [
        ("P", None, "Parent", "OFFICE", None, "YE12", None, date(2026, 6, 30)),
        ("C", None, "Child", "OFFICE", "P", "YE12", None, date(2026, 6, 30)),
    ]
    _taken(_book(tmp_path, rows))
    for day in (date(2026, 12, 31), date(2026, 3, 31)):
        moved = [(*row[:7], day) for row in rows]
        assert _told(_taken(_book(tmp_path, moved))) == []
        assert {row.ends_on for row in Unit.select()} == {day}


def test_an_archived_unit_is_not_changed_in_silence(register: Register, tmp_path: Path) -> None:
    changes.archive(SALMA, register.unit("Gone", code="T-1", pcode="YE12"))
    outcome = _taken(_book(tmp_path, [("T-1", None, "Back", "OFFICE", None, "YE12", None, None)]))
    assert _told(outcome) == [("Units!A2", "archived")]


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_template_is_filled_in_and_read(register: Register, tmp_path: Path, language: str) -> None:
    path = tmp_path / "template.xlsx"
    with speaking(language), path.open("wb") as out:
        write_unit_template(out)
    book = load_workbook(path)
    page = book.worksheets[0]
    headers = [cell.value for cell in page[1]]
    assert len(headers) == 8
    page.append(["T-1", "بلدية", "Town", "Municipality" if language == "en" else "البلدية", None, "YE12", None, None])
    book.save(path)
    assert _told(_taken(path)) == []
    assert Unit.get().name_ar == "بلدية"
