"""Entries that are rows of another record: entered, told and kept with it."""

from typing import Any

import pytest

from tansiq.faults import Refused
from tansiq.language.field_vocabulary import POLICIES
from tansiq.models import Entry, Proposal, Record, TypeDefinition
from tansiq.policy.visibility import among, may, visible
from tansiq.records import changes
from tests.admin.conftest import Reader, Readers
from tests.definitions import field, name_of, record_type
from tests.people import SALMA, people_of
from tests.register import Register

PLACELESS = {"has_area": False, "has_organization": False}


def _members(policy: str = "PUBLIC", table: str = "organization", **values: Any) -> tuple[TypeDefinition, str]:
    """Rows of the records of a table, and how the name of one is called."""
    kind = record_type("member", policy, owner_table=table, **PLACELESS, **values)
    name = field("fullName", table="entry", record_type=kind.id, is_listed=True)
    kind.title_number = name.number
    return changes.save(SALMA, kind), name_of(name)


def _row(kind: TypeDefinition, owner: Record, text: str = "Amina") -> Entry:
    row = Entry(**{"record_type": kind.id, kind.owner_key: owner.id})
    row.enter(f"extra.{kind.title_number}", text)
    return changes.save(SALMA, row)


def test_rows_are_entered_and_told_on_the_page_of_their_owner(salma: Reader, register: Register) -> None:
    kind, name = _members()
    owner = register.organization("NRA")
    page = salma.get(f"organization/details/?id={owner.id}").text
    new = f"entry/new/?type=member&amp;organization={owner.id}"
    assert f'href="/admin/{new}"' in page
    address = new.replace("&amp;", "&")
    sent = salma.post(address, page=address, **{name: "Amina"}, is_published="y")
    assert sent.location.endswith(f"/admin/organization/details/?id={owner.id}")
    row = Entry.get()
    assert (row.organization_id, row.record_type_id) == (owner.id, kind.id)
    page = salma.get(f"organization/details/?id={owner.id}").text
    section = page.partition('<section class="group linked" id="linked-entry-organization-')[2].split("</section>")[0]
    assert f'<a href="/admin/entry/details/?id={row.id}"><bdi>Amina</bdi></a>' in section
    told = salma.get(f"entry/details/?id={row.id}").text
    assert f'href="/admin/organization/details/?id={owner.id}"' in told
    another = salma.post(address, page=address, **{name: "Huda"}, is_published="y", _add_another="1")
    assert another.location.endswith(f"entry/new/?type=member&organization={owner.id}")
    edit = f"entry/edit/?id={row.id}"
    salma.post(edit, page=edit, version=1, **{name: "Amina Ali"}, is_published="y")
    assert [entry.title for entry in Entry.select().order_by(Entry.id)] == ["Amina Ali", "Huda"]


def test_there_is_no_form_without_an_owner_that_is_seen(salma: Reader, visitor: Reader, register: Register) -> None:
    _members()
    hidden = register.organization("HID", is_published=False)
    for given in ("", "&organization=", "&organization=999999"):
        assert salma.get(f"entry/new/?type=member{given}").status_code == 404
    assert salma.get(f"entry/new/?type=member&organization={hidden.id}").status_code == 200
    assert visitor.get(f"entry/new/?type=member&organization={hidden.id}").status_code in (403, 404)
    assert "type=member" not in salma.get("").text


OWNERS = ("organization", "project", "intervention", "plan_item", "entry")


@pytest.mark.parametrize("table", OWNERS)
def test_each_owner_shows_its_rows_and_offers_another(salma: Reader, register: Register, table: str) -> None:
    owner = _owner(register, table)
    kind, name = _members(table=table, **_of_type(owner))
    page = f"{table.replace('_', '')}/details/?id={owner.id}"
    address = f"entry/new/?type=member&{kind.owner_key}={owner.id}"
    assert address.replace("&", "&amp;") in salma.get(page).text
    assert salma.post(address, page=address, **{name: "Amina"}, is_published="y").location.endswith(page)
    assert "<bdi>Amina</bdi>" in salma.get(page).text
    assert Entry.get(Entry.title == "Amina").__data__[kind.owner_key] == owner.id


def _of_type(owner: Record) -> dict[str, Any]:
    """What the record type of its rows says beside the table of an owner."""
    return {"owner_type": owner.record_type_id} if isinstance(owner, Entry) else {}


def _owner(register: Register, table: str) -> Any:
    from tansiq.models import Project

    nra = register.organization("NRA", home_area=register.areas["YE121121"].id)
    if table == "organization":
        return nra
    if table == "project":
        project = changes.save(SALMA, Project(title_en="Recovery", code="P-1", organization=nra.id))
        register.site(register.intervention("NRA", project=project.id))
        return project
    if table == "intervention":
        work = register.intervention("NRA")
        register.site(work)
        return work
    if table == "plan_item":
        return register.item(register.plan(), "Wells", organization=nra.id)
    kind = record_type("group")
    place = {"area": register.areas["YE121121"].id, "organization": nra.id}
    return changes.save(SALMA, Entry(record_type=kind.id, **place))


ALLOWED = {
    # A letter a person (admin, officer, partner of NRA, another partner, auditor, portal, nobody): who reads, writes
    # and proposes a row of what lies in Abyan and is NRA's. Partners of others sign in.
    "PUBLIC": ("AOPQUTN", "AO.....", "AOP..T."),
    "SIGNED_IN": ("AOPQU..", "AO.....", "AOP..T."),
    "ORGANIZATION": ("AOP.U..", "AO.....", "AOP..T."),
    "OFFICERS": ("AO..U..", "AO.....", "AO....."),
    "ADMINISTRATORS": ("A...U..", "A......", "AO....."),
}


@pytest.mark.parametrize("table", OWNERS)
@pytest.mark.parametrize("policy", POLICIES.codes)
def test_rows_are_read_and_written_with_their_owner(register: Register, policy: str, table: str) -> None:
    from dataclasses import replace

    register.organization("ADR")
    owner = _owner(register, table)
    kind, _ = _members(policy, table, **_of_type(owner))
    row = _row(kind, owner)
    people = people_of(register)
    for number, who in enumerate(("officer", "partner", "another partner"), start=2):
        people[who] = replace(people[who], account_id=number)
    told = tuple(
        "".join(letter if may(one, act, row) else "." for letter, one in zip("AOPQUTN", people.values(), strict=True))
        for act in ("READ", "CHANGE", "PROPOSE")
    )
    assert told == ALLOWED[policy]
    assert (among(people["officer"], "CHANGE", [row]) == [row]) == ("O" in ALLOWED[policy][1])


def test_rows_of_a_hidden_owner_are_hidden(register: Register) -> None:
    kind, _ = _members()
    _row(kind, register.organization("HID", is_published=False))
    people = people_of(register)
    assert {who: visible(Entry, one).count() for who, one in people.items() if "partner" not in who} == {
        "ministry admin": 1,
        "officer": 0,
        "auditor": 1,
        "portal": 0,
        "anonymous": 0,
    }


def test_rows_of_rows_follow_the_chain(register: Register) -> None:
    group = record_type("group", "OFFICERS", has_organization=False)
    member = record_type("member", "OFFICERS", owner_table="entry", owner_type=group.id, **PLACELESS)
    loan = record_type("loan", "OFFICERS", owner_table="entry", owner_type=member.id, **PLACELESS)
    above = changes.save(SALMA, Entry(record_type=group.id, area=register.areas["YE121121"].id))
    person = changes.save(SALMA, Entry(record_type=member.id, owner=above.id))
    row = changes.save(SALMA, Entry(record_type=loan.id, owner=person.id))
    people = people_of(register)
    assert [may(people[who], "READ", row) for who in ("officer", "partner", "auditor")] == [True, False, True]
    assert [may(people[who], "CHANGE", row) for who in ("officer", "partner", "auditor")] == [True, False, False]


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({}, ("MISSING", "organization")),
        ({"organization": "NRA", "area": "YE12"}, ("NOT_FILLED", "area")),
        ({"organization": "NRA", "owner": 1}, ("NOT_FILLED", "owner")),
    ],
)
def test_a_row_has_its_owner_and_no_other_key(register: Register, given: dict[str, Any], told: Any) -> None:
    kind, _ = _members()
    keys = dict(given)
    if "organization" in keys:
        keys["organization"] = register.organization("NRA").id
    if "area" in keys:
        keys["area"] = register.areas["YE12"].id
    with pytest.raises(Refused) as refused:
        changes.save(SALMA, Entry(record_type=kind.id, **keys))
    assert told in [(fault.code, fault.field) for fault in refused.value.faults]


def test_a_row_is_of_an_owner_of_the_right_type(register: Register) -> None:
    group, other = record_type("group"), record_type("other")
    kind, _ = _members(table="entry", owner_type=group.id)
    wrong = changes.save(SALMA, Entry(record_type=other.id))
    with pytest.raises(Refused) as refused:
        _row(kind, wrong)
    assert [(fault.code, fault.field) for fault in refused.value.faults] == [("NOT_FOUND", "owner")]


def test_a_partner_proposes_a_row_and_the_officer_of_the_seat_decides(
    khaled: Reader, nadia: Reader, reader: Readers, register: Register
) -> None:
    _, name = _members("ORGANIZATION")
    own = register.organization("NRA")
    address = f"entry/new/?type=member&organization={own.id}"
    khaled.post(address, page=address, **{name: "Amina"})
    proposal = Proposal.get()
    assert "Amina" in khaled.get(f"entry/new/?proposal={proposal.id}").text
    nadia.post("proposal/decide/", id=proposal.id, version=proposal.version, deed="approve")
    assert (Entry.get().title, Entry.get().organization_id) == ("Amina", own.id)
    assert reader("huda").get(f"entry/details/?id={Entry.get().id}").status_code == 404
