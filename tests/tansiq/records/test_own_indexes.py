"""Fields that are kept in order have an index of their own, which the database uses."""

from hashlib import sha256
from typing import Any

import pytest

from tansiq.models import Entry, FieldDefinition, Organization
from tansiq.platform.database import db, is_postgres
from tansiq.records import changes
from tansiq.records.extra_sql import value_of
from tansiq.records.own_indexes import PREFIX, keep_indexes
from tests.definitions import answers, field, name_of, record_type
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


def test_what_was_cut_off_is_built_anew(register: Register) -> None:
    one = field("depth", "WHOLE", is_indexed=True)
    keep_indexes()
    assert keep_indexes() == (0, 0)
    if is_postgres():
        # As a server leaves it that was stopped meanwhile.
        name = f"{PREFIX}{one.number}_number"
        db.execute_sql(f"UPDATE pg_index SET indisvalid = false WHERE indexrelid = '{name}'::regclass")
        assert keep_indexes() == (1, 1)
        valid = db.execute_sql(f"SELECT indisvalid FROM pg_index WHERE indexrelid = '{name}'::regclass").fetchall()
        assert valid == [(True,)]
        assert keep_indexes() == (0, 0)


@pytest.mark.parametrize("value_type", ["TEXT", "DAY"])
def test_a_field_that_became_one_of_long_texts_takes_them_before_its_index_is_gone(
    register: Register, value_type: str
) -> None:
    one = field("remark", value_type, is_indexed=True)
    keep_indexes()
    for wider in ("TEXT", "LONG_TEXT"):
        one = FieldDefinition.get_by_id(one.id)
        one.value_type, one.is_indexed = wider, wider == "TEXT"
        changes.save(SALMA, one)
    row = register.organization("NRA")
    # Letters in no order, as what repeats itself is stored shorter.
    text = "".join(sha256(str(number).encode()).hexdigest() for number in range(300))
    row.enter(name_of(one), text)
    changes.save(SALMA, row)
    assert Organization.get_by_id(row.id).entered(name_of(one)) == text
    assert keep_indexes() == (0, 1)
