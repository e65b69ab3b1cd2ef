"""What people try at the doors of the panel: forged posts, fields, addresses and texts change and show nothing."""

from typing import Any

from tansiq.models import Intervention, Organization, Partnership, Site
from tansiq.records import changes
from tests.admin.conftest import Reader
from tests.admin.typed_forms import typed
from tests.people import SALMA
from tests.register import Register


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
    stored = Organization.get_by_id(row.id)
    assert (stored.values(), stored.archived_at) == (row.values(), None)


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
