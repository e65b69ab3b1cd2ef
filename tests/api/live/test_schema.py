"""Typed fields below `extra`: served at the next question, by every process, and never at the cost of the contract."""

from concurrent.futures import ThreadPoolExecutor, wait
from threading import Event

import pytest
import strawberry
from graphql import find_breaking_changes, find_dangerous_changes
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api.context import Context
from api.http.served import ServedSchemas
from api.live.schema import live
from api.schema import schema
from tansiq.language.field_vocabulary import VALUE_TYPES
from tansiq.models import FieldDefinition, Organization
from tansiq.models.definitions import Definitions
from tansiq.records import changes
from tests.api.portal import Portal
from tests.api.rows_of_own_fields import HIDDEN, enter_own_fields
from tests.applications import application
from tests.conftest import Committed
from tests.definitions import field, name_of
from tests.people import SALMA
from tests.register import Register

SOON = 10.0
TYPED = """{ organization(id: %s) { extra { licenceClass members share isWomenLed seenOn since source sources
    seatOf { pcode } partnerOf { name } friendOf { acronym } formerNumber } } }"""


@pytest.fixture
def owner(register: Register) -> Organization:
    shown, hidden = register.organization("NRA"), register.organization("ADR")
    hidden.is_published = False
    enter_own_fields(register, shown, changes.save(SALMA, hidden))
    return Organization.get_by_id(shown.id)


def test_typed_fields_tell_what_a_row_knows(portal: Portal, owner: Organization) -> None:
    assert portal.data(TYPED % owner.id)["organization"]["extra"] == {
        "licenceClass": "B",
        "members": 40.0,
        "share": 12.5,
        "isWomenLed": True,
        "seenOn": "2026-03-01",
        "since": "2026-03",
        "source": "WELL",
        "sources": ["SPRING", "WELL"],
        "seatOf": {"pcode": "YE12"},
        "partnerOf": None,
        "friendOf": {"acronym": "NRA"},
        "formerNumber": "17",
    }
    everything = portal.client.get("/graphql/schema").text
    assert "licenceClass: String" in everything
    assert all(word not in everything for word in ("spokenFor", "inTrust", HIDDEN))


def test_what_is_kept_back_is_no_field(portal: Portal, owner: Organization) -> None:
    for key in ("spokenFor", "inTrust", "nothing"):
        answer = portal.ask(f"{{ organization(id: {owner.id}) {{ extra {{ {key} }} }} }}").text
        assert f"Cannot query field '{key}' on type 'OrganizationExtra'" in answer


def test_yesterdays_key_still_answers_and_is_deprecated(portal: Portal, owner: Organization) -> None:
    query = f"{{ organization(id: {owner.id}) {{ extra {{ licenceClass }} }} }}"
    before = portal.data(query)
    one = FieldDefinition.get(FieldDefinition.key == "licenceClass")
    one.key = "licenceKind"
    changes.save(SALMA, one)
    assert portal.data(query) == before
    printed = portal.client.get("/graphql/schema").text
    assert 'licenceClass: String @deprecated(reason: "It is called licenceKind now.")' in printed
    assert 'formerNumber: String @deprecated(reason: "It is no longer filled.")' in printed


def test_another_process_answers_a_new_field_at_its_next_question(committed: Committed) -> None:
    """Two applications stand for two processes: neither is told of the other's changes."""
    first, second = (Portal(application().test_client()) for _ in range(2))
    row = committed.register.organizations["NRA"]
    query = f"{{ organization(id: {row.id}) {{ extra {{ licenceClass }} }} }}"
    for one in (first, second):
        assert one.codes(query)
    defined = field("licenceClass")
    again = Organization.get_by_id(row.id)
    again.enter(name_of(defined), "B")
    changes.save(SALMA, again)
    for one in (second, first):
        assert one.data(query)["organization"]["extra"] == {"licenceClass": "B"}


def _asking(number: int, *fields: FieldDefinition) -> Context:
    """A request under a stamp of the definitions, and what is defined under it."""
    context = Context()
    context.stamps = {"field_definition": number}
    context.definitions = Definitions({one.number: one for one in fields})
    return context


def test_nobody_is_answered_by_the_schema_before_while_another_is_made() -> None:
    """It has fields that are personal by now, and none of those that were added."""
    begun, end, made = Event(), Event(), list[Definitions]()

    def slowly(definitions: Definitions) -> strawberry.Schema | None:
        made.append(definitions)
        begun.set()
        assert end.wait(SOON)
        return live(definitions)

    schemas, one = ServedSchemas(schema, slowly), FieldDefinition(id=1, record_table="organization", key="licence")
    one.value_type, one.use_state = "TEXT", "ACTIVE"
    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(schemas.now, _asking(1, one))
        assert begun.wait(SOON)
        second = pool.submit(schemas.now, _asking(1, one))
        assert wait([second], timeout=0.05).not_done == {second}
        end.set()
        assert first.result(SOON) is second.result(SOON)
    assert "licence: String" in first.result().printed
    assert "licence: String" not in schemas.now(_asking(2)).printed
    assert len(made) == len([1, 2])


KEYS = st.from_regex(r"\A[a-z][A-Za-z0-9]{0,8}\Z").filter(lambda key: key != "values")
FIELDS = st.builds(
    FieldDefinition,
    record_table=st.sampled_from(["organization", "site", "plan_item", "area"]),
    key=KEYS,
    value_type=st.sampled_from(VALUE_TYPES.codes),
    label_en=st.text(min_size=1, max_size=20),
    former_keys=st.lists(KEYS, max_size=2).map(" ".join),
    use_state=st.sampled_from(["DRAFT", "ACTIVE", "RETIRED"]),
    is_published=st.booleans(),
    is_personal=st.booleans(),
    reference_table=st.sampled_from(["organization", "area", "entry", "licence"]),
)


@settings(suppress_health_check=list(HealthCheck), deadline=None, max_examples=10)
@given(fields=st.lists(FIELDS, max_size=8, unique_by=lambda one: one.key))
def test_no_definition_breaks_the_contract(fields: list[FieldDefinition]) -> None:
    for number, one in enumerate(fields, start=1):
        one.id = number
    made = live(Definitions({one.number: one for one in fields}))
    if made is not None:
        assert find_breaking_changes(schema._schema, made._schema) == []
        assert find_dangerous_changes(schema._schema, made._schema) == []
