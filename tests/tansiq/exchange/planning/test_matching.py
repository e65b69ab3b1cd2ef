"""A row is known again by what it was resolved to, not by the letters of its cells."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tansiq.exchange.report import lines
from tansiq.language.words import speaking
from tansiq.models import Batch, HistoryEntry, ImportedRow, Intervention, Organization, Sector, Site, data_stamps
from tansiq.records import changes
from tests.fivew import HEADER, csv_file, row, take, told, workbook
from tests.people import SALMA
from tests.register import Register

Cells = list[Any]
PLAIN = ["Organisation", "Sector", "District P-code", "Sub-district", "Title", "Start date", "End date",
         "Population group", "Reached people"]  # fmt: skip
FIRST: Cells = ["Nahar Relief", "WSH", "YE1211", "Ja'ar", "Water for Ja'ar", "2026-03-01", "2026-03-31", "IDP", 200]


@pytest.fixture
def known(register: Register, tmp_path: Path) -> Path:
    """A register that took one row, with the organisation's Arabic name and an alias of the sector added since."""
    take(csv_file(tmp_path, [FIRST], PLAIN))
    body, sector = Organization.get(), Sector.get(Sector.code == "WSH")
    body.name_ar, sector.aliases = "إغاثة النهار", "WASH|H2O"
    changes.save(SALMA, body)
    changes.save(SALMA, sector)
    return tmp_path


def _with(**cells: Any) -> Cells:
    at = {name: PLAIN.index(name.replace("_", " ").replace("P code", "P-code")) for name in cells}
    return [next((cells[name] for name in cells if at[name] == i), cell) for i, cell in enumerate(FIRST)]


SPELLINGS: dict[str, Cells] = {
    "capitals": [cell.upper() if isinstance(cell, str) else cell for cell in FIRST],
    "small letters": [cell.lower() if isinstance(cell, str) else cell for cell in FIRST],
    "spaces": [f"  {cell} ".replace(" ", "  ") if isinstance(cell, str) else cell for cell in FIRST],
    "the sector's full name": _with(Sector="Water and sanitation"),
    "the sector's Arabic name": _with(Sector="المياه والاصحاح"),
    "an alias of the sector": _with(Sector="h2o"),
    "the organisation's Arabic name": _with(Organisation="إغاثة النَّهار"),
    "a code in small letters": _with(District_P_code="ye1211"),
    "the group by its name": _with(Population_group="Displaced persons"),
    "the group in Arabic": _with(Population_group="النازحون"),
    "an Arabic area": _with(**{"Sub-district": "جعار"}),
    "days written otherwise": _with(Start_date="1 March 2026", End_date="31/03/2026"),
    "Arabic digits": _with(Start_date="٢٠٢٦-٠٣-٠١", Reached_people="٢٠٠"),
    "a number as text": _with(Reached_people="200.0"),
}


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_a_row_that_is_spelled_otherwise_is_the_same_row(known: Path, spelling: str) -> None:
    stamps = data_stamps.stamps()
    outcome = take(csv_file(known, [SPELLINGS[spelling]], PLAIN))
    tally = outcome.plan.tally
    assert (told(outcome), tally.new, tally.changed, tally.unchanged) == ([], 0, 0, 1)
    assert (data_stamps.stamps(), Batch.select().count(), Site.select().count()) == (stamps, 1, 1)


def test_columns_in_another_order_or_another_language_are_the_same_columns(known: Path) -> None:
    header = ["تم الوصول إليهم", "الفئة السكانية", "تاريخ الانتهاء", "تاريخ البدء", "عنوان التدخل", "العزلة أو الناحية",
              "المديرية", "القطاع", "الجهة المنفذة"]  # fmt: skip
    cells = [*reversed(FIRST)]
    cells[6] = "خنفر"
    tally = take(csv_file(known, [cells], header)).plan.tally
    assert (tally.new, tally.changed, tally.unchanged) == (0, 0, 1)


def test_a_spelling_beside_new_numbers_changes_the_site(known: Path) -> None:
    outcome = take(csv_file(known, [[*SPELLINGS["capitals"][:-1], 300]], PLAIN))
    assert (outcome.plan.tally.new, outcome.plan.tally.changed) == (0, 1)
    assert [(site.reached, site.number) for site in Site.select()] == [(300, 1)]
    assert Intervention.get().title_en == "Water for Ja'ar"
    again = take(csv_file(known, [[*SPELLINGS["small letters"][:-1], 300]], PLAIN)).plan.tally
    assert (again.new, again.changed, again.unchanged) == (0, 0, 1)


def test_one_row_in_three_spellings_is_one_site_and_the_people_left_out_are_told(
    register: Register, tmp_path: Path
) -> None:
    rows = [FIRST, SPELLINGS["capitals"], SPELLINGS["the sector's full name"]]
    outcome = take(csv_file(tmp_path, rows, PLAIN))
    assert (outcome.plan.tally.new, outcome.plan.tally.same, outcome.plan.tally.again_people) == (1, 2, 400)
    assert [site.reached for site in Site.select()] == [200]
    assert [one for one in told(outcome, "notice") if one[1] == "repeated-row"] == [
        ("5w!I3", "repeated-row"),
        ("5w!I4", "repeated-row"),
    ]
    assert outcome.plan.again == [(3, 2), (4, 2)]
    with speaking("en"):
        assert any("400 people, who are not added again" in line for line in lines(outcome.plan))


def test_the_people_of_a_row_repeated_to_the_letter_are_told_at_its_cell(register: Register, tmp_path: Path) -> None:
    outcome = take(csv_file(tmp_path, [row(), row()]))
    [problem] = [problem for problem in outcome.plan.problems if problem.code == "repeated-row"]
    assert (problem.address, problem.value, outcome.plan.tally.again_people) == ("5w!O3", "200", 200)


def test_rows_that_differ_in_a_column_that_is_not_read_are_all_entered(register: Register, tmp_path: Path) -> None:
    rows = [[*FIRST, "north"], [*FIRST, "south"], [*FIRST, "NORTH"], [*FIRST, "<5"], [*FIRST, ">5"]]
    path = csv_file(tmp_path, rows, [*PLAIN, "Zone of ours"])
    outcome = take(path)
    assert (outcome.plan.tally.new, outcome.plan.tally.same) == (4, 1)
    assert sum(site.reached or 0 for site in Site.select()) == 800
    again = take(path).plan.tally
    assert (again.new, again.changed, again.unchanged, again.same) == (0, 0, 4, 1)


def test_such_rows_with_new_numbers_change_their_sites_and_add_none(register: Register, tmp_path: Path) -> None:
    header = [*PLAIN, "Zone of ours"]
    take(csv_file(tmp_path, [[*FIRST, "north"], [*FIRST, "south"]], header))
    later = [[*FIRST[:-1], 210, "north"], [*FIRST[:-1], 220, "south"], [*FIRST[:-1], 7, "east"]]
    tally = take(csv_file(tmp_path, later, header)).plan.tally
    assert (tally.new, tally.changed) == (1, 2)
    assert sorted(site.reached or 0 for site in Site.select()) == [7, 210, 220]


def test_the_sender_s_own_ids_say_which_row_is_which(register: Register, tmp_path: Path) -> None:
    header = ["Source id", *PLAIN]
    take(csv_file(tmp_path, [["A1", *FIRST], ["A2", *FIRST]], header))
    tally = take(csv_file(tmp_path, [["a2", *FIRST[:-1], 250]], header)).plan.tally
    assert (tally.new, tally.changed) == (0, 1)
    assert [site.reached for site in Site.select().order_by(Site.number)] == [200, 250]
    assert take(csv_file(tmp_path, [["A3", *FIRST[:-1], 9]], header)).plan.tally.new == 1


def test_rows_of_one_kind_with_other_numbers_are_entered_and_told(register: Register, tmp_path: Path) -> None:
    outcome = take(csv_file(tmp_path, [FIRST, [*SPELLINGS["capitals"][:-1], 70]], PLAIN))
    assert outcome.plan.tally.new == 2
    assert told(outcome, "warning") == [("5w!I3", "adds-up")]


def test_two_new_bodies_of_one_name_have_rows_of_their_own(register: Register, tmp_path: Path) -> None:
    rows = [row(Organisation_type="Red Cross"), row(Organisation_type="Government")]
    path = csv_file(tmp_path, rows)
    assert take(path).plan.tally.new == 2
    again = take(path).plan.tally
    assert (again.new, again.unchanged, Organization.select().count()) == (0, 2, 2)


def test_a_person_s_correction_stays_when_the_row_comes_in_another_spelling(known: Path) -> None:
    site = Site.get()
    site.reached = 180
    changes.save(SALMA, site)
    tally = take(csv_file(known, [SPELLINGS["capitals"]], PLAIN)).plan.tally
    assert (tally.changed, tally.unchanged, Site.get().reached) == (0, 1, 180)


def _forget_what_was_said() -> None:
    ImportedRow.update(said=None, fingerprint=b"by letters").execute()


@pytest.mark.parametrize("spelling", ["capitals", "days written otherwise"])
def test_a_row_that_was_known_by_its_letters_is_known_by_what_it_became(known: Path, spelling: str) -> None:
    _forget_what_was_said()
    tally = take(csv_file(known, [SPELLINGS[spelling], FIRST], PLAIN)).plan.tally
    assert (tally.new, tally.changed, tally.unchanged, tally.same) == (0, 0, 1, 1)


def test_an_archived_row_is_not_entered_again_in_another_spelling(known: Path) -> None:
    changes.archive(SALMA, Intervention.get())
    forgets: list[Callable[[], None]] = [lambda: None, _forget_what_was_said]
    for forget in forgets:
        forget()
        plan = take(csv_file(known, [SPELLINGS["capitals"]], PLAIN)).plan
        assert (plan.tally.new, plan.tally.unchanged, plan.remarks["archived"]) == (0, 1, 1)


def test_a_row_known_to_the_letter_beside_another_spelling_of_it_is_one_row(known: Path) -> None:
    tally = take(csv_file(known, [FIRST, SPELLINGS["capitals"]], PLAIN)).plan.tally
    assert (tally.new, tally.unchanged, tally.same) == (0, 1, 1)


def test_the_history_tells_of_nothing_where_nothing_changes(register: Register, tmp_path: Path) -> None:
    rows = [row(), row(Sub_district="al-Kawd")]
    take(workbook(tmp_path, rows))
    before = (HistoryEntry.select().count(), [one.imported_at for one in ImportedRow.select().order_by(ImportedRow.id)])
    other = [*HEADER, "Indicator"]
    outcome = take(workbook(tmp_path, [[*cells, "Litres"] for cells in rows], other))
    assert (outcome.batch, outcome.plan.tally.unchanged) == (None, 2)
    after = (HistoryEntry.select().count(), [one.imported_at for one in ImportedRow.select().order_by(ImportedRow.id)])
    assert after == before
