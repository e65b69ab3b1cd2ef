"""Which rows standing ones refer to."""

from tansiq.models import Area, Intervention, Organization, Partnership, Project
from tansiq.records import changes
from tansiq.records.references import ids_referred_to
from tests.definitions import field, name_of
from tests.people import SALMA
from tests.register import Register


def test_organisations_are_held_by_standing_interventions_projects_and_partnerships(register: Register) -> None:
    work = register.intervention("NRA")
    partner, owner, free = (register.organization(name) for name in ("DON", "OWN", "ADR"))
    project = changes.save(SALMA, Project(title_en="P", organization=owner.id))
    changes.replace_parts(SALMA, work, Partnership, [{"organization": partner.id, "role": "FUNDING"}])
    ids = [row.id for row in (register.organization("NRA"), partner, owner, free)]
    assert ids_referred_to(Organization, ids) == set(ids[:3])
    changes.archive(SALMA, Intervention.get_by_id(work.id))
    changes.archive(SALMA, project)
    assert ids_referred_to(Organization, ids) == set()


def test_areas_are_held_by_sites_and_by_what_lies_in_them(register: Register) -> None:
    register.site(register.intervention("NRA"), "YE121121")
    codes = ("YE12", "YE1211", "YE121121", "YE121122")
    ids = {code: register.areas[code].id for code in codes}
    assert ids_referred_to(Area, list(ids.values())) == {ids[code] for code in codes[:3]} | {
        found for found in [ids["YE12"]] if found
    }
    assert ids_referred_to(Area, [ids["YE121122"]]) == set()


def test_interventions_are_held_by_standing_sites_alone(register: Register) -> None:
    work = register.intervention("NRA")
    site = register.site(work)
    assert ids_referred_to(Intervention, [work.id]) == {work.id}
    changes.archive(SALMA, site)
    assert ids_referred_to(Intervention, [work.id]) == set()


def test_rows_are_held_by_the_own_fields_of_standing_rows(register: Register) -> None:
    one = field("partnerOf", "REFERENCE", reference_table="organization")
    first, second = register.organization("NRA"), register.organization("ADR")
    first.enter(name_of(one), second.id)
    changes.save(SALMA, first)
    assert ids_referred_to(Organization, [second.id]) == {second.id}
    assert ids_referred_to(Organization, [first.id, second.id]) == set(), "they go together"
    changes.archive(SALMA, Organization.get_by_id(first.id))
    assert ids_referred_to(Organization, [second.id]) == set()
