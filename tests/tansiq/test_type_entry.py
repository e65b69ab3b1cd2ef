"""Record types that a ministry defines: their keys are free, and none takes the place of the program's own kinds."""

import orjson
import pytest

from tansiq import type_entry
from tansiq.definition_documents.document import read_document
from tansiq.definition_documents.taking_over import take_over
from tansiq.faults import Refused
from tansiq.models import TypeDefinition
from tansiq.models.type_definition import keys_of_program
from tansiq.records import changes
from tests.definitions import record_type
from tests.people import SALMA
from tests.register import Register


def _refused_at(key: str) -> set[tuple[str, str]]:
    with pytest.raises(Refused) as refusal:
        record_type(key)
    return {(fault.field, fault.code) for fault in refusal.value.faults}


def test_what_the_program_keeps_itself_is_no_register_of_the_ministry(register: Register) -> None:
    assert {"site", "organization", "need", "planItem", "entry"} <= keys_of_program()
    for key in keys_of_program():
        assert ("key", "RESERVED") in _refused_at(key), key
    assert _refused_at("planitem") == {("key", "RESERVED")}


def test_no_document_brings_one(register: Register) -> None:
    named = {"one_en": "Need", "many_en": "Needs", "policy": "PUBLIC", "use_state": "ACTIVE"}
    document = orjson.dumps({"tansiq": "definitions", "version": 1, "types": [{"key": "need", **named}]})
    with pytest.raises(Refused) as refusal:
        take_over(SALMA, read_document(document))
    assert [(fault.field, fault.code) for fault in refusal.value.faults] == [("types[0].key", "RESERVED")]


def test_a_draft_of_an_earlier_day_is_not_published_under_such_a_key(register: Register) -> None:
    drafted = record_type("waterSite", use_state="DRAFT")
    TypeDefinition.update(key="site").where(TypeDefinition.id == drafted.id).execute()
    drafted = TypeDefinition.get_by_id(drafted.id)
    with pytest.raises(Refused):
        type_entry.publish(SALMA, drafted, with_drafts=False)
    # One in use is read under the key that it has.
    TypeDefinition.update(use_state="ACTIVE").where(TypeDefinition.id == drafted.id).execute()
    used = TypeDefinition.get_by_id(drafted.id)
    used.many_en = "Water sites"
    assert changes.save(SALMA, used).many_en == "Water sites"


def test_the_key_that_is_proposed_is_free(register: Register) -> None:
    kind = TypeDefinition(one_en="Plan item", many_en="Plan item", policy="ADMINISTRATORS")
    assert type_entry.enter(SALMA, kind).key == "planItem2"
