"""The permission table through the panel: every kind of record x every person x every door.

Doors that only look: the list, details, the form, a look-up, the export. Doors that act, by a plain POST with a good
token: create, change, archive, restore, bring an earlier version back, a deed over several rows.
"""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from peewee import Model

from tansiq.models import Intervention, Need, Organization, OrganizationDocument, Project, Proposal, Record, Site
from tansiq.platform.database import db
from tansiq.records import changes
from tests.admin.conftest import Reader, Readers
from tests.people import SALMA
from tests.register import Register

PEOPLE = ("salma", "nadia", "khaled", "amin", "visitor", "nobody")
NAMES = {Organization: "organization", Project: "project", Intervention: "intervention", Site: "site", Need: "need"}

Made = Callable[[Register, str, str], Any]


def _organization(register: Register, acronym: str, pcode: str) -> Organization:
    row = Organization.get_by_id(register.organization(acronym).id)
    row.home_area_id = register.areas[pcode].id
    return changes.save(SALMA, row)


def _project(register: Register, acronym: str, pcode: str) -> Project:
    own = _organization(register, acronym, pcode)
    return changes.save(SALMA, Project(code=f"P-{acronym}", organization=own.id))


def _intervention(register: Register, acronym: str, pcode: str) -> Intervention:
    row = register.intervention(acronym)
    register.site(row, pcode)
    return row


MAKERS: dict[type[Record], Made] = {
    Organization: _organization,
    Project: _project,
    Intervention: _intervention,
    Site: lambda register, acronym, pcode: register.site(register.intervention(acronym), pcode),
    Need: lambda register, _acronym, pcode: register.need(pcode, "WSH", 100),
}
HERE, THERE = ("NRA", "YE121121"), ("ADR", "YE1927")
MODELS = pytest.mark.parametrize("model", list(MAKERS), ids=lambda model: model.__name__)

# What becomes of an act, by person: done, proposed, or refused.
DONE, PROPOSED, REFUSED = "done", "proposed", "refused"
ACTS_HERE = {"salma": DONE, "nadia": DONE, "khaled": PROPOSED, "amin": REFUSED, "visitor": REFUSED, "nobody": REFUSED}
ACTS_THERE = {**ACTS_HERE, "nadia": PROPOSED, "khaled": REFUSED}


@pytest.fixture
def people(reader: Readers, register: Register, application: Flask) -> dict[str, Reader]:
    """Everybody, each in a browser of their own."""
    signed_in = {name: reader(name) for name in PEOPLE if name != "nobody"}
    return {**signed_in, "nobody": Reader(application.test_client())}


def _expected(model: type[Model], place: tuple[str, str]) -> dict[str, str]:
    expected = dict(ACTS_HERE if place == HERE else ACTS_THERE)
    if model is Need:
        # A need is no organisation's own.
        expected["khaled"] = REFUSED
    return expected


def _became(row: Record, before: tuple[int, int]) -> str:
    if type(row).get_by_id(row.id).version != before[0]:
        return DONE
    return PROPOSED if Proposal.select().count() != before[1] else REFUSED


@MODELS
@pytest.mark.parametrize("place", [HERE, THERE], ids=["here", "there"])
@pytest.mark.parametrize("act", ["delete", "restore", "bring-back"])
def test_acts_to_one_row(
    people: dict[str, Reader], register: Register, model: type[Record], place: tuple[str, str], act: str
) -> None:
    row, became = _ready(MAKERS[model](register, *place), act), {}
    for name in PEOPLE:
        # What one does is taken back before the next one comes.
        with db.atomic() as transaction:
            before = (row.version, Proposal.select().count())
            people[name].post(f"{NAMES[model]}/{act}/", id=row.id, seen=row.version, version=1)
            became[name] = _became(row, before)
            transaction.rollback()
    expected = _expected(model, place)
    if place == THERE and act != "delete":
        # Archived rows, and the history, of other areas are not an officer's to see.
        expected["nadia"] = REFUSED
    assert became == expected


def _ready(row: Any, act: str) -> Any:
    """The row as the act needs it: archived, or changed once since its first version."""
    if act == "restore":
        changes.archive(SALMA, row)
    if act == "bring-back":
        field = {"Site": "reached", "Need": "people_in_need", "Organization": "name_en"}.get(
            type(row).__name__, "title_en"
        )
        setattr(row, field, 77 if field in ("reached", "people_in_need") else "Seventy-seven")
        changes.save(SALMA, row)
    return type(row).get_by_id(row.id)


def _document(register: Register, acronym: str, pcode: str) -> OrganizationDocument:
    facts = {"file_name": "a.pdf", "media_type": "application/pdf", "size": 1, "sha256": "0", "stored": acronym}
    own = _organization(register, acronym, pcode)
    return changes.save(SALMA, OrganizationDocument(organization=own.id, title=acronym, **facts))


@pytest.mark.parametrize("place", [HERE, THERE], ids=["here", "there"])
@pytest.mark.parametrize("act", ["delete", "restore"])
def test_acts_to_one_document(people: dict[str, Reader], register: Register, place: tuple[str, str], act: str) -> None:
    row, became = _ready(_document(register, *place), act), {}
    for name in PEOPLE:
        with db.atomic() as transaction:
            before = (row.version, Proposal.select().count())
            people[name].post(f"organizationdocument/{act}/", id=row.id)
            became[name] = _became(row, before)
            transaction.rollback()
    # Documents of others are not there, not even for officers to propose something about.
    assert became == (ACTS_HERE if place == HERE else {**dict.fromkeys(PEOPLE, REFUSED), "salma": DONE})


def test_forms_of_documents(people: dict[str, Reader], register: Register) -> None:
    row = _document(register, *HERE)
    there = _organization(register, *THERE)
    edit, archive = (f"organizationdocument/{page}/?id={row.id}" for page in ("edit", "archive"))
    new, elsewhere = (f"organizationdocument/new/?organization={own}" for own in (row.organization_id, there.id))
    refused = {"salma": 200, "nadia": 200, "khaled": 200, "amin": 403, "visitor": 403, "nobody": 302}
    for address in (edit, archive, new):
        assert {name: people[name].get(address).status_code for name in PEOPLE} == refused, address
    # A form for an organisation that is not the partner's may be opened, as its page may; sending it is refused.
    assert people["khaled"].get(elsewhere).status_code == 200


@MODELS
@pytest.mark.parametrize("place", [HERE, THERE], ids=["here", "there"])
def test_forms_of_one_row(
    people: dict[str, Reader], register: Register, model: type[Record], place: tuple[str, str]
) -> None:
    row = MAKERS[model](register, *place)
    opened = {name: people[name].get(f"{NAMES[model]}/edit/?id={row.id}").status_code for name in PEOPLE}
    expected = {name: 403 if became == REFUSED else 200 for name, became in _expected(model, place).items()}
    assert opened == {**expected, "nobody": 302}
    asked = {name: people[name].get(f"{NAMES[model]}/archive/?id={row.id}").status_code for name in PEOPLE}
    assert asked == opened


@MODELS
@pytest.mark.parametrize("hide", ["archive", "withdraw"])
def test_a_hidden_row_is_not_there_for_others(
    people: dict[str, Reader], register: Register, model: type[Record], hide: str
) -> None:
    rows = [MAKERS[model](register, *place) for place in (HERE, THERE)]
    for row in rows:
        _hide(row, hide)
    own_here = {"nadia"} if model is Need else {"nadia", "khaled"}
    for row, own in zip(rows, (own_here, set[str]()), strict=True):
        seen = {name for name in PEOPLE if _sees(people[name], NAMES[model], row)}
        assert seen == {"salma", "amin"} | own


def _hide(row: Any, hide: str) -> None:
    changed = Intervention.get_by_id(row.intervention_id) if isinstance(row, Site) and hide == "withdraw" else row
    if hide == "archive":
        changes.archive(SALMA, changed)
    else:
        changed.is_published = False
        changes.save(SALMA, changed)


def _sees(reader: Reader, name: str, row: Record) -> bool:
    """Through the details, the list with archived rows, and the export: all say the same."""
    details = reader.get(f"{name}/details/?id={row.id}").status_code == 200
    listed = f"/{name}/details/?id={row.id}" in reader.get(f"{name}/?archived=with").text
    versions = reader.get(f"{name}/versions/?id={row.id}").status_code == 200
    assert details == listed == versions
    return details


@MODELS
def test_new_rows_are_entered_proposed_or_refused(
    people: dict[str, Reader], register: Register, model: type[Record]
) -> None:
    opened = {name: people[name].get(_new(register, model)).status_code for name in PEOPLE}
    may = {"salma": 200, "nadia": 200, "khaled": 200, "amin": 403, "visitor": 403, "nobody": 302}
    assert opened == may


def _new(register: Register, model: type[Record]) -> str:
    above = f"?intervention={register.intervention('NRA').id}" if model is Site else ""
    return f"{NAMES[model]}/new/{above}"


@pytest.mark.parametrize("name", ["organization", "intervention", "need"])
def test_look_ups_and_exports_offer_what_is_visible(people: dict[str, Reader], register: Register, name: str) -> None:
    hidden = register.organization("SECRET", name_en="Hidden Palm Relief", is_published=False)
    work = register.intervention("SECRET", title_en="Hidden Palm works", is_published=False)
    register.site(work, "YE1927")
    register.need("YE1927", "FSC", 1, source="Hidden Palm survey", is_published=False)
    doors = (
        f"{name}/export/csv/?all=1",
        "intervention/ajax/lookup/?name=organization&query=palm",
        f"{name}/?search=palm",
    )
    for who in ("nadia", "khaled", "visitor"):
        assert not any("Hidden Palm" in people[who].get(door).text for door in doors)
    for who in ("salma", "amin"):
        assert "Hidden Palm" in people[who].get(doors[0]).text
    assert hidden.id


def test_a_deed_over_several_rows_leaves_those_that_are_not_the_officers(
    nadia: Reader, khaled: Reader, amin: Reader, register: Register
) -> None:
    here, there = (register.need(pcode, "WSH", 100) for pcode in ("YE121121", "YE1927"))
    for reader in (khaled, amin):
        assert reader.post("need/deed/", deed="ARCHIVE", row=[here.id, there.id]).status_code == 403
    nadia.post("need/deed/", deed="ARCHIVE", row=[here.id, there.id])
    assert [Need.get_by_id(row.id).archived_at is None for row in (here, there)] == [False, True]


def test_fields_that_no_form_holds_are_not_taken(khaled: Reader, nadia: Reader, register: Register) -> None:
    row = _organization(register, *HERE)
    known: dict[str, Any] = {"name_ar": row.name_ar, "acronym": row.acronym, "home_area": row.home_area_id}
    known["kind"] = row.kind
    forged: dict[str, Any] = {"id": 999, "search": "x", "archived_at": "2020-01-01", "state": "APPROVED", "account": 1}
    address, known["is_published"] = f"organization/edit/?id={row.id}", "y"
    nadia.post(address, version=row.version, name_en="Fine", **known, **forged)
    stored = Organization.get_by_id(row.id)
    assert (stored.name_en, stored.archived_at, stored.search == "x") == ("Fine", None, False)
    khaled.post(address, version=stored.version, name_en="Mine", **known, **forged)
    assert Proposal.get().state == "WAITING"
