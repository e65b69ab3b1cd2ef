"""From a sheet to the register: what is new, what is changed, what is left alone, and that it is all or nothing."""

from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import orjson
import pytest

from tansiq.exchange.values.problems import Unreadable
from tansiq.faults import Refused
from tansiq.models import (
    Area,
    HistoryEntry,
    ImportedRow,
    Intervention,
    Organization,
    Partnership,
    Project,
    Site,
    data_stamps,
)
from tansiq.records import changes
from tests.fivew import HEADER, csv_file, row, take, told, workbook
from tests.people import NOBODY, SALMA
from tests.register import Register


def _sites(work: Intervention) -> Any:
    return Site.select().where(Site.intervention == work.id)


def test_a_row_becomes_an_organisation_an_intervention_and_a_site(register: Register, tmp_path: Path) -> None:
    outcome = take(csv_file(tmp_path, [row()]))
    assert outcome.is_written
    organization, work, site = Organization.get(), Intervention.get(), Site.get()
    assert (organization.name_en, organization.acronym, organization.kind) == ("Nahar Relief", "NRA", "NNGO")
    assert (work.organization_id, work.sector_id, work.status) == (
        organization.id,
        register.sectors["WSH"].id,
        "ONGOING",
    )
    assert (work.title_en, work.starts_on, work.ends_on) == ("Water for Ja'ar", date(2026, 3, 1), date(2026, 3, 31))
    assert (site.area_id, site.targeted, site.reached) == (register.areas["YE121121"].id, 500, 200)
    assert site.population_group_id == register.groups["IDP"].id
    assert (site.number, site.district_id, site.organization_id) == (1, register.areas["YE1211"].id, organization.id)
    entry = HistoryEntry.select().where(HistoryEntry.record_type == "site").get()
    assert (entry.face, entry.actor) == ("IMPORT", "Salma")


def test_the_same_file_again_changes_nothing(register: Register, tmp_path: Path) -> None:
    path = csv_file(tmp_path, [row(), row(Sub_district="al-Kawd")])
    take(path)
    stamps, entries = data_stamps.stamps(), HistoryEntry.select().count()
    again = take(path).plan.tally
    assert (again.new, again.changed, again.unchanged) == (0, 0, 2)
    assert (data_stamps.stamps(), HistoryEntry.select().count()) == (stamps, entries)


def test_the_same_rows_as_a_workbook_are_the_same_rows(register: Register, tmp_path: Path) -> None:
    take(csv_file(tmp_path, [row()]))
    again = take(workbook(tmp_path, [row(Start_date=date(2026, 3, 1), End_date=date(2026, 3, 31))])).plan.tally
    assert (again.new, again.unchanged) == (0, 1)


def test_rows_that_share_all_but_place_and_numbers_are_sites_of_one_intervention(
    register: Register, tmp_path: Path
) -> None:
    other = row(Sub_district="al-Kawd", Targeted_people=7, Population_group="HOST")
    take(csv_file(tmp_path, [row(), other, row(Status="Planned")]))
    assert Counter((site.number, site.targeted) for site in Site.select()) == {(1, 500): 2, (2, 7): 1}
    assert Intervention.select().count() == 2


def test_a_row_repeated_to_the_letter_is_counted_and_entered_once(register: Register, tmp_path: Path) -> None:
    header = [*HEADER, "Icon"]
    rows = [[*row(), "a"], [*row(), "a"], [*row(), " A"]]
    tally = take(csv_file(tmp_path, rows, header)).plan.tally
    assert (tally.rows, tally.new, tally.repeated, tally.same) == (3, 1, 1, 1)
    assert Site.select().count() == 1


def test_new_numbers_change_the_site_they_belong_to(register: Register, tmp_path: Path) -> None:
    take(csv_file(tmp_path, [row(), row(Sub_district="al-Kawd")]))
    tally = take(csv_file(tmp_path, [row(Reached_people=450), row(Sub_district="al-Kawd")])).plan.tally
    assert (tally.new, tally.changed, tally.unchanged) == (0, 1, 1)
    assert {site.reached for site in Site.select()} == {200, 450}
    last = HistoryEntry.select().order_by(HistoryEntry.id.desc()).first()
    assert (last.record_type, orjson.loads(last.changes)) == ("reached_figure", {"people": [200, 450]})
    again = take(csv_file(tmp_path, [row(Reached_people=450), row(Sub_district="al-Kawd")])).plan.tally
    assert (again.new, again.changed, again.unchanged) == (0, 0, 2)


def test_a_status_that_changes_for_all_sites_changes_the_intervention(register: Register, tmp_path: Path) -> None:
    take(csv_file(tmp_path, [row(), row(Sub_district="al-Kawd")]))
    rows = [row(Status="Completed"), row(Status="Completed", Sub_district="al-Kawd")]
    assert take(csv_file(tmp_path, rows)).plan.tally.changed == 2
    assert [(work.status, _sites(work).count()) for work in Intervention.select()] == [("COMPLETED", 2)]
    assert {site.status for site in Site.select()} == {"COMPLETED"}


def test_a_status_that_changes_for_one_site_moves_it_to_an_intervention_of_its_own(
    register: Register, tmp_path: Path
) -> None:
    take(csv_file(tmp_path, [row(), row(Sub_district="al-Kawd")]))
    take(csv_file(tmp_path, [row(Status="Completed"), row(Sub_district="al-Kawd")]))
    told_apart = sorted((work.status, _sites(work).count()) for work in Intervention.select())
    assert told_apart == [("COMPLETED", 1), ("ONGOING", 1)]
    assert Site.select().count() == 2


def test_what_a_person_corrected_in_the_register_stays(register: Register, tmp_path: Path) -> None:
    header = [name for name in HEADER if name not in {"Title", "Status"}]
    cells = [cell for name, cell in zip(HEADER, row(), strict=True) if name in header]
    take(csv_file(tmp_path, [cells], header))
    work = Intervention.get()
    work.title_ar, work.status = "مياه جعار", "SUSPENDED"
    changes.save(SALMA, work)
    cells[-1] = 480
    assert take(csv_file(tmp_path, [cells], header)).plan.tally.changed == 1
    stored = Intervention.get()
    assert (stored.title_ar, stored.status, Site.get().reached) == ("مياه جعار", "SUSPENDED", 480)


def test_rows_that_cannot_be_told_apart_are_new_and_ids_are_asked_for(register: Register, tmp_path: Path) -> None:
    take(csv_file(tmp_path, [row(), row(Targeted_people=600)]))
    outcome = take(csv_file(tmp_path, [row(Targeted_people=700)]))
    assert outcome.plan.tally.new == 1
    assert told(outcome, "warning") == [("5w!2", "ids-wanted")]


def test_a_later_row_of_the_same_work_joins_its_intervention(register: Register, tmp_path: Path) -> None:
    take(csv_file(tmp_path, [row()]))
    take(csv_file(tmp_path, [row(), row(Sub_district="al-Kawd")]))
    assert [site.number for site in _sites(Intervention.get()).order_by(Site.number)] == [1, 2]


def test_an_archived_row_is_not_entered_again(register: Register, tmp_path: Path) -> None:
    path = csv_file(tmp_path, [row()])
    take(path)
    changes.archive(SALMA, Intervention.get())
    plan = take(path).plan
    assert (plan.tally.unchanged, plan.remarks["archived"]) == (1, 1)


def test_one_wrong_row_keeps_the_whole_file_out(register: Register, tmp_path: Path) -> None:
    outcome = take(csv_file(tmp_path, [row(), row(Sector="Astrology")]))
    assert not outcome.is_written
    assert told(outcome) == [("5w!H3", "sector-unknown")]
    assert [table.select().count() for table in (Site, Organization, ImportedRow)] == [0, 0, 0]


def test_good_rows_are_entered_without_the_wrong_ones_if_chosen(register: Register, tmp_path: Path) -> None:
    wrong = row(Sector="Astrology", Organisation="Stars of Aden", Acronym="SOA")
    outcome = take(csv_file(tmp_path, [row(), wrong]), good_rows_only=True)
    assert (outcome.is_written, outcome.plan.tally.new, outcome.plan.tally.wrong) == (True, 1, 1)
    assert [organization.acronym for organization in Organization.select()] == ["NRA"]


def test_a_dry_run_says_the_same_and_writes_nothing(register: Register, tmp_path: Path) -> None:
    path = csv_file(tmp_path, [row(), row(Sector="Astrology")])
    stamps = data_stamps.stamps()
    dry = take(path, is_dry=True, good_rows_only=True)
    assert (data_stamps.stamps(), Site.select().count(), dry.is_written) == (stamps, 0, False)
    wet = take(path, good_rows_only=True)
    assert (dry.plan.tally, dry.plan.problems) == (wet.plan.tally, wet.plan.problems)


def test_nobody_imports_nothing(register: Register, tmp_path: Path) -> None:
    from tansiq.exchange.fivew_import import import_fivew

    with pytest.raises(Refused) as refusal:
        import_fivew(NOBODY, csv_file(tmp_path, [row()]))
    assert refusal.value.code == "FORBIDDEN"


def test_a_file_that_is_no_sheet_is_told_in_a_sentence(register: Register, tmp_path: Path) -> None:
    path = tmp_path / "letter.csv"
    path.write_text("Dear all,\nwe met on Monday.\n", encoding="utf-8")
    with pytest.raises(Unreadable):
        take(path)
    assert not Site.select().exists()


def test_donors_and_lead_become_partners(register: Register, tmp_path: Path) -> None:
    header = [*HEADER, "Lead organisation", "Donor"]
    take(csv_file(tmp_path, [[*row(), "Aden Development Trust", "Fund A; Fund B"]], header))
    parts = {(part.organization.name_en, part.role) for part in Partnership.select()}
    assert parts == {("Aden Development Trust", "PROGRAMMING"), ("Fund A", "FUNDING"), ("Fund B", "FUNDING")}


def test_names_in_two_languages_go_where_they_belong(register: Register, tmp_path: Path) -> None:
    header = [*HEADER, "Organisation (Arabic)", "Title (Arabic)"]
    take(csv_file(tmp_path, [[*row(), "إغاثة النهار", "مياه جعار"]], header))
    assert (Organization.get().name_ar, Intervention.get().title_ar) == ("إغاثة النهار", "مياه جعار")
    assert (Organization.get().name_en, Intervention.get().title_en) == ("Nahar Relief", "Water for Ja'ar")


def test_a_project_is_made_once_and_found_again(register: Register, tmp_path: Path) -> None:
    header = [*HEADER, "Project code", "Project title"]
    rows = [[*row(), "YE-7", "Clean water"], [*row(Sector="HEA"), "YE-7", ""]]
    take(csv_file(tmp_path, rows, header))
    project = Project.get()
    assert (
        project.code,
        project.title_en,
        Intervention.select().where(Intervention.project == project.id).count(),
    ) == ("YE-7", "Clean water", 2)


def test_a_new_settlement_lies_where_the_row_says(register: Register, tmp_path: Path) -> None:
    header = [*HEADER, "Village"]
    outcome = take(csv_file(tmp_path, [[*row(), "Al Jol"], [*row(Targeted_people=1), "al-jol"]], header))
    village = Area.get(Area.level == 4)
    assert (village.pcode, village.parent_id) == ("YE121121-S1", register.areas["YE121121"].id)
    assert {site.area_id for site in Site.select()} == {village.id}
    assert ("5w!P2", "new-settlement") in told(outcome, "notice")


def test_a_merged_organisation_s_new_sites_count_for_the_canonical_one(register: Register, tmp_path: Path) -> None:
    merged, canonical = register.organization("NRA", name_en="Nahar Relief"), register.organization("ADR")
    merged.canonical_id = canonical.id
    changes.save(SALMA, merged)
    take(csv_file(tmp_path, [row()]))
    assert (Intervention.get().organization_id, Site.get().organization_id) == (merged.id, canonical.id)


def test_a_row_with_an_unreadable_cell_is_told_of_its_other_errors_too(register: Register, tmp_path: Path) -> None:
    outcome = take(csv_file(tmp_path, [row(Targeted_people="many", Sector="Astrology", Sub_district="Atlantis")]))
    assert sorted(told(outcome)) == [("5w!G2", "place-unknown"), ("5w!H2", "sector-unknown"), ("5w!N2", "not-a-number")]


def test_the_number_of_an_archived_organisation_is_not_taken(register: Register, tmp_path: Path) -> None:
    changes.archive(SALMA, register.organization("OLD", registration_number="17"))
    outcome = take(csv_file(tmp_path, [[*row(), "17"]], [*HEADER, "Registration number"]))
    assert [code for _, code in told(outcome)] == ["organization-archived"]


def test_the_code_of_an_archived_project_is_not_taken(register: Register, tmp_path: Path) -> None:
    changes.archive(SALMA, changes.save(SALMA, Project(code="YE-7")))
    outcome = take(csv_file(tmp_path, [[*row(), "YE-7"]], [*HEADER, "Project code"]))
    assert told(outcome) == [("5w!P2", "archived")]


def test_a_settlement_s_code_that_another_country_uses_is_told(register: Register, tmp_path: Path) -> None:
    changes.save(SALMA, Area(level=0, pcode="SY", name_en="Syria"))
    header = [*HEADER, "Village", "Village code"]
    outcome = take(csv_file(tmp_path, [[*row(), "Al Jol", "SY"]], header))
    assert told(outcome) == [("5w!Q2", "code-taken")]


def test_a_name_that_grows_too_long_as_it_is_folded_is_told_and_nothing_is_written(
    register: Register, tmp_path: Path
) -> None:
    """One letter of a ligature is eighteen in the folded key, which no column then holds."""
    with pytest.raises(Refused, match=r"^TOO_LONG\(\)$"):
        take(csv_file(tmp_path, [row(), row(Organisation="Stars of Aden", Acronym="ﷺ" * 60)]))
    assert not Organization.select().exists()


@pytest.mark.parametrize(
    ("header", "cell", "told_as"),
    [
        ("Remarks", "r" * 20_001, ("5w!P2", "too-long")),
        ("Budget", "1e20", ("5w!P2", "not-a-number")),
        ("Budget", "Infinity", ("5w!P2", "not-a-number")),
        ("Reached women", 10**30, ("5w!P2", "too-large")),
        ("Donor", "d" * 301, ("5w!P2", "too-long")),
        ("Project title", "t" * 501, ("5w!P2", "too-long")),
    ],
)
def test_a_cell_that_no_column_keeps_is_told(
    register: Register, tmp_path: Path, header: str, cell: Any, told_as: tuple[str, str]
) -> None:
    outcome = take(csv_file(tmp_path, [[*row(), cell, "USD"]], [*HEADER, header, "Currency"]))
    assert (told(outcome), outcome.is_written) == ([told_as], False)
