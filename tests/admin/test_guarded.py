"""The permission table through the panel: every table x person x door, and what people try at the doors."""

from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from admin import DEEDS, PEOPLE, QUESTIONS, VIEWS
from admin.guarded import Guard, GuardedView
from admin.proposals import ProposalsView
from admin.start import StartPage
from tansiq import changes
from tansiq.imports import uploads
from tansiq.models import (
    ActivityType,
    HistoryEntry,
    Intervention,
    Licence,
    Organization,
    OrganizationArea,
    OrganizationContact,
    OrganizationDocument,
    Partnership,
    Project,
    Site,
)
from tests.admin.conftest import Reader, Readers
from tests.people import SALMA
from tests.register import Register

TABLES = [model for _view, model in VIEWS]
NAMES = [model.__name__.lower() for model in TABLES]
OF_ORGANIZATION = ("licence", "organizationcontact", "organizationdocument")
FOR_ADMINISTRATORS = ("organizationcontact", "organizationdocument")
PDF = b"%PDF-1.7\n1 0 obj\nendobj\n%%EOF\n"


@pytest.fixture(autouse=True)
def _files(application: Flask, tmp_path: Path) -> None:
    """Documents of these tests lie in a folder of their own."""
    uploads.use(tmp_path / "uploads", 1)


@pytest.fixture
def rows(register: Register) -> dict[str, Any]:
    """One row of every table in the panel, by its address."""
    intervention = register.intervention("NRA", title_en="Water for Ja'ar")
    return {
        "intervention": intervention,
        "site": register.site(intervention, targeted=100, reached=40),
        "project": changes.save(SALMA, Project(title_en="Abyan recovery", code="P-1")),
        "organization": register.organization("NRA"),
        "licence": a_licence(register),
        "organizationcontact": a_contact(register),
        "organizationdocument": a_document(register),
        "need": register.need("YE1211", "WSH", 12_000),
        "area": register.areas["YE121121"],
        "sector": register.sectors["HEA"],
        "activitytype": ActivityType.get(),
        "populationgroup": register.groups["IDP"],
    }


def a_licence(register: Register) -> Licence:
    facts = {"number": "17/2024", "authority": "Office", "issued_on": date(2024, 1, 1), "expires_on": date(2026, 1, 1)}
    return changes.save(SALMA, Licence(organization=register.organization("NRA").id, **facts))


def a_contact(register: Register) -> OrganizationContact:
    facts = {"name": "Somebody", "phone": "+967 1 234567"}
    return changes.save(SALMA, OrganizationContact(organization=register.organization("NRA").id, **facts))


def a_document(register: Register) -> OrganizationDocument:
    """A document whose file was lost; tests/admin/test_organization_document.py sends real ones."""
    facts = {"title": "Bylaws", "file_name": "bylaws.pdf", "media_type": "application/pdf", "size": 1, "sha256": "0",
             "stored": "lost"}  # fmt: skip
    return changes.save(SALMA, OrganizationDocument(organization=register.organization("NRA").id, **facts))


def typed(name: str, register: Register) -> dict[str, Any]:
    """What a person types into the form for a new row of each table."""
    place = {"area": register.areas["YE1211"].id, "population_group": register.groups["ALL"].id}
    sector = register.sectors["WSH"].id
    forms: dict[str, dict[str, Any]] = {
        "intervention": {
            "organization": register.organization("NRA").id,
            "sector": sector,
            "title_en": "Typed",
            "status": "PLANNED",
            "is_published": "y",
        },
        "site": {**place, "targeted": "1,200", "reached": "٣٠٠"},
        "project": {"title_en": "Typed"},
        "organization": {"name_ar": "جمعية الأمل", "kind": "ASSOCIATION"},
        "licence": {"number": "18/2024", "authority": "Office", "issued_on": "2024-01-01"},
        "organizationcontact": {"name": "Anybody", "phone": "٧٧٧ ١٢٣ ٤٥٦"},
        "organizationdocument": {"title": "Typed", "document_kind": "BYLAWS", "file": (BytesIO(PDF), "typed.pdf")},
        "need": {
            **place,
            "sector": sector,
            "people_in_need": "500",
            "starts_on": "2026-01-01",
            "ends_on": "2026-06-30",
        },
        "area": {
            "level": "4",
            "parent": register.areas["YE121121"].id,
            "pcode": "YE121121001",
            "name_en": "Typed",
            "name_ar": "جديدة",
        },
        "sector": {"code": "NEW", "name_ar": "جديد", "name_en": "Typed", "position": "9"},
        "activitytype": {"code": "NEW", "sector": sector, "name_ar": "جديد", "name_en": "Typed"},
        "populationgroup": {"code": "NEW", "name_ar": "جديد", "name_en": "Typed", "position": "9"},
    }
    return forms[name]


def new_address(name: str, rows: dict[str, Any]) -> str:
    owners = {"site": "intervention", **dict.fromkeys(OF_ORGANIZATION, "organization")}
    return f"{name}/new/" + (f"?{owners[name]}={rows[owners[name]].id}" if name in owners else "")


def goes_to_sign_in(answer: TestResponse) -> bool:
    return answer.status_code == 302 and answer.headers["Location"].startswith("/admin/sign-in?next=/admin/")


def test_every_view_derives_from_the_guarded_one(application: Flask) -> None:
    views = application.extensions["admin"][0]._views
    pages = [type(view) for view in views if not isinstance(view, GuardedView)]
    assert sorted(pages, key=str) == sorted([StartPage, ProposalsView, *QUESTIONS, *DEEDS], key=str)
    assert all(isinstance(view, Guard) for view in views)
    assert len(views) == len(pages) + len(VIEWS) + len(PEOPLE)


def test_no_view_saves_forms_of_other_rows_or_cells_of_a_list(application: Flask) -> None:
    tables = [view for view in application.extensions["admin"][0]._views if isinstance(view, GuardedView)]
    for view in tables:
        assert view.inline_models is None
        assert not view.column_editable_list
        assert not view._actions


@pytest.mark.parametrize("name", NAMES)
def test_forms_hold_no_derived_and_no_bookkeeping_fields(application: Flask, name: str) -> None:
    view = next(view for view in application.extensions["admin"][0]._views if view.endpoint == name)
    closed = view.model.derived | {"id", "created_at", "changed_at", "archived_at", "search"}
    assert not closed & set(view.form_columns)


READING = ["{name}/", "{name}/details/?id={id}", "{name}/export/csv/", "{name}/export/xlsx/"]
WRITING = ["{name}/edit/?id={id}", "{name}/archive/?id={id}"]


@pytest.mark.parametrize("door", READING)
@pytest.mark.parametrize("name", NAMES)
def test_reading_doors(reader: Readers, rows: dict[str, Any], name: str, door: str) -> None:
    address = door.format(name=name, id=rows[name].id)
    assert reader("salma").get(address).status_code == 200
    is_closed = name in FOR_ADMINISTRATORS and "details" in door
    assert reader("visitor").get(address).status_code == (404 if is_closed else 200)


@pytest.mark.parametrize("name", ["organizationcontact", "organizationdocument"])
def test_lists_and_files_of_what_is_for_administrators_are_empty_for_others(
    visitor: Reader, rows: dict[str, Any], name: str
) -> None:
    for address in (f"{name}/", f"{name}/export/csv/?all=1", f"organization/details/?id={rows['organization'].id}"):
        page = visitor.get(address).text
        for told in ("Somebody", "234567", "Bylaws", "bylaws.pdf"):
            assert told not in page


@pytest.mark.parametrize("door", [*READING, *WRITING, "{name}/ajax/lookup/?name=area&query=a", "{name}/new/"])
@pytest.mark.parametrize("name", NAMES)
def test_nobody_passes_a_door_without_signing_in(nobody: Reader, rows: dict[str, Any], name: str, door: str) -> None:
    assert goes_to_sign_in(nobody.get(door.format(name=name, id=rows[name].id)))


@pytest.mark.parametrize("name", NAMES)
def test_nobody_posts_without_signing_in(nobody: Reader, rows: dict[str, Any], register: Register, name: str) -> None:
    before = TABLES[NAMES.index(name)].select().count()
    for address in (new_address(name, rows), f"{name}/edit/?id={rows[name].id}"):
        assert goes_to_sign_in(nobody.post(address, **typed(name, register)))
    assert goes_to_sign_in(nobody.post(f"{name}/delete/", id=rows[name].id))
    assert TABLES[NAMES.index(name)].select().count() == before
    assert _stored(rows[name]).archived_at is None


@pytest.mark.parametrize("name", NAMES)
def test_who_may_only_read_changes_nothing(
    visitor: Reader, rows: dict[str, Any], register: Register, name: str
) -> None:
    before = _stored(rows[name]).values()
    for door in WRITING:
        assert visitor.get(door.format(name=name, id=rows[name].id)).status_code == 403
    for address in (new_address(name, rows), f"{name}/edit/?id={rows[name].id}"):
        assert visitor.post(address, page="", **typed(name, register)).status_code == 403
    for act in ("delete", "restore"):
        assert visitor.post(f"{name}/{act}/", page="", id=rows[name].id).status_code == 403
    assert _stored(rows[name]).values() == before


@pytest.mark.parametrize("name", NAMES)
def test_the_administrator_enters_changes_archives_and_restores(
    salma: Reader, rows: dict[str, Any], register: Register, name: str
) -> None:
    model: Any = TABLES[NAMES.index(name)]
    made = salma.post(new_address(name, rows), page="", **typed(name, register))
    assert made.status_code == 302, made.text
    row = model.select().order_by(model.id.desc()).first()
    edit = f"{name}/edit/?id={row.id}"
    changed = {**typed(name, register), "version": row.version, **_change(name)}
    assert salma.post(edit, page=edit, **changed).status_code == 302
    assert _stored(row).version == row.version + 1
    assert salma.post(f"{name}/delete/", page="", id=row.id).status_code == 302
    assert _stored(row).archived_at is not None
    assert salma.post(f"{name}/restore/", page="", id=row.id).status_code == 302
    assert _stored(row).archived_at is None
    told = HistoryEntry.select().where((HistoryEntry.record_type == _table(model)) & (HistoryEntry.record_id == row.id))
    assert [(e.act, e.face, e.actor) for e in told.order_by(HistoryEntry.id)] == [
        (act, "PANEL", "Salma") for act in ("CREATE", "CHANGE", "ARCHIVE", "RESTORE")
    ]


@pytest.mark.parametrize("name", NAMES)
def test_what_is_not_there_has_no_page(salma: Reader, rows: dict[str, Any], name: str) -> None:
    for given in ("999999", "-1", "x", "1' OR '1'='1", "", "9" * 40, "١"):
        for door in ("details", "edit", "archive"):
            assert salma.get(f"{name}/{door}/?id={given}").status_code in {404, 302}
        assert salma.post(f"{name}/delete/", page="", id=given).status_code == 404


@pytest.mark.parametrize("name", ["intervention", "site", "organization", "project", "need"])
def test_what_is_not_yours_answers_like_what_is_not_there(visitor: Reader, rows: dict[str, Any], name: str) -> None:
    hidden = rows["intervention"] if name == "site" else rows[name]
    hidden.is_published = False
    changes.save(SALMA, hidden)
    there, not_there = (visitor.get(f"{name}/details/?id={row_id}") for row_id in (rows[name].id, 999_999))
    assert there.status_code == not_there.status_code == 404
    assert _without_token(there.text, str(rows[name].id)) == _without_token(not_there.text, "999999")
    assert f"id={rows[name].id}" not in visitor.get(f"{name}/").text
    assert len(visitor.get(f"{name}/export/csv/").text.strip().splitlines()) == 1


def test_a_hidden_parent_is_not_named_on_its_rows(visitor: Reader, rows: dict[str, Any]) -> None:
    hidden = rows["organization"]
    hidden.is_published = False
    changes.save(SALMA, hidden)
    for address in ("intervention/", f"intervention/details/?id={rows['intervention'].id}", "intervention/export/csv/"):
        page = visitor.get(address)
        assert page.status_code == 200
        assert "NRA Aid" not in page.text


def test_a_look_up_offers_what_is_visible_and_stands(salma: Reader, visitor: Reader, register: Register) -> None:
    shown, draft, gone = (register.organization(name) for name in ("NRA", "ADR", "BKC"))
    draft.is_published = False
    changes.save(SALMA, draft)
    changes.archive(SALMA, gone)
    address = "intervention/ajax/lookup/?name=organization&query=aid"
    assert _ids(salma.get(address)) == {shown.id, draft.id}
    assert _ids(visitor.get(address)) == {shown.id}
    assert salma.get("intervention/ajax/lookup/?name=search&query=a").status_code == 404
    assert salma.get("intervention/ajax/lookup/?name=organization").status_code == 200
    assert salma.get("intervention/ajax/lookup/?name=organization&offset=-5&limit=100000").status_code == 200


def test_a_post_without_its_token_is_refused(salma: Reader, rows: dict[str, Any], register: Register) -> None:
    row = rows["organization"]
    posts: list[tuple[str, dict[str, Any]]] = [
        ("organization/new/", typed("organization", register)),
        (f"organization/edit/?id={row.id}", {"name_en": "Forged", "version": row.version}),
        ("organization/delete/", {"id": row.id}),
        ("organization/restore/", {"id": row.id}),
        (f"organization/parts/?id={row.id}&of=organization_area", {"version": row.version}),
        ("language", {"to": "ar"}),
        ("sign-out", {}),
    ]
    for address, values in posts:
        assert salma.client.post(f"/admin/{address}", data=values).status_code == 400, address
        forged = salma.client.post(f"/admin/{address}", data={**values, "csrf_token": "forged"})
        assert forged.status_code == 400, address
    assert _stored(row).values() == row.values()
    assert _stored(row).archived_at is None


def test_fields_that_are_not_declared_are_not_written(salma: Reader, rows: dict[str, Any]) -> None:
    row = rows["intervention"]
    forged = {"id": 999, "search": "x", "record_id": "TQ-MINE", "archived_at": "2026-01-01", "created_at": "2000-01-01"}
    edit = f"intervention/edit/?id={row.id}"
    salma.post(edit, page=edit, **forged, version=row.version, title_en="Renamed", is_published="y")
    stored = Intervention.get_by_id(row.id)
    assert stored.title_en == "Renamed"
    assert (stored.record_id, stored.archived_at, stored.created_at) == (row.record_id, None, row.created_at)
    assert "renamed" in stored.search
    assert Intervention.get_or_none(Intervention.id == 999) is None


def test_a_site_stays_with_its_intervention(salma: Reader, rows: dict[str, Any], register: Register) -> None:
    site, other = rows["site"], register.intervention("ADR")
    edit = f"site/edit/?id={site.id}"
    salma.post(edit, page=edit, intervention=other.id, version=site.version, targeted="7")
    assert (Site.get_by_id(site.id).intervention_id, Site.get_by_id(site.id).targeted) == (rows["intervention"].id, 7)


def test_a_site_of_no_intervention_has_no_form(salma: Reader, rows: dict[str, Any], register: Register) -> None:
    for given in ("", "?intervention=999999", "?intervention=x"):
        assert salma.get(f"site/new/{given}").status_code == 404
        assert salma.post(f"site/new/{given}", page="", **typed("site", register)).status_code == 404


def test_an_older_version_does_not_overwrite_a_newer_one(salma: Reader, rows: dict[str, Any]) -> None:
    row = rows["project"]
    edit = f"project/edit/?id={row.id}"
    assert salma.post(edit, page=edit, title_en="First", version=row.version).status_code == 302
    for given in (row.version, "", "0", "x", "9" * 30):
        late = salma.post(edit, page=edit, title_en="Second", version=given)
        assert late.status_code == 200
        assert "Somebody changed this record meanwhile" in late.text
        assert 'value="Second"' in late.text
    assert Project.get_by_id(row.id).title_en == "First"


def test_what_is_wrong_stands_beside_its_field_and_nothing_typed_is_lost(salma: Reader, register: Register) -> None:
    values = {**typed("intervention", register), "starts_on": "2026-05-01", "ends_on": "2026-04-01", "budget": "12,5x"}
    page = salma.post("intervention/new/", page="", **values)
    assert page.status_code == 200
    for text in ("Nothing was saved", "is not a number", 'value="12,5x"', 'value="Typed"', 'href="#budget"'):
        assert text in page.text
    again = salma.post("intervention/new/", page="", **{**values, "budget": "1200"})
    for text in (
        "The end is before the beginning",
        "Say in which currency",
        'id="ends_on-wrong"',
        'id="currency-wrong"',
    ):
        assert text in again.text
    assert not Intervention.select().exists()


def test_a_taken_code_is_told_on_top(salma: Reader, rows: dict[str, Any]) -> None:
    page = salma.post("project/new/", page="", title_en="Other", code="P-1")
    assert "Another record already has this code" in page.text


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("targeted", "-3"),
        ("targeted", "99999999999"),
        ("targeted", "3.5"),
        ("latitude", "NaN"),
        ("latitude", "1e400"),
        ("area", "999999"),
        ("area", "x"),
        ("population_group", ""),
        ("reached_women", "seven"),
    ],
)
def test_values_that_make_no_sense_are_refused_in_words(
    salma: Reader, rows: dict[str, Any], register: Register, field: str, value: str
) -> None:
    page = salma.post(new_address("site", rows), page="", **{**typed("site", register), field: value})
    assert page.status_code == 200
    assert f'href="#{field}"' in page.text
    assert Site.select().count() == 1


def test_numbers_may_be_typed_in_any_digits(salma: Reader, rows: dict[str, Any], register: Register) -> None:
    salma.post(new_address("site", rows), page="", **typed("site", register))
    site = Site.select().order_by(Site.id.desc()).first()
    assert (site.targeted, site.reached, site.number) == (1200, 300, 2)


def test_a_text_too_long_for_its_column_is_told(salma: Reader, rows: dict[str, Any]) -> None:
    page = salma.post("project/new/", page="", title_en="x" * 501)
    assert "At most 500 letters" in page.text


def test_script_in_any_text_is_shown_as_text(salma: Reader, register: Register) -> None:
    script = "<script>alert(1)</script>"
    row = register.organization("XSS", name_en=script, name_ar=script, aliases=script)
    intervention = register.intervention("XSS", title_en=script, title_ar=script, remarks=script)
    register.site(intervention)
    changes.replace_parts(SALMA, intervention, Partnership, [{"organization": row.id, "role": "FUNDING"}])
    pages = ["organization/", f"organization/details/?id={row.id}", f"organization/edit/?id={row.id}"]
    pages += ["intervention/", f"intervention/details/?id={intervention.id}", "site/"]
    pages += [f"intervention/parts/?id={intervention.id}&of=partnership", f"intervention/edit/?id={intervention.id}"]
    pages += [f"organization/archive/?id={row.id}", f"organization/?search={script}"]
    for address in pages:
        page = salma.get(address).text
        assert script not in page, address
        assert "&lt;script&gt;" in page, address


def test_parts_are_struck_out_and_added_through_changes(
    salma: Reader, rows: dict[str, Any], register: Register
) -> None:
    row, funder, doer = rows["intervention"], register.organization("DON"), register.organization("ADR")
    changes.replace_parts(SALMA, row, Partnership, [{"organization": funder.id, "role": "FUNDING"}])
    [old] = Partnership.select()
    page = f"intervention/parts/?id={row.id}&of=partnership"
    given = {"strike": str(old.id), "organization": doer.id, "role": "IMPLEMENTING", "version": row.version}
    assert salma.post(page, page=page, **given).status_code == 302
    assert [(part.organization_id, part.role) for part in Partnership.select()] == [(doer.id, "IMPLEMENTING")]
    late = salma.post(page, page=page, **given)
    assert "Somebody changed this record meanwhile" in late.text
    assert "ADR Aid" in salma.get(f"intervention/details/?id={row.id}").text


def test_half_a_part_is_refused(salma: Reader, rows: dict[str, Any], register: Register) -> None:
    row = rows["intervention"]
    page = f"intervention/parts/?id={row.id}&of=partnership"
    answer = salma.post(page, page=page, organization=register.organization("ADR").id, version=row.version)
    assert "This field is required." in answer.text
    assert not Partnership.select().exists()
    assert salma.get(f"intervention/parts/?id={row.id}&of=account_role").status_code == 404


def test_areas_of_work_are_found_by_typed_code_without_scripts(salma: Reader, rows: dict[str, Any]) -> None:
    row = rows["organization"]
    page = f"organization/parts/?id={row.id}&of=organization_area"
    given = {"area": "", "area-text": "Abyan / Khanfar (YE1211)", "version": row.version}
    assert salma.post(page, page=page, **given).status_code == 302
    assert [part.area.pcode for part in OrganizationArea.select()] == ["YE1211"]


def test_acts_on_many_rows_and_on_cells_are_closed(salma: Reader, rows: dict[str, Any]) -> None:
    row = rows["organization"]
    assert salma.post("organization/action/", page="", action="delete", rowid=row.id).status_code == 404
    assert salma.post("organization/ajax/update/", page="", list_form_pk=row.id, name_en="x").status_code == 404
    assert Organization.get_by_id(row.id).archived_at is None


def test_the_address_of_a_list_cannot_bend_its_links(salma: Reader, rows: dict[str, Any]) -> None:
    bent = "intervention/?_scheme=javascript&_external=1&_anchor=x&_method=POST&sort=4&endpoint=x"
    page = salma.get(bent)
    assert page.status_code == 200
    assert "javascript:" not in page.text


def test_addresses_to_return_to_stay_on_this_site(salma: Reader, rows: dict[str, Any]) -> None:
    for elsewhere in ("https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)"):
        made = salma.post(f"project/new/?url={elsewhere}", page="", title_en="Typed", url=elsewhere)
        assert made.headers["Location"].startswith("/admin/project/details/")
        assert "evil" not in salma.get(f"project/edit/?url={elsewhere}").headers.get("Location", "")


def _change(name: str) -> dict[str, str]:
    return {
        "site": {"targeted": "1300"},
        "need": {"people_in_need": "600"},
        "intervention": {"title_en": "Changed"},
        "project": {"title_en": "Changed"},
        "licence": {"number": "Changed"},
        "organizationcontact": {"name": "Changed"},
        "organizationdocument": {"title": "Changed"},
    }.get(name, {"name_en": "Changed"})


def _table(model: Any) -> str:
    return str(model._meta.table_name)


def _stored(row: Any) -> Any:
    return type(row).get_by_id(row.id)


def _ids(answer: TestResponse) -> set[int]:
    return {found[0] for found in answer.get_json()}


def _without_token(page: str, given: str) -> list[str]:
    return [line for line in page.replace(f"?id={given}", "").splitlines() if "csrf_token" not in line]
