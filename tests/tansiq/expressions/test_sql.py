"""Expressions as SQL come to what Python comes to, on SQLite and PostgreSQL."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

import peewee
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tansiq.expressions.evaluating import Given, Value, compiled
from tansiq.expressions.fields import Kind
from tansiq.expressions.reading import read, understood
from tansiq.expressions.sql import Columns, written
from tansiq.expressions.tree import Node
from tansiq.platform.database import db, is_postgres
from tests.tansiq.expressions import cases
from tests.tansiq.expressions.generated import rows, texts
from tests.tansiq.expressions.wells import CLEANED, COST, DUG, FIELDS, IS_OPEN, MEN, TODAY

_KINDS = {field.number: field.kind for field in FIELDS}


class Wells(peewee.Model):
    """Rows as the register keeps values that a ministry asks for: one JSON object by the numbers of fields."""

    id = peewee.IntegerField(primary_key=True)
    extra = peewee.TextField()

    class Meta:
        database = db
        table_name = "tried_wells"


@pytest.fixture
def wells(database: peewee.Database) -> type[Wells]:
    """An empty table of wells."""
    del database
    db.execute_sql(f"CREATE TEMPORARY TABLE tried_wells (id INTEGER, extra {'jsonb' if is_postgres() else 'TEXT'})")
    return Wells


def _column(number: int) -> peewee.Node:
    kind = _KINDS[number]
    if not is_postgres():
        return peewee.fn.json_extract(Wells.extra, f"$.{number}")
    if kind is Kind.CODES:
        return peewee.fn.jsonb_extract_path(Wells.extra, str(number))
    text = peewee.fn.jsonb_extract_path_text(Wells.extra, str(number))
    casts = {Kind.NUMBER: "numeric", Kind.YES_NO: "boolean"}
    return text.cast(casts[kind]) if kind in casts else text


def _enter(row_id: int, values: Mapping[int, object]) -> None:
    mark = "%s" if is_postgres() else "?"
    db.execute_sql(f"INSERT INTO tried_wells VALUES ({mark}, {mark})", (row_id, json.dumps(values)))


def _answers(tree: Node, kept: Sequence[Mapping[int, object]]) -> list[object]:
    db.execute_sql("DELETE FROM tried_wells")
    for row_id, values in enumerate(kept):
        _enter(row_id, values)
    asked = written(tree, Columns(_column, TODAY, previous=_column))
    return [value for _, value in db.execute(Wells.select(Wells.id, asked).order_by(Wells.id))]


def _tree(typed: str) -> Node:
    return understood(read(typed, cases.SETTING), cases.SETTING)


def _wrong(tree: Node, kept: list[dict[int, object]]) -> list[tuple[dict[int, object], object, Value]]:
    """Rows for which the database comes to something else than Python."""
    run = compiled(tree)
    expected = [run(Given(values, TODAY, values)) for values in kept]
    found = zip(kept, _answers(tree, kept), expected, strict=True)
    return [(values, answer, one) for values, answer, one in found if not cases.is_same(answer, one)]


@pytest.mark.usefixtures("wells")
def test_expressions_come_to_what_a_person_reckons() -> None:
    found = [
        (typed, values, _answers(_tree(typed), [values])[0], expected) for typed, values, expected in cases.BY_HAND
    ]
    assert [case for case in found if not cases.is_same(case[2], case[3])] == []


@pytest.mark.usefixtures("wells")
@given(texts(), st.lists(rows(), min_size=1, max_size=6))
def test_the_database_comes_to_what_python_comes_to(typed: str, kept: list[dict[int, object]]) -> None:
    assert _wrong(_tree(typed), kept) == []


@pytest.mark.usefixtures("wells")
@given(texts(kinds=(Kind.YES_NO,)), st.lists(rows(), min_size=1, max_size=6))
def test_rows_are_found_by_an_expression(typed: str, kept: list[dict[int, object]]) -> None:
    run, tree = compiled(_tree(typed)), _tree(typed)
    _answers(tree, kept)
    found = db.execute(Wells.select(Wells.id).where(written(tree, Columns(_column, TODAY))).order_by(Wells.id))
    assert [row_id for (row_id,) in found] == [place for place, values in enumerate(kept) if run(Given(values, TODAY))]


DEEP = {
    "divisions": "1 div (" * 14 + "${men}" + ")" * 14,
    "differences": "100.5 - (${cost} - " * 9 + "1" + ")" * 9,
    "conditions": "if(${is_open}, " * 25 + "${men}" + ", 0)" * 25,
    "asked conditions": "if(" * 12 + "${is_open}" + ", ${is_open}, ${is_salty})" * 12,
    "least ones": "min(${cost}, " * 27 + "${men}" + ")" * 27,
    "sums": "sum(${cost}, 0.25, " * 27 + "${men}" + ")" * 27,
    "counts": "count(" * 28 + "${men}" + ")" * 28,
    "remainders": "7 mod (" * 14 + "${men}" + ")" * 14,
    "denials": "not(" * 28 + "${is_open}" + ")" * 28,
    "a long sum": "${cost}" + " + 0.01" * 28,
    "a long product": "${men}" + " * 1.1" * 28,
    "days": "days-between('2024-01-01', if(${men} = " * 9 + "1" + ", ${dug_on}, ${cleaned_on}))" * 9,
}


@pytest.mark.usefixtures("wells")
@pytest.mark.parametrize("typed", DEEP.values(), ids=DEEP)
def test_what_is_as_deep_as_allowed_is_no_problem(typed: str) -> None:
    values: dict[int, object] = {MEN: 3, COST: 1.25, IS_OPEN: True, DUG: "2024-03-01", CLEANED: "2025-03-01"}
    tree = _tree(typed)
    assert _wrong(tree, [values, {}]) == []
    nested = Wells.select(Wells.id).where(
        Wells.id.in_(Wells.select(Wells.id).where(written(tree, Columns(_column, TODAY)).is_null()))
    )
    assert nested.count() <= 2


@pytest.mark.usefixtures("database")
def test_values_are_bound_and_never_written_into_the_text() -> None:
    evil = "; DROP TABLE organization --"
    tree = _tree(f"${{owner}} = '{evil}' and ${{depth}} > 1.25 and selected(${{uses}}, 'FARM')")
    text, bound = Wells.select().where(written(tree, Columns(_column, TODAY))).sql()
    assert [word for word in (evil, "1.25", "FARM") if word in text] == []
    assert {evil, "1.25", "FARM"} <= {str(value) for value in bound}


def test_what_asks_for_the_period_before_is_written_only_where_there_is_one(database: peewee.Database) -> None:
    del database
    with pytest.raises(ValueError, match="the period before"):
        written(_tree("previous(${depth})"), Columns(_column, TODAY))
    tree = understood(read("below(${depth}) > 1", setting := replace(cases.SETTING, has_below=True)), setting)
    with pytest.raises(ValueError, match="the units below"):
        written(tree, Columns(_column, TODAY))


def test_whole_columns_are_reckoned_as_numbers_without_end(register: object) -> None:
    """Columns of built-in records are of kinds that databases know: whole ones are no exception."""
    del register
    whole = Columns(lambda _: peewee.Value(2_000_000_003).cast("integer"), TODAY)
    tree = _tree("${men} * ${women} * ${men} + ${men} div 2")
    (found,) = db.execute(peewee.Select(columns=[written(tree, whole)]))
    assert cases.is_same(found[0], Decimal(2_000_000_003) ** 3)
