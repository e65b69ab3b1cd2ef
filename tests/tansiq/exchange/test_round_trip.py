"""What is exported comes back: an untouched sheet changes nothing, a changed cell changes its record alone."""

import csv
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from peewee import Database

from tansiq import changes, versions
from tansiq.database import db
from tansiq.exchange.columns import EXPORTED
from tansiq.exchange.exporting import Filters, tags
from tansiq.exchange.facts_who import kind_code
from tansiq.exchange.sheets_out import export
from tansiq.exchange.table import understand
from tansiq.exchange.values import read_modality, read_status, read_yes_no
from tansiq.models import HistoryEntry, Intervention, Organization, Partnership, Project, Site
from tansiq.models.site import PEOPLE_PARTS
from tansiq.vocabulary import MODALITIES, ORGANIZATION_KINDS, STATUSES
from tansiq.words import gettext, speaking
from tests.fivew import take, told
from tests.people import NOBODY, SALMA
from tests.register import Register, enter_register

Format = Literal["xlsx", "csv"]
FORMATS: list[Format] = ["xlsx", "csv"]


def _export(folder: Path, kind: Format, **filters: Any) -> Path:
    path = folder / f"out.{kind}"
    export(SALMA, Filters(**filters), path, kind)
    return path


def _cells(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as source:
        return list(csv.reader(source))


def _write(path: Path, rows: list[list[str]]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as out:
        csv.writer(out).writerows(rows)


def _changed(path: Path, row: int, **cells: str) -> Path:
    """The CSV with some cells of a row (1 is the first below the head) replaced; keys are fields."""
    rows = _cells(path)
    for name, text in cells.items():
        rows[row + 1][EXPORTED.index(name)] = text
    _write(path, rows)
    return path


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("kind", FORMATS)
def test_every_column_we_write_is_read_as_itself(
    register: Register, tmp_path: Path, kind: Format, language: str
) -> None:
    register.site(register.intervention("NRA"))
    with speaking(language):
        table = understand(_export(tmp_path, kind))
    assert [column.field for column in table.columns] == list(EXPORTED)
    assert (table.header_row, table.hxl_row, tags()[0]) == (1, 2, "#meta+id")


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("kind", FORMATS)
def test_an_untouched_sheet_changes_nothing(register: Register, tmp_path: Path, kind: Format, language: str) -> None:
    work = register.intervention("NRA", modality="CASH", budget=Decimal("1234567.80"), currency="USD", remarks="a\nb")
    register.site(work, targeted=10, reached=3, latitude=13.2, longitude=45.3055555, is_distinct_people=True)
    register.site(work, "YE19", "IDP")
    with speaking(language):
        path = _export(tmp_path, kind)
    stamps = versions.stamps()
    outcome = take(path)
    assert told(outcome) == []
    assert (outcome.plan.tally.unchanged, outcome.plan.tally.rows) == (2, 2)
    assert versions.stamps() == stamps


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("text", ["\x1f\x1f\x08 water", "\r", "\x1f=1+1", "'=1\x00"])
def test_text_that_no_sheet_can_hold_comes_back_unchanged(
    register: Register, tmp_path: Path, kind: Format, text: str
) -> None:
    # PostgreSQL itself refuses the character zero.
    work = register.intervention("NRA", title_ar=text.replace("\x00", "\x01"), remarks=text.replace("\x00", "\x01"))
    register.site(work, targeted=10)
    outcome = take(_export(tmp_path, kind))
    assert (told(outcome), outcome.plan.tally.unchanged) == ([], 1)


def test_a_changed_cell_changes_its_record_alone(register: Register, tmp_path: Path) -> None:
    work = register.intervention("NRA")
    first, second = register.site(work, targeted=10), register.site(work, "YE121122", targeted=20)
    path = _changed(_export(tmp_path, "csv"), 1, targeted="15", adm3_pcode="YE121001", adm3_name="", adm2_name="",
                    adm2_pcode="")  # fmt: skip
    tally = take(path).plan.tally
    assert (tally.changed, tally.unchanged) == (1, 1)
    stored = Site.get_by_id(first.id)
    assert (stored.targeted, stored.area_id) == (15, register.areas["YE121001"].id)
    assert stored.district_id == register.areas["YE1210"].id
    assert Site.get_by_id(second.id).version == 1


def test_facts_of_the_intervention_change_if_all_its_rows_say_so(register: Register, tmp_path: Path) -> None:
    work = register.intervention("NRA")
    register.site(work)
    register.site(work, "YE121122")
    path = _changed(_export(tmp_path, "csv"), 1, status="Completed", donor="Fund A", organization_acronym="")
    outcome = take(path)
    assert {code for _, code in told(outcome)} == {"rows-contradict"}
    assert [address.split("!")[1][-1] for address, _ in told(outcome)] == ["4", "4", "4"]
    _changed(path, 1, organization_acronym="NRA")
    _changed(path, 2, status="Completed", donor="Fund A")
    assert take(path).plan.tally.changed == 2
    stored = Intervention.get_by_id(work.id)
    assert (stored.status, {site.status for site in Site.select()}) == ("COMPLETED", {"COMPLETED"})
    assert [(part.organization.name_en, part.role) for part in Partnership.select()] == [("Fund A", "FUNDING")]


def test_a_cell_made_empty_empties_the_fact(register: Register, tmp_path: Path) -> None:
    site = register.site(register.intervention("NRA", modality="CASH"), targeted=10)
    take(_changed(_export(tmp_path, "csv"), 1, targeted="", modality=""))
    assert (Site.get_by_id(site.id).targeted, Intervention.get().modality) == (None, None)


def test_an_organisation_is_replaced_by_its_name(register: Register, tmp_path: Path) -> None:
    site, other = register.site(register.intervention("NRA")), register.organization("ADR")
    take(_changed(_export(tmp_path, "csv"), 1, organization_name_ar="", organization_name_en="ADR Aid",
                  organization_acronym="ADR"))  # fmt: skip
    assert Intervention.get().organization_id == Site.get_by_id(site.id).organization_id == other.id
    assert Organization.select().count() == 2


@pytest.mark.parametrize(
    ("cells", "code", "field"),
    [
        ({"record_id": "TQ-UNHEARD00#1"}, "id-unknown", "record_id"),
        ({"status": "Sleeping"}, "unknown-word", "status"),
        ({"ends_on": "2026-02-01"}, "dates-reversed", "ends_on"),
        ({"targeted": "many"}, "not-a-number", "targeted"),
        ({"sector_code": "XYZ", "sector": ""}, "sector-unknown", "sector_code"),
    ],
)
def test_a_bad_cell_of_a_known_record_is_told_and_nothing_written(
    register: Register, tmp_path: Path, cells: dict[str, str], code: str, field: str
) -> None:
    register.site(register.intervention("NRA"))
    entries = HistoryEntry.select().count()
    outcome = take(_changed(_export(tmp_path, "csv"), 1, **cells))
    letter = next(column.letter for column in outcome.table.columns if column.field == field)
    assert told(outcome) == [(f"out!{letter}3", code)]
    assert HistoryEntry.select().count() == entries


def test_one_id_on_two_rows_is_told_at_the_later_one(register: Register, tmp_path: Path) -> None:
    register.site(register.intervention("NRA"))
    path = _export(tmp_path, "csv")
    rows = _cells(path)
    again = list(rows[2])
    again[EXPORTED.index("targeted")] = "9"
    _write(path, [*rows, again])
    assert told(take(path)) == [("out!A4", "id-twice")]


def test_an_archived_record_is_not_changed_by_its_id(register: Register, tmp_path: Path) -> None:
    site = register.site(register.intervention("NRA"))
    path = _export(tmp_path, "csv")
    changes.archive(SALMA, site)
    assert told(take(path)) == [("out!A3", "archived")]


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize(
    "text", ["=1+1", "+967", "-5 m", "@SUM(A1)", "'=x", "''-", "\t=1", "#adm1", "=cmd|' /C calc'!A0"]
)
def test_no_text_of_ours_runs_as_a_formula(register: Register, tmp_path: Path, kind: Format, text: str) -> None:
    register.site(register.intervention("NRA", title_en=text))
    path = _export(tmp_path, kind)
    at = EXPORTED.index("title_en")
    if kind == "csv":
        assert _cells(path)[2][at][0] not in "=+-@\t"
    else:
        cell = load_workbook(path).worksheets[0].cell(3, at + 1)
        assert (cell.data_type, str(cell.value)[0] in "=+-@") == ("s", False)
    assert take(path).plan.tally.unchanged == 1
    assert Intervention.get().title_en == text


def test_the_arabic_workbook_reads_from_right_to_left_and_offers_lists(register: Register, tmp_path: Path) -> None:
    register.site(register.intervention("NRA"))
    with speaking("ar"):
        book = load_workbook(_export(tmp_path, "xlsx"))
    sheet, lists = book.worksheets
    assert (sheet.sheet_view.rightToLeft, sheet.freeze_panes, lists.sheet_state) == (True, "A3", "hidden")
    assert sheet["A1"].value == "معرف السجل"
    assert sheet["A2"].value == "#meta+id"
    offered = {str(rule.sqref).split("3:")[0]: rule.formula1 for rule in sheet.data_validations.dataValidation}
    assert set(offered) == {"F", "U", "AD", "AG", "AH", "BA"}
    sectors = [cell.value for cell in lists["D"] if cell.value]
    assert sectors == ["المياه والإصحاح", "الأمن الغذائي", "الصحة"]


def test_an_english_workbook_reads_from_left_to_right(register: Register, tmp_path: Path) -> None:
    register.site(register.intervention("NRA"))
    assert not load_workbook(_export(tmp_path, "xlsx")).worksheets[0].sheet_view.rightToLeft


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({}, 3),
        ({"country": "YE"}, 3),
        ({"within": "YE1211"}, 2),
        ({"within": "YE121122"}, 1),
        ({"sector": "hea"}, 1),
        ({"organization": "adr"}, 1),
        ({"status": ("PLANNED",)}, 1),
        ({"begins": date(2026, 4, 1)}, 1),
        ({"ends": date(2026, 3, 31)}, 2),
    ],
)
def test_a_filtered_list_is_exported(register: Register, tmp_path: Path, filters: Any, expected: int) -> None:
    work = register.intervention("NRA")
    register.site(work)
    register.site(work, "YE121122")
    later = register.intervention("ADR", "HEA", status="PLANNED", starts_on=date(2026, 4, 1), ends_on=None)
    register.site(later, "YE19")
    assert len(_cells(_export(tmp_path, "csv", **filters))) - 2 == expected


def test_a_reader_exports_what_a_reader_sees(register: Register, tmp_path: Path) -> None:
    hidden, shown = register.intervention("NRA", is_published=False), register.intervention("ADR")
    register.site(hidden)
    register.site(shown)
    donor = register.organization("DON", is_published=False)
    changes.replace_parts(SALMA, shown, Partnership, [{"organization": donor.id, "role": "FUNDING"}])
    path = tmp_path / "out.csv"
    assert export(NOBODY, Filters(), path, "csv") == 1
    assert "DON" not in path.read_text("utf-8-sig")
    assert "NRA" not in path.read_text("utf-8-sig")


_TEXT = st.text(
    st.characters(exclude_categories=("Cs", "Co", "Cn"), exclude_characters="\x00"), min_size=1, max_size=30
)
_DAYS = st.dates(date(1991, 1, 1), date(2099, 12, 31))
_COUNT = st.none() | st.integers(0, 2_000_000_000)


def _degrees(most: float) -> st.SearchStrategy[float | None]:
    return st.none() | st.floats(-most, most).map(lambda degrees: round(degrees, 7))


@st.composite
def _works(draw: Any) -> dict[str, Any]:
    """The facts of one random intervention with its organisation, partners, project and sites."""
    starts_on, ends_on = draw(st.none() | _DAYS), draw(st.none() | _DAYS)
    if starts_on and ends_on and ends_on < starts_on:
        starts_on, ends_on = ends_on, starts_on
    budget = draw(st.none() | st.decimals(0, 10**9, places=2))
    return {
        "body": {"name_ar": draw(_TEXT), "name_en": draw(_TEXT | st.just("")), "acronym": draw(_TEXT | st.just("A")),
                 "kind": draw(st.sampled_from(ORGANIZATION_KINDS.codes))},
        "donors": draw(st.lists(_TEXT, max_size=2)),
        "project": draw(st.none() | _TEXT),
        "work": {
            "title_ar": draw(_TEXT | st.just("")), "title_en": draw(_TEXT | st.just("")), "remarks": draw(_TEXT),
            "status": draw(st.sampled_from(STATUSES.codes)),
            "modality": draw(st.none() | st.sampled_from(MODALITIES.codes)),
            "starts_on": starts_on, "ends_on": ends_on, "budget": budget,
            "currency": "" if budget is None else draw(st.sampled_from(["USD", "YER"])),
        },
        "sector": draw(st.sampled_from(["WSH", "FSC", "HEA"])),
        "sites": draw(st.lists(_sites(), min_size=1, max_size=3)),
    }  # fmt: skip


@st.composite
def _sites(draw: Any) -> dict[str, Any]:
    parts = {f"reached_{part}": draw(st.none() | st.integers(0, 1000)) for part in PEOPLE_PARTS}
    whole = draw(st.none() | st.integers(6000, 9000))
    return {
        "pcode": draw(st.sampled_from(["YE121121", "YE121122", "YE1210", "YE19", "YE"])),
        "group": draw(st.sampled_from(["ALL", "IDP", "HOST"])),
        "targeted": draw(_COUNT), "households_reached": draw(_COUNT), "reached": whole, **parts,
        "latitude": draw(_degrees(90)), "longitude": draw(_degrees(180)),
        "is_distinct_people": draw(st.booleans()),
    }  # fmt: skip


def _enter(register: Register, facts: dict[str, Any]) -> None:
    body = changes.save(SALMA, Organization(**facts["body"]))
    project = changes.save(SALMA, Project(title_ar=facts["project"])).id if facts["project"] else None
    sector = register.sectors[facts["sector"]].id
    work = changes.save(SALMA, Intervention(organization=body.id, sector=sector, project=project, **facts["work"]))
    donors = [changes.save(SALMA, Organization(name_en=name)) for name in facts["donors"]]
    parts = [{"organization": donor.id, "role": "FUNDING"} for donor in donors]
    changes.replace_parts(SALMA, work, Partnership, parts)
    for site in facts["sites"]:
        register.site(work, **site)


@pytest.mark.parametrize("kind", FORMATS)
@settings(
    max_examples=25,
    deadline=None,
    phases=[Phase.explicit, Phase.generate, Phase.shrink],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(works=st.lists(_works(), min_size=1, max_size=3), language=st.sampled_from(["ar", "en"]))
def test_any_register_comes_back_unchanged(
    database: Database, tmp_path: Path, kind: Format, works: list[dict[str, Any]], language: str
) -> None:
    with db.atomic() as transaction:
        register = enter_register()
        for facts in works:
            _enter(register, facts)
        with speaking(language):
            path = _export(tmp_path, kind)
        stamps, entries = versions.stamps(), HistoryEntry.select().count()
        outcome = take(path)
        tally = outcome.plan.tally
        assert (told(outcome), tally.new, tally.changed, tally.unchanged) == ([], 0, 0, tally.rows)
        assert tally.rows == sum(len(facts["sites"]) for facts in works)
        assert (versions.stamps(), HistoryEntry.select().count()) == (stamps, entries)
        transaction.rollback()


@pytest.mark.parametrize("language", ["ar", "en"])
def test_whatever_the_lists_offer_is_understood(language: str) -> None:
    with speaking(language):
        assert [read_status(label, "A1") for _, label in STATUSES.choices()] == list(STATUSES.codes)
        assert [read_modality(label, "A1") for _, label in MODALITIES.choices()] == list(MODALITIES.codes)
        kinds = [kind_code(label) for _, label in ORGANIZATION_KINDS.choices()]
        assert kinds == list(ORGANIZATION_KINDS.codes)
        assert [read_yes_no(gettext(word), "A1") for word in ("Yes", "No")] == [True, False]
