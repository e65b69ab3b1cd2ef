"""A cell that was changed in an exported sheet changes its record alone, or is told at its place."""

from pathlib import Path

import pytest

from tansiq.exchange.export.column_order import EXPORTED
from tansiq.models import HistoryEntry, Intervention, Organization, Partnership, Project, Site
from tansiq.records import changes
from tests.fivew import take, told
from tests.people import SALMA
from tests.register import Register
from tests.tansiq.exchange.exported import changed, csv_rows, exported, write_csv


def test_a_changed_cell_changes_its_record_alone(register: Register, tmp_path: Path) -> None:
    work = register.intervention("NRA")
    first, second = register.site(work, targeted=10), register.site(work, "YE121122", targeted=20)
    path = changed(exported(tmp_path, "csv"), 1, targeted="15", adm3_pcode="YE121001", adm3_name="", adm2_name="",
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
    path = changed(exported(tmp_path, "csv"), 1, status="Completed", donor="Fund A", organization_acronym="")
    outcome = take(path)
    assert {code for _, code in told(outcome)} == {"rows-contradict"}
    assert [address.split("!")[1][-1] for address, _ in told(outcome)] == ["3", "3", "3", "4", "4", "4"]
    changed(path, 1, organization_acronym="NRA")
    changed(path, 2, status="Completed", donor="Fund A")
    assert take(path).plan.tally.changed == 2
    stored = Intervention.get_by_id(work.id)
    assert (stored.status, {site.status for site in Site.select()}) == ("COMPLETED", {"COMPLETED"})
    assert [(part.organization.name_en, part.role) for part in Partnership.select()] == [("Fund A", "FUNDING")]


def test_a_changed_project_is_that_of_the_record_s_own_organisation(register: Register, tmp_path: Path) -> None:
    owner = register.organization("NRA").id
    water, camps = (changes.save(SALMA, Project(title_en=name, organization=owner)) for name in ("Water", "Camps"))
    work = register.intervention("NRA", project=water.id)
    register.site(work)
    for title, code in (("Camps", None), ("Sanitation", None)):
        path = changed(exported(tmp_path, "csv"), 1, project_title_en=title, project_code=code or "")
        assert told(take(path)) == []
        stored = Project.get_by_id(Intervention.get_by_id(work.id).project_id)
        assert (stored.title_en, stored.organization_id) == (title, owner)
    assert Project.select().where(Project.title_en == "Camps").get() == camps


def test_a_cell_made_empty_empties_the_fact(register: Register, tmp_path: Path) -> None:
    site = register.site(register.intervention("NRA", modality="CASH"), targeted=10)
    take(changed(exported(tmp_path, "csv"), 1, targeted="", modality=""))
    assert (Site.get_by_id(site.id).targeted, Intervention.get().modality) == (None, None)


def test_an_organisation_is_replaced_by_its_name(register: Register, tmp_path: Path) -> None:
    site, other = register.site(register.intervention("NRA")), register.organization("ADR")
    take(changed(exported(tmp_path, "csv"), 1, organization_name_ar="", organization_name_en="ADR Aid",
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
    outcome = take(changed(exported(tmp_path, "csv"), 1, **cells))
    letter = next(column.letter for column in outcome.table.columns if column.field == field)
    assert told(outcome) == [(f"out!{letter}3", code)]
    assert HistoryEntry.select().count() == entries


def test_one_id_on_two_rows_is_told_at_the_later_one(register: Register, tmp_path: Path) -> None:
    register.site(register.intervention("NRA"))
    path = exported(tmp_path, "csv")
    rows = csv_rows(path)
    again = list(rows[2])
    again[EXPORTED.index("targeted")] = "9"
    write_csv(path, [*rows, again])
    assert told(take(path)) == [("out!A3", "id-twice"), ("out!A4", "id-twice")]


def test_an_archived_record_is_not_changed_by_its_id(register: Register, tmp_path: Path) -> None:
    site = register.site(register.intervention("NRA"))
    path = exported(tmp_path, "csv")
    changes.archive(SALMA, site)
    assert told(take(path)) == [("out!A3", "archived")]
