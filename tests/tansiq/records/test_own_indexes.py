"""Fields that are kept in order have an index of their own, which the database uses."""

from typing import Any

import pytest

from tansiq.models import Entry, FieldDefinition, Organization
from tansiq.platform.database import db, is_postgres
from tansiq.records import changes
from tansiq.records.extra_sql import value_of
from tansiq.records.own_indexes import PREFIX, keep_indexes
from tests.definitions import answers, field, record_type
from tests.people import SALMA
from tests.register import Register

TYPES = ("TEXT", "WHOLE", "NUMBER", "YES_NO", "DAY", "MONTH", "PCODE", "CHOICE")


def _plan(query: Any) -> str:
    """How the database would find the rows of a query, were its table long."""
    text, values = query.sql()
    if is_postgres():
        db.execute_sql("SET LOCAL enable_seqscan = off")
        db.execute_sql("SET LOCAL enable_sort = off")
    rows = db.execute_sql(f"EXPLAIN {'' if is_postgres() else 'QUERY PLAN '}{text}", values).fetchall()
    return " ".join(str(row) for row in rows)


@pytest.mark.parametrize("value_type", TYPES)
def test_lists_are_ordered_and_filtered_by_the_index(register: Register, value_type: str) -> None:
    more: dict[str, Any] = {"choice_list": answers("WELL").id} if value_type == "CHOICE" else {}
    one = field("depth", value_type, is_indexed=True, **more)
    assert keep_indexes() == (1, 0)
    value = value_of(Organization, one)
    ordered = Organization.select().order_by(value, Organization.id).limit(50)
    assert f"{PREFIX}{one.number}_" in _plan(ordered)


def test_entries_of_a_type_stand_together(register: Register) -> None:
    kind = record_type("well")
    one = field("depth", "WHOLE", table="entry", record_type=kind.id, is_indexed=True)
    keep_indexes()
    own = Entry.select().where(Entry.record_type == kind.id, value_of(Entry, one) > 50)
    assert f"{PREFIX}{one.number}_number" in _plan(own)


def test_what_nobody_asks_for_any_more_is_dropped_and_a_wider_type_gets_another(register: Register) -> None:
    one, drafted = field("size", "WHOLE", is_indexed=True), field("notYet", is_indexed=True, use_state="DRAFT")
    assert (keep_indexes(), keep_indexes()) == ((1, 0), (0, 0))
    one.value_type = "TEXT"
    one = changes.save(SALMA, one)
    assert keep_indexes() == (1, 1)
    for each in (one, drafted):
        stored = FieldDefinition.get_by_id(each.id)
        stored.is_indexed = False
        changes.save(SALMA, stored)
    assert keep_indexes() == (0, 1)
