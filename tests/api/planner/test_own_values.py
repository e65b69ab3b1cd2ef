"""Values and typed fields over rows that hold what was entered long ago, what no form wrote, or what leads nowhere."""

from collections.abc import Callable
from typing import Any

import orjson
import pytest

from api.context import Context
from api.live.schema import live
from tansiq.models import Entry, FieldDefinition, Organization, TypeDefinition
from tansiq.models.data_stamps import bump
from tansiq.models.definitions import known
from tansiq.policy.viewer import Viewer
from tansiq.records import changes
from tests.api.rows_of_own_fields import enter_wells
from tests.api.schema_client import ENGLISH
from tests.definitions import answers, field, name_of, record_type
from tests.people import SALMA, portal
from tests.register import Register

Ask = Callable[..., tuple[Any, Any]]


@pytest.fixture
def ask(register: Register) -> Ask:
    """What a typed field of an organisation tells, and what `values` tells of it."""
    row = register.organization("NRA")

    def told(one: FieldDefinition, inner: str = "", viewer: Viewer = ENGLISH) -> tuple[Any, Any]:
        schema = live(known())
        assert schema is not None
        values = f'values(keys: ["{one.key}"]) {{ text number day yes codes }}'
        query = f"{{ organization(id: {row.id}) {{ extra {{ {one.key} {inner} {values} }} }} }}"
        answer = schema.execute_sync(query, context_value=Context(viewer=viewer))
        assert answer.errors is None, answer.errors
        extra = orjson.loads(orjson.dumps(answer.data))["organization"]["extra"]
        return extra[one.key], extra["values"]

    return told


def _list_of(value_type: str) -> dict[str, Any]:
    return {"choice_list": answers("WELL", "SPRING").id} if value_type.startswith("CHOICE") else {}


def _enter(one: FieldDefinition, value: Any) -> None:
    row = Organization.get(Organization.acronym == "NRA")
    row.enter(name_of(one), value)
    changes.save(SALMA, row)


def _write(one: FieldDefinition, kept: Any) -> None:
    """As no form does: straight into the row."""
    Organization.update(extra={str(one.number): kept}).where(Organization.acronym == "NRA").execute()
    bump(["organization"])


def _widened(one: FieldDefinition, value_type: str) -> FieldDefinition:
    again = FieldDefinition.get_by_id(one.id)
    again.value_type = value_type
    return changes.save(SALMA, again)


@pytest.mark.parametrize(
    ("change", "entered", "typed", "text"),
    [
        ("WHOLE -> TEXT", 40, "40", "40"),
        ("WHOLE -> NUMBER", 40, 40.0, "40"),
        ("NUMBER -> TEXT", 12.5, "12.5", "12.5"),
        ("NUMBER -> LONG_TEXT", 12.0, "12", "12"),
        ("DAY -> TEXT", "2026-03-01", "2026-03-01", "2026-03-01"),
        ("CHOICE -> CHOICES", "WELL", ["WELL"], "Well"),
    ],
)
def test_what_was_entered_before_a_field_became_wider_is_told(
    ask: Ask, change: str, entered: Any, typed: Any, text: str
) -> None:
    was, now = change.split(" -> ")
    one = field("measured", was, **_list_of(was))
    _enter(one, entered)
    found, [value] = ask(_widened(one, now))
    assert (found, value["text"], value["codes"]) == (typed, text, typed if now == "CHOICES" else None)


STRANGE: list[Any] = ["x", 7.5, True, [], [1], [None], [["x"]], {"x": 1}, 10**18, 1e300]


@pytest.mark.parametrize(
    ("value_type", "fitting"),
    [
        ("WHOLE", []), ("NUMBER", [7.5]), ("YES_NO", [True]), ("DAY", []), ("MONTH", []), ("CHOICE", ["x"]),
        ("CHOICES", ["x"]), ("POINT", []), ("TEXT", ["x", 7.5]),
    ],
)  # fmt: skip
def test_what_no_form_wrote_is_told_as_not_known(ask: Ask, value_type: str, fitting: list[Any]) -> None:
    one = field("measured", value_type, **_list_of(value_type))
    for kept in STRANGE:
        _write(one, kept)
        typed, values = ask(one)
        assert (typed is not None, len(values)) == ((True, 1) if kept in fitting else (False, 0))


@pytest.mark.parametrize("kept", STRANGE)
def test_what_is_no_reference_leads_nowhere(ask: Ask, kept: Any) -> None:
    one = field("partnerOf", "REFERENCE", reference_table="organization")
    _write(one, kept)
    typed, values = ask(one, "{ name }")
    assert (typed, [value["text"] for value in values]) == (None, [])


def test_own_fields_that_are_no_object_tell_nothing(ask: Ask) -> None:
    one = field("members", "WHOLE")
    Organization.update(extra=[40]).where(Organization.acronym == "NRA").execute()
    assert ask(one) == (None, [])


@pytest.fixture
def wells(register: Register) -> TypeDefinition:
    return enter_wells(register, register.organization("NRA"), register.organization("ADR"))


def test_an_archived_record_leads_nowhere(ask: Ask, register: Register) -> None:
    one, other = field("partnerOf", "REFERENCE", reference_table="organization"), register.organization("ADR")
    _enter(one, other.id)
    assert ask(one, "{ acronym }")[0] == {"acronym": "ADR"}
    Organization.update(archived_at="2026-01-01").where(Organization.id == other.id).execute()
    bump(["organization"])
    typed, [value] = ask(one, "{ acronym }")
    assert (typed, value["text"]) == (None, None)


def test_an_entry_of_another_type_leads_nowhere(ask: Ask, wells: TypeDefinition) -> None:
    one = field("well", "REFERENCE", reference_table="entry", reference_type=wells.id)
    spring = changes.save(SALMA, Entry(record_type=record_type("springs").id))
    for entry, is_told in ((Entry.get(Entry.record_type == wells.id), True), (spring, False)):
        _write(one, entry.id)
        typed, [value] = ask(one, "{ id }")
        assert (typed is not None, value["text"] is not None) == (is_told, is_told)


def test_an_entry_is_told_to_those_alone_whose_scope_shows_entries(ask: Ask, wells: TypeDefinition) -> None:
    one = field("well", "REFERENCE", reference_table="entry", reference_type=wells.id)
    _enter(one, Entry.get(Entry.record_type == wells.id).id)
    for scopes, is_told in ((("registry:read",), False), (("registry:read", "records:read"), True)):
        typed, [value] = ask(one, "{ id }", portal(scopes=scopes))
        assert (typed is not None, value["text"] is not None) == (is_told, is_told)
