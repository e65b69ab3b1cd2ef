"""Portals propose entries of registers: of those they know of, within their limits, by the policy of the type."""

from typing import Any

import pytest

from tansiq.language.field_vocabulary import POLICIES
from tansiq.models import Entry, FieldDefinition, Proposal, TypeDefinition
from tansiq.policy.viewer import Viewer
from tansiq.proposals.reviewing import approve
from tansiq.records import changes
from tests.api.all_questions import answered
from tests.api.schema_client import ask
from tests.definitions import field, name_of, record_type
from tests.people import NOBODY, SALMA, officer, partner, portal
from tests.register import Register

ANSWER = "{ __typename ... on Proposal { id state on } ... on Refusal { faults { code field message } } }"
PROPOSE = f"""mutation ($type: String!, $input: EntryInput!, $key: String) {{
    entryPropose(type: $type, input: $input, clientKey: $key) {ANSWER} }}"""


def _sent(viewer: Viewer, type_: str, given: dict[str, Any], **more: Any) -> Any:
    return ask(PROPOSE, viewer, {"type": type_, "input": given, **more})["entryPropose"]


def _told(answer: Any) -> list[tuple[str, str]]:
    assert answer["__typename"] == "Refusal", answer
    return sorted((fault["code"], fault["field"]) for fault in answer["faults"])


@pytest.fixture
def nra(register: Register) -> Viewer:
    """A portal of NRA."""
    return portal(organization_ids=(register.organization("NRA").id,))


@pytest.fixture
def wells(register: Register) -> TypeDefinition:
    kind = record_type("wells", has_point=True)
    field("depth", "WHOLE", table="entry", record_type=kind.id, is_required=True)
    return kind


WELL = {"area": "YE121121", "latitude": 13.1, "longitude": 45.2, "extra": [{"key": "depth", "number": 60}]}


def test_an_entry_is_proposed_and_stands_once_approved(register: Register, nra: Viewer, wells: TypeDefinition) -> None:
    answer = _sent(nra, "wells", WELL)
    assert (answer["state"], answer["on"]) == ("WAITING", "entry")
    assert not Entry.select().exists()
    approve(SALMA, Proposal.get())
    row = Entry.get()
    assert (row.record_type_id, row.area_id) == (wells.id, register.areas["YE121121"].id)
    assert row.organization_id == register.organization("NRA").id
    assert (row.latitude, list(row.extra.values()), row.is_published) == (13.1, [60], True)


def test_a_change_says_what_differs_and_leaves_the_rest(register: Register, nra: Viewer, wells: TypeDefinition) -> None:
    _sent(nra, "wells", WELL)
    approve(SALMA, Proposal.get())
    given = {"id": str(Entry.get().id), "extra": [{"key": "depth", "number": 61}]}
    assert _sent(nra, "wells", given)["state"] == "WAITING"
    approve(SALMA, Proposal.select().order_by(Proposal.id.desc()).get())
    row = Entry.get()
    assert (row.area_id, row.longitude) == (register.areas["YE121121"].id, 45.2)
    assert list(row.extra.values()) == [61]
    assert _told(_sent(nra, "wells", given)) == [("NOTHING_DIFFERS", "")]


def test_all_that_is_wrong_is_told_at_once(register: Register, nra: Viewer, wells: TypeDefinition) -> None:
    given = {"area": "YE99", "latitude": 95, "organization": "99999", "owner": "1", "extra": [{"key": "deep"}]}
    assert _told(_sent(nra, "wells", given)) == [
        ("MISSING", "extra"), ("NOT_FOUND", "area"), ("NOT_FOUND", "organization"), ("OUT_OF_RANGE", "latitude"),
        ("UNKNOWN_FIELD", "extra.0.key"), ("UNKNOWN_FIELD", "owner"),
    ]  # fmt: skip


def test_what_entries_of_a_type_do_not_have_is_not_dropped_unheard(register: Register, nra: Viewer) -> None:
    record_type("notes", has_area=False, has_organization=True)
    given = {"area": "YE121121", "latitude": 13, "longitude": 45}
    assert _told(_sent(nra, "notes", given)) == [
        ("UNKNOWN_FIELD", "area"), ("UNKNOWN_FIELD", "latitude"), ("UNKNOWN_FIELD", "longitude"),
    ]  # fmt: skip


def test_a_row_names_the_record_that_it_is_a_row_of(register: Register, nra: Viewer, wells: TypeDefinition) -> None:
    record_type("members", owner_table="organization", has_area=False)
    record_type("pumps", owner_table="entry", owner_type=wells.id)
    springs = record_type("springs")
    well, spring = (changes.save(SALMA, _entry(register, kind)) for kind in (wells, springs))
    owner = register.organization("NRA")
    assert _sent(nra, "members", {"owner": str(owner.id)})["state"] == "WAITING"
    approve(SALMA, Proposal.get())
    assert Entry.select().order_by(Entry.id.desc()).get().organization_id == owner.id
    assert _told(_sent(nra, "pumps", {"owner": str(spring.id)})) == [("NOT_FOUND", "owner")]
    assert _sent(nra, "pumps", {"owner": str(well.id)})["state"] == "WAITING"
    approve(SALMA, Proposal.select().order_by(Proposal.id.desc()).get())
    assert Entry.select().order_by(Entry.id.desc()).get().owner_id == well.id


def _entry(register: Register, kind: TypeDefinition, **values: Any) -> Entry:
    place = {"area": register.areas["YE121121"].id, "organization": register.organization("NRA").id}
    row = Entry(record_type=kind.id, **{**place, **values})
    for one in FieldDefinition.select().where(FieldDefinition.record_type == kind.id):
        row.enter(name_of(one), 7)
    return row


def test_an_entry_of_another_register_is_not_there(register: Register, nra: Viewer, wells: TypeDefinition) -> None:
    spring = changes.save(SALMA, _entry(register, record_type("springs")))
    assert _told(_sent(nra, "wells", {"id": str(spring.id), **WELL})) == [("NOT_FOUND", "id")]


@pytest.mark.parametrize("policy", POLICIES.codes)
def test_registers_that_are_not_public_are_as_if_not_there(register: Register, nra: Viewer, policy: str) -> None:
    record_type("kept", policy)
    answers = [_sent(nra, key, {"area": "YE121121"}) for key in ("kept", "nothing")]
    if policy == "PUBLIC":
        assert answers[0]["state"] == "WAITING"
    else:
        assert [_told(answer) for answer in answers] == [[("UNKNOWN_CODE", "type")]] * 2


@pytest.mark.parametrize("state", ["DRAFT", "RETIRED"])
def test_nothing_is_proposed_to_a_register_that_is_not_in_use(register: Register, nra: Viewer, state: str) -> None:
    record_type("kept", use_state=state)
    assert _told(_sent(nra, "kept", {"area": "YE121121"})) == [("UNKNOWN_CODE", "type")]


def test_a_portal_proposes_for_its_own_organisation_alone(
    register: Register, nra: Viewer, wells: TypeDefinition
) -> None:
    other = str(register.organization("ADR").id)
    assert _told(_sent(nra, "wells", {**WELL, "organization": other})) in (
        [("NOT_FOUND", "organization")], [("FORBIDDEN", "")],
    )  # fmt: skip
    assert not Proposal.select().exists()


def test_who_has_no_token_or_no_scope_proposes_nothing(register: Register, wells: TypeDefinition) -> None:
    reading = portal(scopes=("records:read",))
    people = (NOBODY, SALMA, officer(register.areas["YE12"].id), partner("Khaled", register.organization("NRA").id))
    for viewer, code in [(one, "TOKEN_NEEDED") for one in people] + [(reading, "SCOPE_MISSING")]:
        query = f'mutation {{ entryPropose(type: "wells", input: {{area: "YE121121"}}) {ANSWER} }}'
        assert [error["extensions"]["code"] for error in answered(query, viewer)["errors"]] == [code]
    assert not Proposal.select().exists()


def test_what_is_sent_again_is_proposed_once_for_each_register(register: Register, nra: Viewer) -> None:
    for key in ("wells", "springs"):
        record_type(key)
    given = {"area": "YE121121"}
    first = _sent(nra, "wells", given, key="k1")
    assert _sent(nra, "wells", given, key="k1") == first
    assert Proposal.select().count() == 1
    assert _told(_sent(nra, "springs", given, key="k1"))[0][0] == "KEY_REUSED"
