"""The permission table through the panel: every table x person x door."""

from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from admin import FIRST_PAGES, LAST_PAGES
from admin.pages.start import StartPage
from admin.panel.guarded_view import GuardedView
from admin.panel.signed_in_view import SignedInView
from admin.proposals.page import ProposalsView
from admin.views import of_type
from admin.views.entry import EntryView
from tansiq.models import HistoryEntry
from tansiq.records import changes
from tests.admin.conftest import Reader, Readers
from tests.admin.typed import NAMES, TABLES
from tests.admin.typed_forms import new_address, typed
from tests.people import SALMA
from tests.register import Register

FOR_ADMINISTRATORS = (
    "organizationcontact",
    "organizationdocument",
    "demanddocument",
    "plancomment",
    "planinvitation",
    "casedocument",
    "survey",
    "meeting",
    "agendaitem",
    "meetingattendee",
    "meetingdecision",
    "round",
)
SAID_BY_READERS = ("plancomment", "casedocument")
"""What whoever reads a plan may enter, while it is consulted upon."""


def goes_to_sign_in(answer: TestResponse) -> bool:
    return answer.status_code == 302 and answer.headers["Location"].startswith("/admin/sign-in?next=/admin/")


def test_every_view_derives_from_the_guarded_one(application: Flask) -> None:
    views = application.extensions["admin"][0]._views
    pages = [type(view) for view in views if not isinstance(view, GuardedView)]
    # Entries of all own record types have one view, whose pages ask for the type.
    others = [page for page in LAST_PAGES if page is not EntryView]
    assert sorted(pages, key=str) == sorted([StartPage, ProposalsView, *FIRST_PAGES, *others], key=str)
    assert all(isinstance(view, SignedInView) for view in views)
    assert len(views) == len(pages) + len([*of_type.views_with_models(), EntryView])


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
    closed = [f"{name}/edit/?id={rows[name].id}", *([] if name in SAID_BY_READERS else [new_address(name, rows)])]
    for address in closed:
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
    # The menu leads to a dashboard, whose number may be the same.
    changes.archive(SALMA, rows["dashboard"])
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


def _change(name: str) -> dict[str, str]:
    return {
        "site": {"targeted": "1300"},
        "assignment": {"ends_on": "2026-12-31"},
        "extension": {"closes_on": "2026-12-31"},
        "survey": {"title_en": "Changed"},
        "agendaitem": {"title_en": "Changed"},
        "meetingattendee": {"guest": "Changed"},
        "meetingdecision": {"title_en": "Changed"},
        "reachedfigure": {"people": "45"},
        "need": {"people_in_need": "600"},
        "demand": {"title_en": "Changed"},
        "plancomment": {"text": "Changed"},
        "planinvitation": {"email": "changed@example.org"},
        "indicatortarget": {"value": "90"},
        "indicatorvalue": {"source": "Changed"},
        "commitment": {"remark": "Changed"},
        "demanddocument": {"title": "Changed"},
        "fielddefinition": {"label_en": "Changed"},
        "ruledefinition": {"message_en": "Changed", "expression": "${capacity} > 1", "rule_severity": "NOTE"},
        "typedefinition": {"many_en": "Changed"},
        "plandocument": {"title": "Changed"},
        "casedocument": {"title": "Changed"},
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
