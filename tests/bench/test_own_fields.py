"""Own fields are compared with real columns only where both give the same rows, by their indexes."""

import pytest

from tansiq.models import Organization
from tansiq.records.extra_sql import value_of
from tests.bench.own_fields import (
    Fields,
    check_equal,
    check_index,
    define,
    enter,
    over_real_columns,
    real_column,
    run,
    stand_beside,
)
from tests.register import Register
from tests.statements import Statement

ROWS = 40


def entered() -> Fields:
    fields = define()
    enter(fields, ROWS)
    stand_beside(fields)
    return fields


def in_order(fields: Fields) -> Statement:
    """The statement of a list in the order of the members."""
    of_members = value_of(Organization, fields.members)
    return Organization.select(Organization.id).order_by(of_members, Organization.id).sql()


def test_the_same_statement_over_real_columns_gives_the_same_rows(register: Register) -> None:
    fields = entered()
    text, bound = in_order(fields)
    real = over_real_columns(text, fields)
    assert real_column(fields.members) in real
    found = run(real, bound)()
    assert len(found) == ROWS
    check_equal(run(text, bound)(), found)
    with pytest.raises(ValueError, match="same rows"):
        check_equal(run(text, bound)(), found[::-1])


def test_a_statement_without_own_fields_is_not_compared(register: Register) -> None:
    with pytest.raises(ValueError, match="no own field"):
        over_real_columns('SELECT "t1"."id" FROM "organization" AS "t1"', entered())


def test_a_statement_that_goes_by_no_index_of_an_own_field_is_told(register: Register) -> None:
    fields = entered()
    with pytest.raises(ValueError, match="no index"):
        check_index(*in_order(fields))
