"""Registers with types of their own: narrowed, ordered and paged by their fields, as `records` is by keys."""

from collections.abc import Callable
from typing import Any

import pytest
from graphql import validate_schema

from api.http.cost import MOST_VALUES
from api.live.schema import live
from api.planner import reference_cache
from api.schema import schema
from tansiq.models import Entry, FieldDefinition, TypeDefinition
from tansiq.models.definitions import known
from tansiq.records import changes, own_lists
from tests.api.live.wells import Wells, enter_all_wells
from tests.api.portal import Portal, body
from tests.api.portal_clients import enter_client, token_of
from tests.applications import application
from tests.conftest import Committed
from tests.definitions import field, name_of, record_type
from tests.people import SALMA
from tests.register import Register

Asking = Callable[..., list[int]]


@pytest.fixture
def wells(register: Register) -> Wells:
    return enter_all_wells(register)


TYPED = "{ registers { wells(where: %s) { totalCount edges { node { id } } } } }"
BY_KEYS = '{ records(type: "wells", where: [%s]) { totalCount edges { node { id } } } }'
ORDERED = """{ registers { wells(first: 2, orderBy: {field: %s, direction: %s} %s) {
    pageInfo { endCursor hasNextPage } edges { node { id } } } } }"""
ORDERED_BY_KEY = """{ records(type: "wells", first: 2, orderBy: "%s", direction: %s %s) {
    pageInfo { endCursor hasNextPage } edges { node { id } } } }"""

NARROWED = [
    ("{depth: {from: 50}}", '{key: "depth", number: {from: 50}}', [0, 2, 4]),
    ("{depth: {to: 60}}", '{key: "depth", number: {to: 60}}', [0, 1, 2]),
    ("{depth: {from: 46, to: 100}}", '{key: "depth", number: {from: 46, to: 100}}', [0, 2]),
    ("{flow: {from: 2.5}}", '{key: "flow", number: {from: 2.5}}', [0, 1]),
    ('{dugOn: {from: "2024-05-01"}}', '{key: "dugOn", day: {from: "2024-05-01"}}', [0, 2]),
    ('{dugOn: {to: "2023-12-31"}}', '{key: "dugOn", day: {to: "2023-12-31"}}', [1]),
    ('{since: {from: "2020-01", to: "2024-05"}}', '{key: "since", month: {from: "2020-01", to: "2024-05"}}', [2]),
    ("{works: true}", '{key: "works", yes: true}', [0, 2]),
    ("{works: false}", '{key: "works", yes: false}', [1]),
    ('{water: ["SWEET"]}', '{key: "water", anyOf: ["SWEET"]}', [0, 3]),
    ('{uses: ["DRINKING", "FIELDS"]}', '{key: "uses", anyOf: ["DRINKING", "FIELDS"]}', [0, 1, 2]),
    ('{uses: ["DRINKING"]}', '{key: "uses", anyOf: ["DRINKING"]}', [0, 2]),
    ('{code: ["W-1", "W-10"]}', '{key: "code", anyOf: ["W-1", "W-10"]}', [0, 4]),
    ('{keptBy: ["{ADR}", "{HIDDEN}"]}', '{key: "keptBy", anyOf: ["{ADR}", "{HIDDEN}"]}', [1]),
    ("{water: []}", '{key: "water", anyOf: []}', []),
    ("{uses: []}", '{key: "uses", anyOf: []}', []),
    ("{works: true, depth: {from: 60}}", '{key: "works", yes: true}, {key: "depth", number: {from: 60}}', [0, 2]),
    ("{depth: null}", "", [0, 1, 2, 3, 4]),
]


@pytest.mark.parametrize("asked", NARROWED)
def test_entries_are_narrowed_by_what_their_fields_hold(
    portal: Portal, wells: Wells, register: Register, asked: tuple[str, str, list[int]]
) -> None:
    typed, by_keys, places = asked
    for acronym, row in register.organizations.items():
        typed, by_keys = (text.replace(f"{{{acronym}}}", str(row.id)) for text in (typed, by_keys))
    found = portal.data(TYPED % typed)["registers"]["wells"]
    assert (wells.places(found), found["totalCount"]) == (places, len(places))
    assert portal.data(BY_KEYS % by_keys)["records"] == found


ORDERS = [
    ("depth", "DEPTH", [1, 0, 2, 4, 3], [4, 2, 0, 1, 3]),
    ("flow", "FLOW", [3, 0, 1, 2, 4], [1, 0, 3, 4, 2]),
    ("dugOn", "DUG_ON", [1, 0, 2, 3, 4], [2, 0, 1, 4, 3]),
    ("since", "SINCE", [2, 0, 1, 3, 4], [0, 2, 4, 3, 1]),
    ("works", "WORKS", [1, 0, 2, 3, 4], [2, 0, 1, 4, 3]),
    ("water", "WATER", [1, 0, 3, 2, 4], [3, 0, 1, 4, 2]),
    ("code", "CODE", [0, 4, 1, 3, 2], [3, 1, 4, 0, 2]),
]


@pytest.mark.parametrize("asked", ORDERS)
def test_pages_in_the_order_of_a_field_hold_each_entry_once(
    portal: Portal, wells: Wells, asked: tuple[str, str, list[int], list[int]]
) -> None:
    key, name, upwards, downwards = asked
    for direction, places in (("ASC", upwards), ("DESC", downwards)):
        typed = lambda after, towards=direction: ORDERED % (name, towards, after)  # noqa: E731  Two ways of asking.
        by_key = lambda after, towards=direction: ORDERED_BY_KEY % (key, towards, after)  # noqa: E731  The same.
        assert _all_pages(portal, wells, typed) == places
        assert _all_pages(portal, wells, by_key) == places


def _all_pages(portal: Portal, wells: Wells, asked: Callable[[str], str]) -> list[int]:
    places, after = list[int](), ""
    while True:
        data = portal.data(asked(after))
        found = data["records"] if "records" in data else data["registers"]["wells"]
        places += wells.places(found)
        if not found["pageInfo"]["hasNextPage"]:
            return places
        after = f', after: "{found["pageInfo"]["endCursor"]}"'


def test_the_order_of_entry_turns_too(portal: Portal, wells: Wells) -> None:
    query = "{ registers { wells(orderBy: {field: ID, direction: DESC}) { edges { node { id } } } } }"
    assert wells.places(portal.data(query)["registers"]["wells"]) == [4, 3, 2, 1, 0]


def test_an_entry_tells_its_fields_as_they_are_typed(portal: Portal, wells: Wells) -> None:
    query = """{ registers { wells(within: "YE12", where: {depth: {from: 50}}, orderBy: {field: DEPTH}, first: 20) {
        totalCount edges { node { id type depth flow dugOn since works water uses code keptBy { acronym }
        area { pcode name } organization { acronym } extra { values { key } } } } } } }"""
    found = portal.data(query)["registers"]["wells"]
    assert (found["totalCount"], wells.places(found)) == (3, [0, 2, 4])
    first = found["edges"][0]["node"]
    assert {key: first[key] for key in ("depth", "flow", "dugOn", "since", "works", "water", "uses", "code")} == {
        "depth": 60, "flow": 2.5, "dugOn": "2024-05-01", "since": "2024-06", "works": True, "water": "SWEET",
        "uses": ["DRINKING", "FIELDS"], "code": "W-1",
    }  # fmt: skip
    assert (first["keptBy"], first["type"]) == ({"acronym": "NRA"}, "wells")
    assert (first["area"]["pcode"], first["organization"]) == ("YE121121", {"acronym": "NRA"})
    assert found["edges"][1]["node"]["keptBy"] is None


def test_one_statement_answers_each_level_however_many_entries_there_are(portal: Portal, wells: Wells) -> None:
    query = """{ registers { wells(first: 100, orderBy: {field: DEPTH}) { edges { node {
        depth keptBy { name homeArea { name } } area { name parent { name } } } } } } }"""
    asked = []
    for _ in range(2):
        portal.data(query)
        reference_cache.forget()
        asked.append((len(portal.data(query)["registers"]["wells"]["edges"]), len(portal.statements)))
        for number in range(30):
            row = Entry(record_type=wells.kind.id, area=Entry.get_by_id(wells.ids[number % 4]).area_id)
            row.enter(name_of(wells.fields["depth"]), number)
            changes.save(SALMA, row)
    assert asked[1][0] > asked[0][0] + 20
    assert asked[1][1] == asked[0][1]


@pytest.mark.parametrize("key", ["caretaker", "cost", "nothing"])
def test_what_is_kept_back_is_neither_told_nor_narrowed_nor_ordered_by(portal: Portal, wells: Wells, key: str) -> None:
    """Whoever could narrow by it would learn it by asking often enough."""
    capitals = key.upper()
    for query, told in (
        (f"{{ registers {{ wells {{ edges {{ node {{ {key} }} }} }} }} }}", f"Cannot query field '{key}'"),
        (TYPED % f'{{{key}: ["x"]}}', f"unknown field '{key}'"),
        (ORDERED % (capitals, "ASC", ""), f"Value '{capitals}' does not exist in 'Wells_Field' enum"),
    ):
        assert told in portal.ask(query).text
    assert portal.codes(BY_KEYS % f'{{key: "{key}", anyOf: ["x"]}}') == ["UNKNOWN_FIELD"]
    assert portal.codes(ORDERED_BY_KEY % (key, "ASC", "")) == ["UNKNOWN_FIELD"]
    assert f"{key}: " not in portal.client.get("/graphql/schema").text


def test_a_register_of_the_few_is_as_one_that_is_not_there(portal: Portal, wells: Wells) -> None:
    for policy in ("OFFICERS", "ORGANIZATION", "ADMINISTRATORS", "SIGNED_IN"):
        record_type(f"few{policy.title().replace('_', '')}", policy)
    record_type("drafted", use_state="DRAFT")
    printed = portal.client.get("/graphql/schema").text
    assert "wells(" in printed
    for key in ("fewOfficers", "fewOrganization", "fewAdministrators", "fewSignedIn", "drafted", "nothing"):
        assert f"Cannot query field '{key}'" in portal.ask(f"{{ registers {{ {key} {{ totalCount }} }} }}").text
        assert f"{key}(" not in printed


def test_a_token_needs_the_scope(portal: Portal, wells: Wells) -> None:
    client = enter_client(scopes=["registry:read"])
    answer = body(portal.ask("{ registers { wells { totalCount } } }", headers=token_of(client)))
    assert [error["extensions"]["scope"] for error in answer["errors"]] == ["records:read"]


def test_unpublished_entries_are_neither_told_nor_counted(portal: Portal, wells: Wells) -> None:
    row = Entry.get_by_id(wells.ids[0])
    row.is_published = False
    changes.save(SALMA, row)
    found = portal.data(TYPED % "{depth: {from: 50}}")["registers"]["wells"]
    assert (found["totalCount"], wells.places(found)) == (2, [2, 4])


def test_long_lists_are_narrowed_and_ordered_by_what_is_kept_in_order(
    portal: Portal, wells: Wells, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = FieldDefinition.get_by_id(wells.fields["flow"].id)
    one.is_indexed = True
    changes.save(SALMA, one)
    monkeypatch.setattr(own_lists, "LONG", 4)
    for query in (TYPED % "{depth: {from: 50}}", BY_KEYS % '{key: "works", yes: true}', ORDERED % ("CODE", "ASC", "")):
        [error] = body(portal.ask(query))["errors"]
        assert error["extensions"]["code"] == "LIST_TOO_LONG"
        assert "ask the ministry" in error["message"]
    assert wells.places(portal.data(TYPED % "{flow: {from: 2.5}}")["registers"]["wells"]) == [0, 1]
    assert portal.data(TYPED % '{keptBy: ["1"]}')["registers"]["wells"]["totalCount"] >= 0
    assert portal.data(ORDERED % ("FLOW", "ASC", ""))["registers"]["wells"]["edges"]


def test_another_register_keeps_a_list_from_being_long(
    portal: Portal, wells: Wells, monkeypatch: pytest.MonkeyPatch
) -> None:
    springs = record_type("springs")
    for _ in range(6):
        changes.save(SALMA, Entry(record_type=springs.id))
    monkeypatch.setattr(own_lists, "LONG", len(wells.ids))
    assert portal.data(TYPED % "{depth: {from: 50}}")["registers"]["wells"]["totalCount"] == 3


@pytest.mark.parametrize(
    "asked",
    [
        ('{water: ["BITTER"]}', '{key: "water", anyOf: ["BITTER"]}', "UNKNOWN_CODE", ".anyOf"),
        ('{uses: ["SWEET"]}', '{key: "uses", anyOf: ["SWEET"]}', "UNKNOWN_CODE", ".anyOf"),
        ('{since: {from: "2020-13"}}', '{key: "since", month: {from: "2020-13"}}', "INVALID", ".month.from"),
    ],
)
def test_what_cannot_be_asked_is_refused_at_its_place(
    portal: Portal, wells: Wells, asked: tuple[str, str, str, str]
) -> None:
    typed, by_keys, codes, field = asked
    key = typed[1:].partition(":")[0]
    [error] = body(portal.ask(TYPED % typed))["errors"]
    end = ".from" if field.endswith("from") else ""
    assert (error["extensions"]["code"], error["extensions"]["field"]) == (codes, f"where.{key}{end}")
    [error] = body(portal.ask(BY_KEYS % by_keys))["errors"]
    assert (error["extensions"]["code"], error["extensions"]["field"]) == (codes, f"where.0{field}")


@pytest.mark.parametrize(
    "given", ['key: "depth", day: {from: "2026-01-01"}', 'key: "depth"', 'key: "works", yes: true, anyOf: ["x"]']
)
def test_a_condition_of_another_type_is_refused_with_what_fits(portal: Portal, wells: Wells, given: str) -> None:
    [error] = body(portal.ask(BY_KEYS % f"{{{given}}}"))["errors"]
    assert (error["extensions"]["code"], error["extensions"]["field"]) == ("INVALID", "where.0")
    assert "Give “number”" in error["message"] or "Give “yes”" in error["message"]


def test_yesterdays_names_still_answer_and_are_deprecated(portal: Portal, wells: Wells) -> None:
    query = """{ registers { wells(where: {depth: {from: 50}}, orderBy: {field: DEPTH}) { edges { node {
        id depth } } } } }"""
    by_key = '{ records(type: "wells", where: [{key: "depth", number: {from: 50}}], orderBy: "depth") { totalCount } }'
    before = portal.data(query), portal.data(by_key)
    one = FieldDefinition.get_by_id(wells.fields["depth"].id)
    one.key = "wellDepth"
    changes.save(SALMA, one)
    assert (portal.data(query), portal.data(by_key)) == before
    printed = portal.client.get("/graphql/schema").text
    reason = '@deprecated(reason: "It is called wellDepth now.")'
    for told in ("depth: Float", "depth: NumberRange", "DEPTH"):
        assert f"{told} {reason}" in printed
    assert portal.data(query.replace("DEPTH", "WELL_DEPTH"))


def test_entries_of_another_register_are_told_with_their_fields(portal: Portal, wells: Wells) -> None:
    pumps = record_type("pumps")
    of_well: dict[str, Any] = {"value_type": "REFERENCE", "reference_table": "entry", "reference_type": wells.kind.id}
    stands_at = field("standsAt", table="entry", record_type=pumps.id, **of_well)
    field("nearestWell", **of_well)
    pump = Entry(record_type=pumps.id)
    pump.enter(name_of(stands_at), int(wells.ids[0]))
    changes.save(SALMA, pump)
    query = f"""{{ registers {{ pumps(where: {{standsAt: ["{wells.ids[0]}"]}}) {{ edges {{ node {{
        standsAt {{ depth }} }} }} }} }}
        organizations {{ edges {{ node {{ extra {{ nearestWell {{ depth }} }} }} }} }} }}"""
    data = portal.data(query)
    assert data["registers"]["pumps"]["edges"] == [{"node": {"standsAt": {"depth": 60}}}]


def test_what_an_answer_may_cost_is_reckoned_in_registers_too(portal: Portal, wells: Wells) -> None:
    inner = " ".join(f"a{n}: area {{ pcode name parent {{ name parent {{ name }} }} }}" for n in range(30))
    small = f"{{ registers {{ wells(first: 20) {{ edges {{ node {{ {inner} }} }} }} }} }}"
    cheap, dear = (int(portal.ask(small.replace("20", size)).headers["RateLimit-Cost"]) for size in ("20", "100"))
    assert cheap < dear <= MOST_VALUES


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


def test_names_of_registers_are_none_of_the_contract(wells: Wells) -> None:
    made = live(known())
    assert made is not None
    added = made._schema.type_map.keys() - schema._schema.type_map.keys()
    assert added == {f"Wells_{name}" for name in ("Entry", "Edge", "Connection", "Where", "Order", "Field")} | {
        "Registers"
    }
    assert not any("_" in name.removeprefix("__") for name in schema._schema.type_map)
    assert "registers" not in schema._schema.query_type.fields  # type: ignore[union-attr]
    assert validate_schema(made._schema) == []
