"""Figures of records through GraphQL: typed groups with words, and no word about what the endpoint does not tell."""

from typing import Any

import pytest

from tansiq.models import Entry, TypeDefinition
from tansiq.records import changes
from tests.api.all_questions import answered
from tests.api.rows_of_own_fields import enter_wells
from tests.api.schema_client import ENGLISH, ask
from tests.definitions import field
from tests.people import AMIN, NOBODY, SALMA, portal
from tests.register import Register

FIGURES = "{ total { count known value } groups { count known value keys { field key label(language: EN) } } }"


def _summary(arguments: str, viewer: Any = ENGLISH) -> Any:
    return ask(f"{{ summarize({arguments}) {FIGURES} }}", viewer)["summarize"]


def _errors(arguments: str, viewer: Any = ENGLISH) -> list[tuple[str, str, str]]:
    told = answered(f"{{ summarize({arguments}) {FIGURES} }}", viewer)["errors"]
    return [(one["extensions"]["code"], one["extensions"].get("field", ""), one["message"]) for one in told]


@pytest.fixture
def wells(register: Register) -> TypeDefinition:
    return enter_wells(register, register.organization("NRA"), register.organization("ADR"))


def test_records_are_counted_by_a_code_and_an_area_with_words(register: Register) -> None:
    register.organization("NRA", home_area=register.areas["YE1211"].id)
    by = '[{field: "kind"}, {field: "homeArea", level: DISTRICT}]'
    assert _summary(f'type: "organization", by: {by}') == {
        "total": {"count": 1, "known": 0, "value": 1.0},
        "groups": [
            {
                "count": 1, "known": 0, "value": 1.0,
                "keys": [
                    {"field": "kind", "key": "NNGO", "label": "National NGO"},
                    {"field": "homeArea", "key": "YE1211", "label": "Khanfar"},
                ],
            }
        ],
    }  # fmt: skip


def test_the_names_of_columns_are_those_of_the_endpoint(register: Register) -> None:
    register.plan("YE1211")
    [group] = _summary('type: "plan", by: [{field: "kind"}]')["groups"]
    assert group["keys"][0]["field"] == "kind"
    assert _errors('type: "plan", by: [{field: "plan_kind"}]')[0][:2] == ("UNKNOWN_CODE", "by")


def test_a_number_of_an_own_register_is_measured_by_its_key(wells: TypeDefinition) -> None:
    found = _summary('type: "wells", measure: {way: MOST, field: "depth"}')["total"]
    seen = Entry.select().where(Entry.record_type == wells.id, Entry.is_published, Entry.archived_at.is_null())
    depths = [row.extra[number] for row in seen for number in row.extra if isinstance(row.extra[number], int | float)]
    assert found["count"] == len(seen)
    assert found["value"] in depths


def test_a_key_that_a_field_had_still_finds_it(register: Register) -> None:
    one = field("workers", "WHOLE")
    one.key = "staff"
    changes.save(SALMA, one)
    for key in ("workers", "staff"):
        measure = f'measure: {{way: SUM, field: "{key}"}}'
        assert _summary(f'type: "organization", {measure}')["total"]["value"] is None


HIDDEN: list[tuple[str, dict[str, Any]]] = [
    ("isWidow", {"is_personal": True}),
    ("isRisky", {"is_published": False}),
    ("isPlanned", {"use_state": "DRAFT"}),
]


@pytest.mark.parametrize(("key", "values"), HIDDEN)
@pytest.mark.parametrize("place", ['by: [{field: "%s"}]', 'measure: {way: SUM, field: "%s"}', 'day: "%s"'])
def test_a_field_that_is_not_told_is_as_one_that_is_not_there(
    register: Register, key: str, values: dict[str, Any], place: str
) -> None:
    kind = {"by": "YES_NO", "measure": "WHOLE", "day": "DAY"}[place.partition(":")[0]]
    field(key, kind, **values)
    for viewer in (NOBODY, portal(), SALMA, AMIN):
        hidden = _errors(f'type: "organization", {place % key}', viewer)
        missing = _errors(f'type: "organization", {place % "nowhere"}', viewer)
        assert hidden == [(code, where, text.replace("nowhere", key)) for code, where, text in missing]


def test_columns_that_the_endpoint_does_not_tell_are_not_grouped_by(register: Register) -> None:
    for column in ("is_published", "isPublished", "canonical", "board_elected_on", "extra.1"):
        assert _errors(f'type: "organization", by: [{{field: "{column}"}}]', SALMA)[0][0] == "UNKNOWN_CODE"
    for table in ("account", "organizationContact", "licence", "planComment", "secrets"):
        assert _errors(f'type: "{table}"')[0][:2] == ("UNKNOWN_CODE", "type")


SCOPES = {"organization": "registry:read", "plan": "plans:read", "wells": "records:read"}


@pytest.mark.parametrize(("name", "scope"), SCOPES.items())
def test_a_token_needs_the_scope_of_the_records(wells: TypeDefinition, name: str, scope: str) -> None:
    others = tuple(one for one in SCOPES.values() if one != scope)
    assert [code for code, _, _ in _errors(f'type: "{name}"', portal(scopes=others))] == ["SCOPE_MISSING"]
    assert _errors(f'type: "{name}"', portal(scopes=(scope,))) == []


def test_what_is_behind_a_scope_that_a_token_lacks_is_not_counted_by_another_way(register: Register) -> None:
    register.item(register.plan("YE1211", organization=register.organization("NRA").id), "Wells")
    told = _summary('type: "plan", by: [{field: "organization"}]', portal(scopes=("plans:read",)))
    assert [group["keys"][0]["key"] for group in told["groups"]] == [None]


def test_a_wide_question_costs_more_than_a_narrow_one() -> None:
    from api.types.summary import expected_groups

    assert [expected_groups({"by": [{}] * number}) for number in range(4)] == [1, 40, 400, 400]
