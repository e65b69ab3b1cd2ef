"""Registers that the ministry defined: what there is, and their entries, asked for without knowing their fields."""

from typing import Any

import pytest

from tansiq.models import Entry, FieldDefinition, TypeDefinition
from tansiq.records import changes
from tests.api.all_questions import answered
from tests.api.rows_of_own_fields import HIDDEN, enter_wells
from tests.api.schema_client import ENGLISH, ask
from tests.definitions import answers, field, name_of
from tests.people import NOBODY, SALMA, portal
from tests.register import Register

WELLS = """{ records(type: "wells"%s) { totalCount
    edges { node { id type title area { pcode } extra { values { key text } } } } } }"""
TYPES = """{ recordTypes { key name(language: EN) description(language: EN) hasArea hasOrganization
    fields { key label(language: EN) type isRequired unit(language: EN) choices { code label(language: EN) } } } }"""


@pytest.fixture
def wells(register: Register) -> TypeDefinition:
    """A register of wells, of which one is not published, and one that administrators alone know."""
    return enter_wells(register, register.organization("NRA"), register.organization("ADR"))


def _nodes(arguments: str = "", viewer: Any = ENGLISH) -> list[Any]:
    return [edge["node"] for edge in ask(WELLS % arguments, viewer)["records"]["edges"]]


def test_record_types_tell_their_fields_and_nothing_personal(wells: TypeDefinition) -> None:
    field("source", "CHOICE", choice_list=answers("WELL").id, table="entry", record_type=wells.id, is_required=True)
    [told] = ask(TYPES, ENGLISH)["recordTypes"]
    fields = told.pop("fields")
    assert told == {
        "key": "wells", "name": "wellss", "description": "Wells and springs", "hasArea": True, "hasOrganization": True,
    }  # fmt: skip
    assert [one["key"] for one in fields] == ["depth", "water", "dugOn", "ownedBy", "source"]
    depth = {"key": "depth", "label": "depth", "type": "WHOLE", "isRequired": False, "unit": "metres", "choices": []}
    assert fields[0] == depth
    assert (fields[-1]["isRequired"], fields[-1]["choices"]) == (True, [{"code": "WELL", "label": "Well"}])


def test_a_register_of_the_few_is_told_to_the_few(wells: TypeDefinition) -> None:
    for viewer, keys in ((SALMA, ["wells", "secrets"]), (NOBODY, ["wells"]), (portal(), ["wells"])):
        told = answered("{ recordTypes { key } }", viewer)["data"]["recordTypes"]
        assert [one["key"] for one in told] == keys


def test_entries_are_told_with_all_they_know(wells: TypeDefinition) -> None:
    first, *_ = _nodes()
    assert (first["type"], first["area"]) == ("wells", {"pcode": "YE1211"})
    assert first["extra"]["values"][:2] == [{"key": "depth", "text": "60"}, {"key": "water", "text": "water 0"}]
    assert HIDDEN not in str(_nodes())
    assert len(_nodes()) == Entry.select().where(Entry.record_type == wells.id, Entry.is_published).count()


def test_entries_are_narrowed_and_paged_as_other_lists(wells: TypeDefinition) -> None:
    assert len(_nodes(', within: "YE1211"')) == len(["the first", "the second"])
    query = '{ records(type: "wells", first: 3) { pageInfo { endCursor } } }'
    end = ask(query)["records"]["pageInfo"]["endCursor"]
    assert [node["id"] for node in _nodes(f', after: "{end}"')] == [_nodes()[-1]["id"]]


def _callers(wells: TypeDefinition) -> tuple[FieldDefinition, FieldDefinition]:
    """Two fields that may call a well, of which the second is personal."""
    called = field("called", table="entry", record_type=wells.id)
    return called, field("caretaker", is_personal=True, table="entry", record_type=wells.id)


def _call(row: Entry, called: FieldDefinition, secret: FieldDefinition) -> None:
    row.enter(name_of(called), "Well of Ja'ar")
    row.enter(name_of(secret), "Amina")
    changes.save(SALMA, row)


def test_a_title_is_told_unless_what_calls_the_entry_is_kept_back(wells: TypeDefinition) -> None:
    called, secret = _callers(wells)
    for row in Entry.select().where(Entry.record_type == wells.id):
        _call(row, called, secret)
    for number, title in ((called.number, "Well of Ja'ar"), (secret.number, ""), (None, "")):
        kind = TypeDefinition.get_by_id(wells.id)
        kind.title_number = number
        changes.save(SALMA, kind)
        assert {node["title"] for node in _nodes()} == {title}


def test_an_entry_that_is_referred_to_is_called_by_no_more(wells: TypeDefinition, register: Register) -> None:
    one = field("well", "REFERENCE", reference_table="entry", reference_type=wells.id)
    first = Entry.select().order_by(Entry.id).first()
    row = register.organization("NRA")
    row.enter(name_of(one), first.id)
    changes.save(SALMA, row)
    called, secret = _callers(wells)
    _call(first, called, secret)
    query = f"{{ organization(id: {row.id}) {{ extra {{ values {{ text }} }} }} }}"
    for number, name in ((called.number, "Well of Ja'ar"), (secret.number, f"wells {first.id}")):
        kind = TypeDefinition.get_by_id(wells.id)
        kind.title_number = number
        changes.save(SALMA, kind)
        assert ask(query, ENGLISH)["organization"]["extra"]["values"] == [{"text": name}]


@pytest.mark.parametrize("key", ["secrets", "nothing", "wells; --"])
def test_a_type_that_is_not_known_is_refused_by_name(wells: TypeDefinition, key: str) -> None:
    [error] = answered(f'{{ records(type: "{key}") {{ totalCount }} }}', NOBODY)["errors"]
    assert (error["extensions"]["code"], error["extensions"]["field"]) == ("UNKNOWN_CODE", "type")
    assert key in error["message"]
