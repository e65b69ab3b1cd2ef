"""The one page of an intervention, without scripts: its sites, its partners, its project, saved or refused whole."""

import re

import pytest

from tansiq.models import Intervention, Partnership, Project, Site
from tansiq.records import changes
from tests.admin.conftest import Reader
from tests.admin.entry_form import NEW, edit, own, site_titles, site_typed, stored_site
from tests.people import SALMA
from tests.register import Register


def test_an_intervention_is_saved_with_its_project_partners_and_sites(salma: Reader, register: Register) -> None:
    funder = register.organization("DON")
    given = {
        **own(register),
        "new_project-code": "P-7",
        "new_project-title_en": "Abyan recovery",
        "partners-0-organization": funder.id,
        "partners-0-role": "FUNDING",
        "partners-1-organization": "",
        "partners-1-role": "",
        **site_typed(register, 0, targeted_women="١٢", targeted_men="8"),
        **site_typed(register, 5, "YE121122", targeted="30", reached="4"),
        "sites-9-area": "",
        "sites-9-area-text": "",
        "sites-9-population_group": "",
    }
    assert salma.post(NEW, page="", **given).status_code == 302
    [row] = Intervention.select()
    assert (Project.get_by_id(row.project_id).code, Project.get().organization_id) == ("P-7", row.organization_id)
    assert [(part.organization_id, part.role) for part in Partnership.select()] == [(funder.id, "FUNDING")]
    assert [(site.number, site.targeted, site.reached) for site in Site.select().order_by(Site.number)] == [
        (1, 20, None),
        (2, 30, 4),
    ]


def test_a_fault_in_one_site_saves_nothing_and_stands_beside_its_field(salma: Reader, register: Register) -> None:
    given = {
        **own(register),
        **site_typed(register, 0, targeted="10"),
        **site_typed(register, 1, targeted="5", targeted_women="6"),
        **site_typed(register, 2, targeted="many"),
    }
    page = salma.post(NEW, page="", **given).text
    assert 'href="#sites-2-targeted">Site 3 · People targeted</a>' in page
    assert 'value="many"' in page
    page = salma.post(NEW, page="", **{**given, "sites-2-targeted": "7"}).text
    assert 'href="#sites-1-targeted">Site 2 · People targeted</a>: The parts add up to 6' in page
    assert 'id="sites-1-targeted-wrong"' in page
    assert site_titles(page) == ["Site 1", "Site 2", "Site 3"]
    assert not Intervention.select().exists()


def test_half_a_partner_and_half_a_project_are_told(salma: Reader, register: Register) -> None:
    other = changes.save(SALMA, Project(code="P-1", title_en="Other"))
    given = {**own(register), "partners-0-organization": register.organization("DON").id, "partners-0-role": ""}
    page = salma.post(NEW, page="", **given).text
    assert 'href="#partners-0-role">Partner 1 · Role</a>: This field is required.' in page
    page = salma.post(NEW, page="", **own(register), **{"new_project-code": "P-1", "new_project-title_en": "x"}).text
    assert 'href="#new_project-code">New project · Code</a>: Another record already has this code' in page
    page = salma.post(NEW, page="", **own(register, project=other.id), **{"new_project-code": "P-2"}).text
    assert "Choose a project or enter a new one, not both." in page
    assert not Intervention.select().exists()


@pytest.mark.parametrize(
    ("deed", "titles", "open_key"),
    [
        ("sites.add", ["Site 1", "Site 2", "Site 3"], "sites-4-area"),
        ("sites.up.1", ["Site 2", "Site 1"], "sites-3-area"),
        ("sites.down.0", ["Site 2", "Site 1"], "sites-3-area"),
        ("sites.up.0", ["Site 1", "Site 2"], "sites-0-area"),
        ("sites.remove.0", ["Site 1", "Site 2"], "sites-0-area"),
        ("sites.up.77", ["Site 1", "Site 2"], "sites-0-area"),
        ("sites.up", ["Site 1", "Site 2"], "sites-0-area"),
    ],
)
def test_buttons_of_rows_bring_the_form_back_with_nothing_lost_and_nothing_saved(
    salma: Reader, register: Register, deed: str, titles: list[str], open_key: str
) -> None:
    row = register.intervention("NRA")
    first, second = register.site(row), register.site(row, "YE121122")
    given = {**stored_site(first, 0, targeted="5"), **stored_site(second, 3, targeted="no number"), "do": deed}
    page = salma.post(edit(row), page=edit(row), **own(register, title_en="Typed"), version=row.version, **given)
    assert page.status_code == 200
    assert 'class="faults"' not in page.text
    assert site_titles(page.text) == titles
    for kept in ('value="Typed"', 'value="no number"', f'id="{open_key}"'):
        assert kept in page.text
    assert [site.targeted for site in Site.select()] == [None, None]


def test_a_new_row_goes_at_once_and_a_stored_one_when_it_is_saved(salma: Reader, register: Register) -> None:
    row = register.intervention("NRA")
    site = register.site(row)
    given = {**own(register), "version": row.version, **stored_site(site, 0), **site_typed(register, 1, "YE121122")}
    page = salma.post(edit(row), page=edit(row), **given, do="sites.remove.1").text
    assert site_titles(page) == ["Site 1"]
    page = salma.post(edit(row), page=edit(row), **given, do="sites.remove.0").text
    assert 'name="sites-0-removed" value="1"' in page
    assert Site.get_by_id(site.id).archived_at is None
    assert salma.post(edit(row), page=edit(row), **{**given, "sites-0-removed": "1"}).status_code == 302
    assert Site.get_by_id(site.id).archived_at is not None
    assert [found.number for found in Site.select().where(Site.archived_at.is_null())] == [2]


def test_the_order_in_which_rows_are_sent_is_the_order_in_which_they_are_shown(
    salma: Reader, register: Register
) -> None:
    row = register.intervention("NRA")
    first, second = register.site(row), register.site(row, "YE121122")
    given = {**own(register), "version": row.version, **stored_site(second, 1), **stored_site(first, 0)}
    assert salma.post(edit(row), page=edit(row), **given).status_code == 302
    assert site_titles(salma.get(edit(row)).text) == ["Site 2", "Site 1"]
    details = salma.get(f"intervention/details/?id={row.id}").text
    assert details.index("al-Kawd") < details.index("Ja&#39;ar")


def test_sites_of_other_interventions_are_refused(salma: Reader, register: Register) -> None:
    row, other = register.intervention("NRA"), register.intervention("ADR")
    theirs = register.site(other, targeted=7)
    for given in (
        stored_site(theirs, 0, targeted="1"),
        stored_site(theirs, 0, removed="1"),
        stored_site(theirs, 0, id="999999"),
    ):
        for address in (NEW, edit(row)):
            page = salma.post(address, page=address, **own(register), version=row.version, **given)
            assert "This site is archived or belongs elsewhere" in page.text
    assert (Site.get_by_id(theirs.id).targeted, Site.select().count()) == (7, 1)
    assert Intervention.select().count() == 2


def test_older_versions_are_told_for_the_intervention_and_for_each_site(salma: Reader, register: Register) -> None:
    row = register.intervention("NRA")
    site = register.site(row, targeted=1)
    given = {**own(register), **stored_site(site, 0, version=site.version + 1, targeted="2")}
    page = salma.post(edit(row), page=edit(row), **given, version=row.version).text
    assert 'href="#sites-0">Site 1</a>: Somebody changed this record meanwhile' in page
    page = salma.post(edit(row), page=edit(row), **{**given, "sites-0-version": site.version}, version="x").text
    assert "<li>Somebody changed this record meanwhile" in page
    assert Site.get_by_id(site.id).targeted == 1


def test_fields_that_are_not_in_the_form_are_not_written(salma: Reader, register: Register) -> None:
    row, other = register.intervention("NRA"), register.intervention("ADR")
    site = register.site(row)
    forged = {"intervention": other.id, "number": 9, "position": 9, "status": "CANCELLED", "archived_at": "2026-01-01"}
    given = {**own(register), "record_id": "TQ-MINE", **stored_site(site, 0, **forged, targeted="3")}
    assert salma.post(edit(row), page=edit(row), version=row.version, **given).status_code == 302
    stored = Site.get_by_id(site.id)
    assert (stored.intervention_id, stored.number, stored.position, stored.status) == (row.id, 1, None, "ONGOING")
    assert (stored.targeted, stored.archived_at) == (3, None)
    assert Intervention.get_by_id(row.id).record_id == row.record_id


def test_a_copy_is_filled_but_for_what_was_reached_and_saved_by_nobody(salma: Reader, register: Register) -> None:
    row = register.intervention("NRA", title_en="Wells of Ja'ar")
    register.site(row, targeted=12345, reached=6789)
    assert f"intervention/new/?copy={row.id}" in salma.get(f"intervention/details/?id={row.id}").text
    page = salma.get(f"intervention/new/?copy={row.id}").text
    assert 'value="Wells of Ja&#39;ar"' in page
    assert 'value="12345"' in page
    assert 'value="6789"' not in page
    assert Intervention.select().count() == 1
    for forged in ("999999", "x", ""):
        assert salma.get(f"intervention/new/?copy={forged}").status_code == 200


def test_totals_are_added_up_over_the_sites(salma: Reader, register: Register) -> None:
    row = register.intervention("NRA")
    register.site(row, targeted=1000, reached=40)
    register.site(row, "YE121122", targeted=234)
    page = salma.get(edit(row)).text
    assert re.findall(r'<output data-total="(\w+)">([^<]+)<', page) == [
        ("targeted", "1,234"),
        ("reached", "40"),
        ("households_targeted", "—"),
        ("households_reached", "—"),
    ]


def test_many_sites_are_shown_a_page_at_a_time_and_the_others_stay(
    salma: Reader, register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("admin.views.intervention_form.AT_ONCE", 2)
    row = register.intervention("NRA")
    sites = [register.site(row, targeted=number) for number in (1, 20, 300)]
    assert site_titles(salma.get(edit(row)).text) == ["Site 1", "Site 2"]
    further = f"{edit(row)}&from=2"
    page = salma.get(further).text
    assert site_titles(page) == ["Site 3"]
    assert '<output data-total="targeted" data-others="21">321<' in page
    given = {**own(register), "version": row.version, **stored_site(sites[2], 0, targeted="7")}
    assert salma.post(further, page=further, **given).status_code == 302
    assert [site.targeted for site in Site.select().order_by(Site.number)] == [1, 20, 7]
    for forged in ("x", "-1", "9" * 30, "77"):
        assert salma.get(f"{edit(row)}&from={forged}").status_code == 200


def test_another_site_is_added_to_the_same_intervention(salma: Reader, register: Register) -> None:
    row = register.intervention("NRA")
    typed = {"area": register.areas["YE1211"].id, "population_group": register.groups["ALL"].id, "_add_another": "1"}
    answer = salma.post(f"site/new/?intervention={row.id}", page="", **typed)
    assert answer.headers["Location"] == f"/admin/site/new/?intervention={row.id}"


def test_who_may_only_read_asks_for_no_form_and_no_overlaps(visitor: Reader, register: Register) -> None:
    row = register.intervention("NRA")
    for address in (NEW, edit(row), f"intervention/overlaps/?id={row.id}"):
        assert visitor.post(address, page="", **own(register), **site_typed(register, 0)).status_code == 403
    assert f"copy={row.id}" not in visitor.get(f"intervention/details/?id={row.id}").text
    assert (Intervention.select().count(), Site.select().count()) == (1, 0)
