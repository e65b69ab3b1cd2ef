"""What is calculated, told by `extra` and registers: as today has it, and never out of what is kept back."""

from typing import Any

import pytest

from api.live.schema import live
from tansiq.models import Entry, FieldDefinition, Organization
from tansiq.models.data_stamps import bump
from tansiq.models.definitions import known
from tansiq.records import changes
from tests.api.portal import Portal
from tests.api.schema_client import ENGLISH, ask
from tests.definitions import field, name_of, record_type
from tests.people import SALMA
from tests.register import Register

VALUES = "{ organization(id: %s) { extra { values%s { key text number day yes codes } } } }"
FORMULAS = {
    "double": ("${%s} * 2", {"text": "80", "number": 80.0}),
    "third": ("round(${%s} div 3, 2)", {"text": "13.33", "number": 13.33}),
    "isLarge": ("${%s} > 5", {"text": "Yes", "yes": True}),
    "inWords": ("if(${%s} > 5, 'many', 'few')", {"text": "many"}),
    "asked": ("count(${%s})", {"text": "1", "number": 1.0}),
}
"""By key: a formula over a number that is 40, and what is told of it."""


@pytest.fixture
def members(register: Register) -> FieldDefinition:
    """A number that NRA knows, and ADR does not."""
    one = field("members", "WHOLE")
    row = register.organization("NRA")
    register.organization("ADR")
    row.enter(name_of(one), 40)
    changes.save(SALMA, row)
    return one


def _values(acronym: str, keys: str = "") -> dict[str, Any]:
    row = Organization.get(Organization.acronym == acronym)
    told = ask(VALUES % (row.id, keys), ENGLISH)["organization"]["extra"]["values"]
    return {one.pop("key"): {name: value for name, value in one.items() if value is not None} for one in told}


def test_what_is_calculated_is_told_in_the_way_of_what_it_comes_to(members: FieldDefinition) -> None:
    for key, (formula, _) in FORMULAS.items():
        field(key, "CALCULATED", formula=formula % members.id, decimals=2)
    assert _values("NRA") == {"members": {"text": "40", "number": 40.0}} | {
        key: told for key, (_, told) in FORMULAS.items()
    }


def test_what_cannot_be_calculated_is_not_known(members: FieldDefinition) -> None:
    for key, (formula, _) in FORMULAS.items():
        field(key, "CALCULATED", formula=formula % members.id)
    assert _values("ADR") == {"inWords": {"text": "few"}, "asked": {"text": "0", "number": 0.0}}


def test_it_is_typed_by_what_its_formula_comes_to(portal: Portal, members: FieldDefinition) -> None:
    for key, (formula, _) in FORMULAS.items():
        field(key, "CALCULATED", formula=formula % members.id, decimals=2)
    row = Organization.get(Organization.acronym == "NRA")
    told = portal.data(f"{{ organization(id: {row.id}) {{ extra {{ {' '.join(FORMULAS)} }} }} }}")
    assert told["organization"]["extra"] == {
        "double": 80.0, "third": 13.33, "isLarge": True, "inWords": "many", "asked": 1.0,
    }  # fmt: skip
    printed = portal.client.get("/graphql/schema").text
    assert all(f"{line}\n" in printed for line in ("double: Float", "isLarge: Boolean", "inWords: String"))


def test_one_is_calculated_out_of_another(members: FieldDefinition) -> None:
    double = field("double", "CALCULATED", formula=f"${{{members.id}}} * 2")
    field("fourfold", "CALCULATED", formula=f"${{{double.id}}} * 2")
    assert _values("NRA", '(keys: ["fourfold"])') == {"fourfold": {"text": "160", "number": 160.0}}


@pytest.mark.parametrize("kept_back", ["is_personal", "is_published"])
def test_it_is_not_told_where_what_it_is_made_of_is_kept_back(members: FieldDefinition, kept_back: str) -> None:
    """No form lets this come about; what is stored may have."""
    double = field("double", "CALCULATED", formula=f"${{{members.id}}} * 2")
    field("fourfold", "CALCULATED", formula=f"${{{double.id}}} * 2")
    is_so = {"is_personal": True, "is_published": False}[kept_back]
    FieldDefinition.update({kept_back: is_so}).where(FieldDefinition.id == members.id).execute()
    bump(["field_definition"])
    assert _values("NRA") == {}
    made = live(known())
    assert made is None or "fourfold" not in made.as_str()


def test_entries_calculate_with_the_fields_of_their_own_type(portal: Portal, register: Register) -> None:
    kinds = [record_type(key) for key in ("wells", "springs")]
    for kind in kinds:
        own: dict[str, Any] = {"table": "entry", "record_type": kind.id}
        one = field("depth", "WHOLE", **own)
        field("known", "CALCULATED", formula=f"count(${{{one.id}}})", **own)
        for metres in (None, 7):
            row = Entry(record_type=kind.id)
            row.enter(name_of(one), metres)
            changes.save(SALMA, row)
    values = "edges { node { extra { values { key number } } } }"
    for key in ("wells", "springs"):
        found = portal.data(
            f'{{ records(type: "{key}") {{ {values} }} registers {{ {key} {{ edges {{ node {{ known }} }} }} }} }}'
        )
        told = [edge["node"]["extra"]["values"] for edge in found["records"]["edges"]]
        assert told == [
            [{"key": "known", "number": 0.0}], [{"key": "depth", "number": 7.0}, {"key": "known", "number": 1.0}],
        ]  # fmt: skip
        assert found["registers"][key]["edges"] == [{"node": {"known": 0.0}}, {"node": {"known": 1.0}}]


def test_what_is_calculated_costs_no_statement(portal: Portal, members: FieldDefinition) -> None:
    query = "{ organizations { edges { node { extra { members } } } } }"
    field("double", "CALCULATED", formula=f"${{{members.id}}} * 2")
    counts = []
    for asked in (query, query.replace("members", "members double"), query.replace("members", "values { number }")):
        portal.data(asked)
        portal.data(asked)
        counts.append(len(portal.statements))
    assert counts[1:] == counts[:1] * 2
