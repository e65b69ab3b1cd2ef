"""Typed fields and registers by plans: the same answers as plain graphql-core, for whatever is defined."""

from collections.abc import Callable
from typing import Any

import orjson
import pytest
from graphql import (
    DocumentNode,
    ExecutionResult,
    GraphQLSchema,
    execute_sync,
    find_breaking_changes,
    find_dangerous_changes,
    parse,
    validate,
    validate_schema,
)
from hypothesis import given
from hypothesis import strategies as st

from api.context import Context
from api.live.schema import live
from api.planner.executor import PlannedExecution
from api.schema import schema
from tansiq.language.words import speaking
from tansiq.models import ChoiceList, Entry, FieldDefinition, Organization, TypeDefinition
from tansiq.models.definitions import known
from tansiq.platform.database import db
from tansiq.policy.viewer import Viewer
from tansiq.records import changes
from tansiq.records.own_lists import ORDERING
from tests.api.plain_executor import live_plainly
from tests.api.planner.test_rows import MADE, VARIABLES, enter_everything
from tests.api.random_queries import ROOTS, queries
from tests.api.schema_client import ENGLISH
from tests.databases import forget
from tests.definitions import answers, field, name_of, record_type
from tests.people import SALMA
from tests.register import Register

VIEWERS = {"ministry admin": SALMA, "anonymous, Arabic": Viewer(face="GRAPHQL"), "anonymous, English": ENGLISH}


def _asked(
    core: GraphQLSchema, document: DocumentNode, viewer: Viewer, variables: dict[str, Any] | None, is_planned: bool
) -> Any:
    executor = PlannedExecution if is_planned else None
    answer: ExecutionResult = execute_sync(
        core, document, context_value=Context(viewer), variable_values=variables, executor_class=executor
    )
    assert answer.errors is None, answer.errors
    return orjson.loads(orjson.dumps(answer.data))


@pytest.fixture
def everything(register: Register) -> Register:
    """Rows of every kind with own fields, some of them calculated, and two registers of which one refers to the
    other's entries."""
    enter_everything(register)
    wells = TypeDefinition.get(TypeDefinition.key == "wells")
    depth, members = (FieldDefinition.get(FieldDefinition.key == key) for key in ("depth", "members"))
    field("deep", "CALCULATED", table="entry", record_type=wells.id, formula=f"${{{depth.id}}} > 50")
    field("half", "CALCULATED", formula=f"${{{members.id}}} div 16")
    pumps = record_type("pumps")
    own: dict[str, Any] = {"table": "entry", "record_type": pumps.id}
    at = field("standsAt", "REFERENCE", reference_table="entry", reference_type=wells.id, **own)
    for well in Entry.select().where(Entry.record_type == wells.id):
        pump = Entry(record_type=pumps.id)
        pump.enter(name_of(at), well.id)
        changes.save(SALMA, pump)
    _enter_owned(wells)
    return register


def _enter_owned(wells: TypeDefinition) -> None:
    """Rows of wells and of organisations, some of which are not published."""
    visits = record_type("visits", owner_table="entry", owner_type=wells.id, has_area=False, has_organization=False)
    members = record_type("people", owner_table="organization", has_area=False, has_organization=False)
    staff = field("staff", "WHOLE", table="entry", record_type=visits.id)
    age = field("age", "WHOLE", table="entry", record_type=members.id)
    field("called", table="entry", record_type=members.id, is_personal=True)
    owned: list[Any] = [(visits, "owner", staff, Entry.select().where(Entry.record_type == wells.id))]
    for kind, key, one, owners in [*owned, (members, "organization", age, Organization.select())]:
        for place, owner in enumerate(owners):
            for number in range(place % 4):
                row = Entry(**{"record_type": kind.id, key: owner.id, "is_published": number != 1})
                row.enter(name_of(one), number)
                changes.save(SALMA, row)


@pytest.mark.hypothesis
@pytest.mark.parametrize("who", VIEWERS)
def test_planned_registers_equal_plain_graphql(everything: Register, who: str) -> None:
    viewer, compared = VIEWERS[who], 0
    made = live(known())
    assert made is not None
    core, plain = made._schema, live_plainly(known())
    roots = {**ROOTS, "registers": [""] * 3}
    entry: Any = core.type_map["Wells_Entry"]
    assert "visits" in entry.fields

    @MADE
    @given(query=queries(core, roots), asked=st.lists(VARIABLES, min_size=2, max_size=2))
    def compare(query: str, asked: list[dict[str, Any]]) -> None:
        nonlocal compared
        document = parse(query)
        assert not validate(core, document)
        for variables in asked:
            planned = _asked(core, document, viewer, variables, is_planned=True)
            assert planned == _asked(plain, document, viewer, variables, is_planned=False)
            compared += 1

    with speaking(viewer.language):
        compare()
    assert compared >= 2 * MADE.max_examples


VALUES: dict[str, st.SearchStrategy[Any]] = {
    "WHOLE": st.integers(-(2**50), 2**50),
    "NUMBER": st.integers(-(10**6), 10**6).map(lambda number: number / 4),
    "YES_NO": st.booleans(),
    "DAY": st.dates().filter(lambda day: 1900 < day.year < 2100).map(lambda day: day.isoformat()),
    "MONTH": st.from_regex(r"\A20[0-9]{2}-(0[1-9]|1[0-2])\Z"),
    "CHOICE": st.sampled_from(["WELL", "SPRING"]),
    "CHOICES": st.lists(st.sampled_from(["WELL", "SPRING"]), min_size=1, unique=True),
    "TEXT": st.from_regex(r"\A[a-zA-Zء-ي0-9]{1,12}\Z"),
    "POINT": st.tuples(st.integers(-90, 90), st.integers(-180, 180)).map(list),
    "REFERENCE": st.sampled_from(["shown", "hidden"]),
}
"""By type of field: values that a form takes."""
FORMULAS = ["${%s} * 2", "${%s} div 4", "${%s} > 0", "if(${%s} > 5, 'much', 'little')", "coalesce(${%s}, 0)",
            "count(${%s})"]  # fmt: skip
DEFINED = st.fixed_dictionaries({
    "value_type": st.sampled_from([*VALUES, "CALCULATED"]),
    "formula": st.sampled_from(FORMULAS),
    "is_published": st.sampled_from([True, True, True, False]),
    "is_personal": st.sampled_from([False, False, False, True]),
})  # fmt: skip
RANGES = ("WHOLE", "NUMBER", "DAY")


class Drawn:
    """A register with fields as hypothesis drew them, and its entries; of an `owner` the rows of its entries."""

    def __init__(
        self,
        register: Register,
        defined: list[dict[str, Any]],
        draw: Callable[[Any], Any],
        owner: "Drawn | None" = None,
    ) -> None:
        self.draw, self.owner = draw, owner
        self.referred = {name: register.organizations[name.upper()].id for name in ("shown", "hidden")}
        owned: dict[str, Any] = {"owner_table": "entry", "owner_type": owner.kind.id} if owner else {}
        self.kind: TypeDefinition = record_type("parts" if owner else "drawn", **owned)
        self.base = field("base", "WHOLE", table="entry", record_type=self.kind.id)
        listed = answers("WELL", "SPRING")
        self.fields = [self._field(f"f{place}", one, listed) for place, one in enumerate(defined)]
        has_rows = owner is None or bool(owner.rows)
        self.rows: list[Entry] = [self._row() for _ in range(draw(st.integers(0, 4)))] if has_rows else []

    def _field(self, key: str, drawn: dict[str, Any], listed: ChoiceList) -> FieldDefinition:
        kind = drawn["value_type"]
        values: dict[str, Any] = {name: drawn[name] for name in ("is_published", "is_personal")}
        if kind == "CALCULATED":
            values["formula"] = drawn["formula"] % self.base.id
        if kind in ("CHOICE", "CHOICES"):
            values["choice_list"] = listed.id
        if kind == "REFERENCE":
            values["reference_table"] = "organization"
        return field(key, kind, table="entry", record_type=self.kind.id, **values)

    def _row(self) -> Entry:
        of = {"owner": self.draw(st.sampled_from(self.owner.rows)).id} if self.owner else {}
        row = Entry(record_type=self.kind.id, is_published=self.draw(st.booleans()), **of)
        for one in (self.base, *self.fields):
            value = self.draw(st.none() | VALUES[one.value_type]) if one.value_type in VALUES else None
            row.enter(name_of(one), self.referred[value] if value in ("shown", "hidden") else value)
        return changes.save(SALMA, row)

    @property
    def told(self) -> list[FieldDefinition]:
        return [self.base, *(one for one in self.fields if one.is_published and not one.is_personal)]


def _about(drawn: Drawn, parts: Drawn, arguments: str = "") -> DocumentNode:
    """A query for everything that may be asked of the register, and of the rows of its entries."""
    own = f"{_own(drawn)} parts(first: 2) {{ {_own(parts)} }}"
    return parse(f"{{ registers {{ drawn{arguments} {{ totalCount edges {{ node {{ {own} }} }} }} }} }}")


def _own(drawn: Drawn) -> str:
    own = " ".join(f"{one.key} {'{ acronym }' if one.value_type == 'REFERENCE' else ''}" for one in drawn.told)
    return f"id {own} extra {{ values {{ key text number day yes codes }} }}"


@pytest.mark.hypothesis
def test_whatever_is_defined_is_told_as_plain_graphql_tells_it(register: Register) -> None:
    """Its schema breaks nothing of the contract, and tells nothing of what is kept back."""
    register.organization("SHOWN")
    register.organization("HIDDEN", is_published=False)

    @MADE
    @given(defined=st.lists(DEFINED, min_size=1, max_size=5), data=st.data())
    def compare(defined: list[dict[str, Any]], data: Any) -> None:
        try:
            with db.atomic() as transaction:
                drawn = Drawn(register, defined, data.draw)
                _compare(drawn, Drawn(register, defined, data.draw, drawn))
                transaction.rollback()
        finally:
            # An example that is given up while it is drawn leaves what it defined behind as well.
            forget()

    compare()


def _compare(drawn: Drawn, parts: Drawn) -> None:
    made = live(known())
    assert made is not None
    core, plain = made._schema, live_plainly(known())
    assert find_breaking_changes(schema._schema, core) == []
    assert find_dangerous_changes(schema._schema, core) == []
    assert validate_schema(core) == []
    for told in (drawn, parts):
        entry: Any = core.type_map["Parts_Entry" if told is parts else "Drawn_Entry"]
        kept_back = {one.key for one in told.fields} - {one.key for one in told.told}
        assert kept_back.isdisjoint(entry.fields)
    for arguments in _arguments(drawn):
        document = _about(drawn, parts, arguments)
        assert validate(core, document) == []
        planned = _asked(core, document, ENGLISH, None, is_planned=True)
        assert planned == _asked(plain, document, ENGLISH, None, is_planned=False)
    for one in drawn.told:
        if one.value_type in RANGES:
            _compare_narrowed(core, drawn, parts, one)


def _arguments(drawn: Drawn) -> list[str]:
    """All entries, and a page in each order."""
    ordered = [one for one in drawn.told if one.value_type in ORDERING and one.value_type != "YES_NO"]
    orders = [f"(first: 3, orderBy: {{field: {one.key.upper()}, direction: DESC}})" for one in ordered]
    return ["", *orders]


def _compare_narrowed(core: GraphQLSchema, drawn: Drawn, parts: Drawn, one: FieldDefinition) -> None:
    held = {row.id: row.entered(name_of(one)) for row in drawn.rows if row.is_published}
    for bound in {value for value in held.values() if value is not None}:
        document = _about(drawn, parts, f"(where: {{{one.key}: {{from: {orjson.dumps(bound).decode()}}}}})")
        found = _asked(core, document, ENGLISH, None, is_planned=True)["registers"]["drawn"]["edges"]
        meeting = {str(row_id) for row_id, value in held.items() if value is not None and value >= bound}
        assert {edge["node"]["id"] for edge in found} == meeting
