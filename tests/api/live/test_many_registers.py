"""As many registers as a ministry may define, each of thirty fields: one schema, asked as any other."""

import pytest
from graphql import parse, validate, validate_schema

from api.live.schema import live
from tansiq.faults import Refused
from tansiq.models import Entry
from tansiq.models.definitions import known
from tansiq.models.field_definition import MOST_FIELDS
from tansiq.models.type_definition import MOST_TYPES
from tansiq.records import changes
from tests.api.portal import Portal
from tests.definitions import field, many_types, record_type
from tests.people import SALMA
from tests.register import Register

FIELDS = 30


def test_all_of_them_are_asked_in_one_schema(portal: Portal, register: Register) -> None:
    kinds = many_types(MOST_TYPES, FIELDS)
    last = next(one for one in known().of(("entry", kinds[-1].id)) if one.key == f"depth{FIELDS}")
    row = Entry(record_type=kinds[-1].id)
    row.enter(f"extra.{last.number}", 40)
    changes.save(SALMA, row)
    printed = portal.client.get("/graphql/schema").text
    assert printed.count("_Entry {") == MOST_TYPES
    where = f"{{depth{FIELDS}: {{from: 1}}}}"
    query = f"{{ registers {{ wells{MOST_TYPES}(where: {where}) {{ edges {{ node {{ %s }} }} }} }} }}"
    asked = " ".join(f"depth{number}" for number in range(1, FIELDS + 1))
    made = live(known())
    assert made is not None
    assert validate(made._schema, parse(query % asked)) == []
    assert validate_schema(made._schema) == []
    [edge] = portal.data(query % asked)["registers"][f"wells{MOST_TYPES}"]["edges"]
    assert {key: value for key, value in edge["node"].items() if value is not None} == {f"depth{FIELDS}": 40}
    assert len(portal.data("{ recordTypes { key fields { key } } }")["recordTypes"]) == MOST_TYPES


def test_one_more_is_refused_in_words(register: Register) -> None:
    many_types(MOST_TYPES, 1)
    with pytest.raises(Refused) as refusal:
        record_type("oneMore")
    told = [(fault.code, fault.field, str(fault)) for fault in refusal.value.faults]
    assert told == [("TOO_MANY", "key", f"There are at most {MOST_TYPES} record types.")]


def test_one_field_more_is_refused_in_words(register: Register) -> None:
    [kind] = many_types(1, MOST_FIELDS)
    with pytest.raises(Refused) as refusal:
        field("oneMore", "WHOLE", table="entry", record_type=kind.id)
    text = f"A record has at most {MOST_FIELDS} fields. Retire one that is not needed."
    assert [(fault.code, str(fault)) for fault in refusal.value.faults] == [("TOO_MANY", text)]
