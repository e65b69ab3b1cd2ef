"""Typed fields below `extra`: served at the next question, by every process, and never at the cost of the contract."""

from concurrent.futures import ThreadPoolExecutor, wait
from threading import Event

import pytest
import strawberry
from graphql import find_breaking_changes, find_dangerous_changes, validate_schema
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api.context import Context
from api.http.served import ServedSchemas
from api.live.schema import live
from api.schema import schema
from tansiq.language.field_vocabulary import VALUE_TYPES
from tansiq.models import FieldDefinition, Organization, TypeDefinition
from tansiq.models.definitions import Definitions, known
from tansiq.records import changes
from tests.api.live.wells import enter_all_wells
from tests.api.portal import Portal
from tests.api.rows_of_own_fields import HIDDEN, enter_own_fields
from tests.applications import application
from tests.conftest import Committed
from tests.definitions import field, name_of, record_type
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


class Slow:
    """Makes a schema when it is told to end, and keeps of what it was asked to make one."""

    def __init__(self) -> None:
        self.begun, self.end, self.made = Event(), Event(), list[Definitions]()

    def make(self, definitions: Definitions) -> strawberry.Schema | None:
        self.made.append(definitions)
        self.begun.set()
        assert self.end.wait(SOON)
        return live(definitions)


def test_nobody_is_answered_by_the_schema_before_while_another_is_made() -> None:
    """It has fields that are personal by now, and none of those that were added."""
    slow = Slow()
    schemas, one = ServedSchemas(schema, slow.make), FieldDefinition(id=1, record_table="organization", key="licence")
    one.value_type, one.use_state = "TEXT", "ACTIVE"
    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(schemas.now, _asking(1, one))
        assert slow.begun.wait(SOON)
        second = pool.submit(schemas.now, _asking(1, one))
        assert wait([second], timeout=0.05).not_done == {second}
        slow.end.set()
        assert first.result(SOON) is second.result(SOON)
    assert "licence: String" in first.result().printed
    assert "licence: String" not in schemas.now(_asking(2)).printed
    assert len(slow.made) == len([1, 2])


def test_whoever_asks_of_nothing_defined_is_answered_while_another_is_made() -> None:
    """It is made once, by whoever came first."""
    slow = Slow()
    one = FieldDefinition(id=1, record_table="organization", key="licence", value_type="TEXT", use_state="ACTIVE")
    schemas, below = ServedSchemas(schema, slow.make), "{ organizations { edges { node { extra { licence } } } } }"
    with ThreadPoolExecutor(3) as pool:
        waiting = [pool.submit(schemas.answering, below, _asking(1, one)) for _ in range(2)]
        assert slow.begun.wait(SOON)
        plain = pool.submit(schemas.answering, "{ organizations { edges { node { acronym } } } }", _asking(1, one))
        assert plain.result(SOON) is schemas.contract
        assert not any(other.done() for other in waiting)
        slow.end.set()
        first, second = (other.result(SOON) for other in waiting)
    assert first is second is schemas.answering(below, _asking(1, one))
    assert len(slow.made) == 1


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
    reference_table=st.sampled_from(["organization", "area", "entry", "licence", "unit"]),
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


def test_another_process_answers_a_new_register_at_its_next_question(committed: Committed) -> None:
    """Two applications stand for two processes: neither is told of the other's changes."""
    first, second = (Portal(application().test_client()) for _ in range(2))
    query = "{ registers { wells { totalCount } } }"
    before = first.client.get("/graphql/schema").headers["ETag"]
    for one in (first, second):
        assert one.codes(query) == ["BAD_QUERY"]
    record_type("wells")
    for one in (second, first):
        assert one.data(query) == {"registers": {"wells": {"totalCount": 0}}}
    assert first.client.get("/graphql/schema").headers["ETag"] != before
    kind = TypeDefinition.get(TypeDefinition.key == "wells")
    kind.policy = "ADMINISTRATORS"
    changes.save(SALMA, kind)
    assert [one.codes(query) for one in (first, second)] == [["BAD_QUERY"], ["BAD_QUERY"]]


def test_names_of_registers_are_none_of_the_contract(register: Register) -> None:
    enter_all_wells(register)
    made = live(known())
    assert made is not None
    added = made._schema.type_map.keys() - schema._schema.type_map.keys()
    assert added == {f"Wells_{name}" for name in ("Entry", "Edge", "Connection", "Where", "Order", "Field")} | {
        "Registers"
    }
    assert not any("_" in name.removeprefix("__") for name in schema._schema.type_map)
    assert "registers" not in schema._schema.query_type.fields  # type: ignore[union-attr]
    assert validate_schema(made._schema) == []
