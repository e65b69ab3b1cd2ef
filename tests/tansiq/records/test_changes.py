"""Writing: who may, what is refused, and what is kept of it."""

from datetime import date
from typing import Any

import orjson
import pytest

from tansiq.faults import Refused
from tansiq.models import HistoryEntry, Intervention, Organization, OrganizationContact, Partnership, Site, data_stamps
from tansiq.records import changes
from tests.people import NOBODY, SALMA
from tests.register import Register


def _history(row: Intervention | Organization) -> list[tuple[str, dict[str, list[object]]]]:
    kind = data_stamps.table_name(type(row))
    entries = HistoryEntry.select().where((HistoryEntry.record_type == kind) & (HistoryEntry.record_id == row.id))
    return [(entry.act, orjson.loads(entry.changes)) for entry in entries.order_by(HistoryEntry.id)]


def test_a_new_row_tells_of_its_filled_fields(register: Register) -> None:
    [(act, told)] = _history(register.organization("NRA"))
    assert act == "CREATE"
    assert told["acronym"] == [None, "NRA"]
    assert "registration_number" not in told


def test_the_history_tells_what_is_stored(register: Register) -> None:
    owner = register.organization("NRA")
    row = changes.save(SALMA, OrganizationContact(organization=owner.id, name="Hana", email="HANA@ｓpring.example"))
    [entry] = HistoryEntry.select().where(HistoryEntry.record_type == "organization_contact")
    assert orjson.loads(entry.changes)["email"] == [None, "hana@spring.example"]
    assert OrganizationContact.get_by_id(row.id).email == "hana@spring.example"
    row.email = "Hana@Spring.example"
    changes.save(SALMA, row)
    assert HistoryEntry.select().where(HistoryEntry.record_type == "organization_contact").count() == 1


def test_a_change_tells_old_and_new_and_counts_the_version(register: Register) -> None:
    row = register.intervention("NRA")
    row.status = "COMPLETED"
    changes.save(SALMA, row)
    assert _history(row)[-1] == ("CHANGE", {"status": ["ONGOING", "COMPLETED"]})
    assert Intervention.get_by_id(row.id).version == row.version == 2


def test_saving_without_a_difference_writes_nothing(register: Register) -> None:
    row = register.intervention("NRA")
    stamps = data_stamps.stamps()
    changes.save(SALMA, row)
    assert len(_history(row)) == 1
    assert data_stamps.stamps() == stamps


def test_an_anonymous_reader_changes_nothing(register: Register) -> None:
    row = register.intervention("NRA")
    row.status = "COMPLETED"
    with pytest.raises(Refused) as refusal:
        changes.save(NOBODY, row)
    assert refusal.value.code == "FORBIDDEN"
    assert Intervention.get_by_id(row.id).status == "ONGOING"


def test_a_row_changed_meanwhile_is_not_overwritten(register: Register) -> None:
    row = register.intervention("NRA")
    mine, theirs = Intervention.get_by_id(row.id), Intervention.get_by_id(row.id)
    theirs.status = "COMPLETED"
    changes.save(SALMA, theirs)
    mine.status = "CANCELLED"
    with pytest.raises(Refused) as refusal:
        changes.save(SALMA, mine)
    assert refusal.value.code == "CHANGED_MEANWHILE"
    assert Intervention.get_by_id(row.id).status == "COMPLETED"


def test_all_faults_are_told_at_once_and_nothing_is_written(register: Register) -> None:
    row = register.intervention("NRA")
    site = Site(intervention=row.id, area=register.areas["YE1211"].id, population_group=register.groups["ALL"].id)
    site.targeted, site.targeted_women, site.reached = 10, 20, -1
    with pytest.raises(Refused) as refusal:
        changes.save(SALMA, site)
    assert [(fault.code, fault.field) for fault in refusal.value.faults] == [
        ("NEGATIVE", "reached"),
        ("PARTS_EXCEED_WHOLE", "targeted"),
    ]
    assert not Site.select().exists()


def test_a_taken_code_is_a_conflict_and_not_an_accident(register: Register) -> None:
    register.organization("NRA", registration_number="17")
    with pytest.raises(Refused) as refusal:
        register.organization("ADR", registration_number="17")
    assert refusal.value.code == "CONFLICT"
    assert Organization.select().count() == 1


def test_a_site_copies_its_intervention_and_its_area(register: Register) -> None:
    row = register.intervention("NRA")
    site = register.site(row, "YE121121")
    stored = Site.get_by_id(site.id)
    assert (stored.sector_id, stored.organization_id, stored.status) == (row.sector_id, row.organization_id, "ONGOING")
    assert (stored.starts_on, stored.ends_on) == (date(2026, 3, 1), date(2026, 3, 31))
    places = [register.areas[code].id for code in ("YE", "YE12", "YE1211", "YE121121")]
    assert [stored.country_id, stored.governorate_id, stored.district_id, stored.subdistrict_id] == places


def test_the_copies_follow_a_change_of_the_intervention(register: Register) -> None:
    row = register.intervention("NRA")
    site = register.site(row)
    row.ends_on, row.is_published = date(2026, 5, 31), False
    changes.save(SALMA, row)
    changes.archive(SALMA, row)
    stored = Site.get_by_id(site.id)
    assert (stored.ends_on, stored.is_published) == (date(2026, 5, 31), False)
    assert stored.intervention_archived_at is not None
    changes.restore(SALMA, row)
    assert Site.get_by_id(site.id).intervention_archived_at is None


@pytest.mark.parametrize(
    ("change", "counted"),
    [
        ({"title_en": "Wells", "remarks": "By hand", "modality": "CASH"}, {"intervention"}),
        ({"title_en": "Wells", "status": "COMPLETED"}, {"intervention", "site"}),
        ({"ends_on": date(2026, 12, 31)}, {"intervention", "site"}),
    ],
)
def test_a_change_counts_for_sites_where_they_copy_it(
    register: Register, change: dict[str, Any], counted: set[str]
) -> None:
    row = register.intervention("NRA")
    register.site(row)
    before = data_stamps.stamps()
    for name, value in change.items():
        setattr(row, name, value)
    changes.save(SALMA, row)
    assert {name for name, number in data_stamps.stamps().items() if number != before.get(name)} == counted


def test_what_an_organisation_is_called_counts_for_no_site_and_whom_it_stands_for_does(register: Register) -> None:
    row, canonical = register.organization("NRA"), register.organization("ADR")
    before = data_stamps.stamps().get("site", 0)
    row.name_en = "Another name"
    changes.save(SALMA, row)
    assert data_stamps.stamps().get("site", 0) == before
    row.canonical_id = canonical.id
    changes.save(SALMA, row)
    assert data_stamps.stamps()["site"] == before + 1


def test_the_sites_of_a_merged_organisation_count_for_the_canonical_one(register: Register) -> None:
    site = register.site(register.intervention("NRA"))
    merged, canonical = register.organization("NRA"), register.organization("ADR")
    merged.canonical_id = canonical.id
    changes.save(SALMA, merged)
    assert Site.get_by_id(site.id).organization_id == canonical.id
    merged.canonical_id = None
    changes.save(SALMA, merged)
    assert Site.get_by_id(site.id).organization_id == merged.id


def test_sites_are_numbered_within_their_intervention(register: Register) -> None:
    row = register.intervention("NRA")
    numbers = [register.site(row, pcode).number for pcode in ("YE121121", "YE121122", "YE121001")]
    assert numbers == [1, 2, 3]


def test_replaced_parts_are_told_on_their_row(register: Register) -> None:
    row = register.intervention("NRA")
    donor = register.organization("ADR")
    wanted = [{"organization": donor.id, "role": "FUNDING"}]
    changes.replace_parts(SALMA, row, Partnership, wanted)
    changes.replace_parts(SALMA, row, Partnership, wanted)
    assert [
        (part.organization_id, part.role) for part in Partnership.select().where(Partnership.intervention == row.id)
    ] == [(donor.id, "FUNDING")]
    assert _history(row)[-1] == ("CHANGE", {"partnership": [[], [[donor.id, "FUNDING"]]]})
    assert len(_history(row)) == 2


def test_parts_are_read_in_the_shape_in_which_the_history_tells_them(register: Register) -> None:
    row, other = register.intervention("NRA"), register.intervention("NRA")
    donor, partner = register.organization("ADR"), register.organization("HUB")
    changes.replace_parts(SALMA, other, Partnership, [{"organization": donor.id, "role": "FUNDING"}])
    both = [{"organization": one.id, "role": "IMPLEMENTING"} for one in (partner, donor)]
    changes.replace_parts(SALMA, row, Partnership, both)
    assert changes.parts_of(row, Partnership) == [[donor.id, "IMPLEMENTING"], [partner.id, "IMPLEMENTING"]]
    assert _history(row)[-1][1] == {"partnership": [[], changes.parts_of(row, Partnership)]}


def test_changes_made_together_stand_or_fall_together(register: Register) -> None:
    def enter_two() -> None:
        with changes.together():
            register.organization("NRA", registration_number="17")
            register.organization("ADR", registration_number="17")

    with pytest.raises(Refused):
        enter_two()
    assert not Organization.select().exists()


@pytest.mark.parametrize("forged", ["0", "-1", "1 OR 1=1", "٣", "9" * 40, "", "null"])
def test_a_forged_id_finds_nothing(register: Register, forged: str) -> None:
    register.organization("NRA")
    with pytest.raises(Refused) as refusal:
        changes.find(SALMA, Organization, forged)
    assert refusal.value.code == "NOT_FOUND"


@pytest.mark.parametrize("text", ["a\x00b", "a\ud800b"])
def test_text_that_one_database_cannot_hold_is_refused_on_both(register: Register, text: str) -> None:
    with pytest.raises(Refused, match=r"^BAD_CHARACTER\(name_en\)$"):
        register.organization("NRA", name_en=text)


def test_what_a_merged_organisation_stood_for_counts_for_the_canonical_one_too(register: Register) -> None:
    site = register.site(register.intervention("ONE"))
    one, other, last = (register.organization(acronym) for acronym in ("ONE", "TWO", "THREE"))
    one.canonical_id = other.id
    changes.save(SALMA, one)
    other = Organization.get_by_id(other.id)
    other.canonical_id = last.id
    changes.save(SALMA, other)
    assert Organization.get_by_id(one.id).canonical_id == last.id
    assert Site.get_by_id(site.id).organization_id == last.id


@pytest.mark.parametrize("who", ["ONE", "THREE"])
def test_nobody_is_the_same_as_one_who_is_the_same_as_another(register: Register, who: str) -> None:
    """Else its sites would count for one that does not count itself; and two would stand for each other."""
    one, other, last = (register.organization(acronym) for acronym in ("ONE", "TWO", "THREE"))
    other.canonical_id = last.id
    changes.save(SALMA, other)
    row = {"ONE": one, "THREE": Organization.get_by_id(last.id)}[who]
    row.canonical_id = other.id
    with pytest.raises(Refused) as refusal:
        changes.save(SALMA, row)
    assert [(fault.code, fault.field) for fault in refusal.value.faults] == [("NOT_CANONICAL", "canonical")]
