"""Rows of another record, told within it: members of organisations below `extra`, pumps of wells in their register."""

from typing import Any

import pytest
from graphql import find_breaking_changes, find_dangerous_changes, validate_schema

from api.http.cost import MOST_VALUES
from api.live.schema import live
from api.schema import schema
from tansiq.faults import Refused
from tansiq.models import Entry, TypeDefinition
from tansiq.models.definitions import known
from tansiq.records import changes
from tests.api.live.wells import Wells, enter_all_wells
from tests.api.portal import Portal, body
from tests.api.portal_clients import enter_client, token_of
from tests.definitions import field, name_of, record_type
from tests.people import SALMA
from tests.register import Register

MEMBERS = "{ organizations(first: 100) { edges { node { acronym extra { members%s { called age } } } } } }"
READS = ("registry:read", "records:read")
PUMPS = "{ registers { wells { edges { node { code pumps { power parts { title id } } } } } } }"


def _owned(key: str, table: str, owner: TypeDefinition | None = None) -> TypeDefinition:
    given: dict[str, Any] = {"owner_table": table, "owner_type": owner and owner.id}
    return record_type(key, has_area=False, has_organization=False, **given)


def _enter(kind: TypeDefinition, owner: Any, **values: Any) -> Entry:
    """A row of an owner; `values` by the names of own fields as "extra_12"."""
    row = Entry(**{"record_type": kind.id, kind.owner_key: owner.id})
    row.is_published = values.pop("is_published", True)
    for name, value in values.items():
        row.enter(name.replace("_", "."), value)
    return changes.save(SALMA, row)


@pytest.fixture
def members(register: Register) -> TypeDefinition:
    """Three members of NRA, of whom one is not published; ADR has none, and HID is not published itself."""
    kind = _owned("members", "organization")
    own: dict[str, Any] = {"table": "entry", "record_type": kind.id}
    name, age = field("called", **own), field("age", "WHOLE", **own)
    field("illness", is_personal=True, **own)
    owners = [register.organization(one, is_published=one != "HID") for one in ("NRA", "ADR", "HID")]
    for number, owner in ((40, owners[0]), (30, owners[0]), (20, owners[0]), (10, owners[2])):
        told = {name_of(name).replace(".", "_"): f"N{number}", name_of(age).replace(".", "_"): number}
        _enter(kind, owner, is_published=number != 20, **told)
    return kind


def _members(portal: Portal, arguments: str = "", headers: dict[str, str] | None = None) -> dict[str, list[Any]]:
    """The members that each organisation is said to have, by its acronym."""
    edges = body(portal.ask(MEMBERS % arguments, headers))["data"]["organizations"]["edges"]
    return {edge["node"]["acronym"]: edge["node"]["extra"]["members"] for edge in edges}


def test_rows_of_an_organisation_are_told_below_its_own_fields(portal: Portal, members: TypeDefinition) -> None:
    both = [{"called": "N40", "age": 40}, {"called": "N30", "age": 30}]
    assert _members(portal) == {"NRA": both, "ADR": []}
    assert _members(portal, "(first: 1)") == {"NRA": both[:1], "ADR": []}
    assert "illness" not in portal.client.get("/graphql/schema").text


@pytest.mark.parametrize("first", [0, 101, -1])
def test_a_record_tells_a_page_of_them_at_most(portal: Portal, members: TypeDefinition, first: int) -> None:
    assert portal.codes(MEMBERS % f"(first: {first})") == ["OUT_OF_RANGE"]


def test_a_token_reads_them_with_the_scope_of_registers_alone(portal: Portal, members: TypeDefinition) -> None:
    without, having = (token_of(enter_client(scopes[-1], scopes)) for scopes in (READS[:1], READS))
    assert _members(portal, "", without) == {"NRA": [], "ADR": []}
    assert len(_members(portal, "", having)["NRA"]) == 2


def test_entries_have_their_rows_and_these_theirs(portal: Portal, register: Register) -> None:
    wells: Wells = enter_all_wells(register)
    pumps = _owned("pumps", "entry", wells.kind)
    parts = _owned("parts", "entry", pumps)
    power = field("power", "WHOLE", table="entry", record_type=pumps.id)
    well = Entry.get_by_id(wells.ids[0])
    pump = _enter(pumps, well, **{name_of(power).replace(".", "_"): 5})
    part = _enter(parts, pump)
    found = portal.data(PUMPS)["registers"]["wells"]["edges"]
    assert found[0]["node"]["pumps"] == [{"power": 5, "parts": [{"title": "", "id": str(part.id)}]}]
    assert [edge["node"]["pumps"] for edge in found[1:]] == [[]] * 4


def test_they_cost_what_they_may_hold(portal: Portal, members: TypeDefinition) -> None:
    cheap, dear = (int(portal.ask(MEMBERS % f"(first: {n})").headers["RateLimit-Cost"]) for n in (1, 100))
    assert cheap < dear
    many = " ".join(f"a{n}: age" for n in range(20))
    dearest = (
        f"{{ organizations(first: 100) {{ edges {{ node {{ extra {{ members(first: 100) {{ {many} }} }} }} }} }} }}"
    )
    assert MOST_VALUES < 100 * 100 * 20
    assert portal.codes(dearest) == ["TOO_COSTLY"]


def test_one_statement_reads_those_of_all_owners(portal: Portal, members: TypeDefinition, register: Register) -> None:
    _members(portal), _members(portal)
    few = len(portal.statements)
    for number in range(9):
        _enter(members, register.organization(f"M{number}"))
    _members(portal), _members(portal)
    assert len(portal.statements) == few


def test_they_break_nothing_of_the_contract(register: Register, members: TypeDefinition) -> None:
    made = live(known())
    assert made is not None
    for changed in (find_breaking_changes, find_dangerous_changes):
        assert changed(schema._schema, made._schema) == []
    assert validate_schema(made._schema) == []
    extra: Any = made._schema.type_map["OrganizationExtra"]
    assert "members" in extra.fields


def test_a_field_and_rows_of_one_record_have_keys_of_their_own(register: Register, members: TypeDefinition) -> None:
    with pytest.raises(Refused) as refusal:
        field("members", "WHOLE")
    assert [(fault.code, fault.field) for fault in refusal.value.faults] == [("TAKEN", "key")]
    field("branches", "WHOLE")
    with pytest.raises(Refused) as refusal:
        _owned("branches", "organization")
    assert [(fault.code, fault.field) for fault in refusal.value.faults] == [("TAKEN", "key")]
    # Elsewhere it is free.
    assert field("members", "WHOLE", "project").key == "members"
