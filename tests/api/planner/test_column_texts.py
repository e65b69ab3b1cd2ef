"""Answers written from columns are, byte for byte, those that plain graphql-core walks object by object."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from operator import methodcaller
from pathlib import Path
from typing import Any

import numpy as np
import orjson
import pytest
from graphql import ExecutionResult, GraphQLObjectType, execute_sync, parse, validate
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from peewee import Database

from api.context import Context
from api.planner import column_texts, reference_cache
from api.planner.column_texts import WrittenField, constant, referred, values, written
from api.planner.executor import PlannedExecution
from api.planner.fields import Computed
from api.planner.plan_builder import Read
from api.schema import schema
from tansiq.copied_columns import building, folder
from tansiq.coverage import column_cells
from tansiq.language.words import speaking
from tansiq.platform import lru
from tansiq.platform.columns import Coded, InColumns
from tansiq.policy.viewer import Viewer
from tests.api.plain_executor import execute_plainly
from tests.api.random_queries import QueryMaker, queries
from tests.api.selections import selection
from tests.people import NOBODY
from tests.random_register import Lack, Work, enter_all, lacks, works
from tests.register import Register
from tests.tansiq.copied_columns.test_masks import everybody

CORE = schema._schema
ASKED = [
    '(within: "YE", level: DISTRICT)',
    '(within: "YE", level: DISTRICT, by: SECTOR)',
    '(within: "YE12", level: SUBDISTRICT, by: [SECTOR, POPULATION_GROUP])',
    '(within: "YE", level: GOVERNORATE, by: [SECTOR, POPULATION_GROUP, ORGANIZATION_KIND])',
    '(within: "YE1211", level: DISTRICT, by: [ORGANIZATION_KIND], period: {from: "2026-01-05", to: "2026-01-20"})',
    '(within: "YE", level: SETTLEMENT, by: [SECTOR], sectors: ["WSH"], populationGroups: ["ALL", "IDP"])',
    '(within: "YE", level: COUNTRY, organizationKinds: [NNGO])',
    '(within: "YE", level: DISTRICT, organizations: ["1"])',
    '(within: "YE", level: DISTRICT, asOf: "2026-02-03")',
    '(within: "YE12", level: COUNTRY)',
]
ROOTS = {
    "coverage": ASKED,
    "gaps": [*(one.replace(")", ", first: $first)") for one in ASKED), *ASKED],
}
MADE = settings(database=None, suppress_health_check=list(HealthCheck), phases=(Phase.generate,))
VARIABLES = st.fixed_dictionaries(
    {"yes": st.booleans()},
    optional={"first": st.integers(1, 5), "no": st.booleans(), "language": st.sampled_from(["AR", "EN", None])},
)
WHO = [
    "ministry admin", "officer", "partner", "another partner", "auditor", "portal", "anonymous", "officer of two",
    "portal without limits", "portal of one organisation", "portal of both limits", "portal without scopes",
]  # fmt: skip


@st.composite
def of_cells(draw: Any) -> str:
    """A query that asks for many fields of cells, twice under the same key."""
    maker, cell = QueryMaker(CORE, draw, plain=(5, 12)), CORE.type_map["CoverageCell"]
    assert isinstance(cell, GraphQLObjectType)
    arguments = draw(st.sampled_from(ASKED))
    selections = [maker.selection(cell, 3) for _ in range(2)]
    return maker.asking(f"coverage{arguments} {{ {' '.join(f'cells {one}' for one in selections)} }}")


registers = st.tuples(
    st.lists(works, max_size=6),
    st.lists(lacks, max_size=5, unique_by=lambda one: (one.pcode, one.sector, one.group)),
)
readers = st.lists(st.tuples(st.sampled_from(WHO), st.sampled_from(["ar", "en"])), min_size=2, max_size=2)
"""Who asks, and in which language."""


def planned(query: str, viewer: Viewer, variables: dict[str, Any]) -> bytes:
    """What is sent for a query."""
    answer = execute_sync(
        CORE, parse(query), context_value=Context(viewer), variable_values=variables, executor_class=PlannedExecution
    )
    return _bytes(answer)


def walked(query: str, viewer: Viewer, variables: dict[str, Any]) -> bytes:
    """What plain graphql-core would send."""
    return _bytes(execute_plainly(parse(query), Context(viewer), variables))


def _bytes(answer: ExecutionResult) -> bytes:
    return orjson.dumps([answer.data, [[error.message, error.path] for error in answer.errors or ()]])


@contextmanager
def without_copies() -> Iterator[None]:
    """The database is asked within."""
    before = folder.use(None)
    try:
        yield
    finally:
        folder.use(before)


@pytest.mark.hypothesis
def test_what_is_written_from_columns_is_what_graphql_walks(
    copying: Path, database: Database, register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With copies and without, by whatever way numbers are written; each query is asked by two readers."""
    # Small registers have numbers below and above.
    monkeypatch.setattr(column_texts, "_FEW", 5)

    @MADE
    @given(
        described=registers, query=of_cells() | of_cells() | queries(CORE, ROOTS), variables=VARIABLES, readers=readers
    )
    def compare(
        described: tuple[list[Work], list[Lack]], query: str, variables: dict[str, Any], readers: list[tuple[str, str]]
    ) -> None:
        assert not validate(CORE, parse(query))
        with database.atomic() as transaction:
            people = everybody(enter_all(register, *described))
            building.build()
            for name, language in readers:
                viewer = replace(people[name], language=language, face="GRAPHQL")
                assert planned(query, viewer, variables) == walked(query, viewer, variables)
                with without_copies():
                    assert planned(query, viewer, variables) == walked(query, viewer, variables)
            transaction.rollback()
        lru.forget()
        reference_cache.forget()

    with speaking("en"):
        compare()


WIDE = """{ coverage(within: "YE", level: DISTRICT, by: [SECTOR, POPULATION_GROUP, ORGANIZATION_KIND]) {
  cells { here: area { pcode parent { name } } sector { code } populationGroup { code } organizationKind state
    organizationCount peopleTargeted coverageRatio gap isBeyondInt __typename } } }"""


def enter_some(register: Register) -> None:
    register.site(register.intervention("NRA"), targeted=70_000, reached=300)
    register.site(register.intervention("ADR", "FSC"), "YE1927", "IDP", targeted=None, reached=7)
    register.need("YE1211", "WSH", 900, severity=4)


def test_no_object_is_made_of_a_cell(
    copying: Path, database: Database, register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever is asked of it: each field of the type is written from columns."""
    cell = CORE.type_map["CoverageCell"]
    assert isinstance(cell, GraphQLObjectType)
    query = f'{{ coverage(within: "YE", level: DISTRICT, by: [SECTOR]) {{ cells {selection(cell, Counter())} }} }}'
    enter_some(register)
    by_statement = planned(query, NOBODY, {})
    assert b'"peopleTargeted":70000' in by_statement
    building.build()

    def refuse(_frame: Any) -> Any:
        pytest.fail("an object is made of a cell")

    monkeypatch.setattr(column_cells, "cells_of", refuse)
    assert planned(query, NOBODY, {}) == by_statement


def test_a_field_that_is_known_by_no_column_is_told_row_by_row(
    copying: Path, database: Database, register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    enter_some(register)
    building.build()
    expected = planned(WIDE, NOBODY, {})
    monkeypatch.setattr(Computed, "write", Read.write)
    lru.forget()
    monkeypatch.setattr(column_texts, "written", lambda *_given: pytest.fail("it is written from columns"))
    assert planned(WIDE, NOBODY, {}) == expected


class _Rows(InColumns):
    """Rows of a test: columns by name."""

    def __init__(self, count: int, columns: Mapping[str, Any]) -> None:
        self._count, self._columns = count, columns

    def __len__(self) -> int:
        return self._count

    def column(self, name: str) -> Any:
        return self._columns[name]


def _sent(fields: Sequence[WrittenField], rows: InColumns) -> bytes:
    return orjson.dumps(written(fields, rows, Context()))


COLUMNS: dict[str, tuple[Any, list[Any]]] = {
    "large": (np.array([2**40, -1, 0]), [2**40, None, 0]),
    "few": (np.array([3, -1, 0], np.int8), [3, None, 0]),
    "ratio": (np.array([0.1, np.nan, 1e22]), [0.1, None, 1e22]),
    "truth": (np.array([True, False, True]), [True, False, True]),
    "code": (Coded(np.array([1, -1, 0]), ("plain", 'with "marks"')), ['with "marks"', None, "plain"]),
    "every_other": (np.array([5000, 0, -1, 0, 7000])[::2], [5000, None, 7000]),
}
"""By name: a column, and its values."""


def test_every_kind_of_column_is_written_as_orjson_writes_its_values() -> None:
    rows = _Rows(3, {name: column for name, (column, _) in COLUMNS.items()})
    fields = [WrittenField(name, values(methodcaller("column", name))) for name in COLUMNS]
    told = [{**{name: known[place] for name, (_, known) in COLUMNS.items()}, "same": '"\n'} for place in range(3)]
    assert _sent([*fields, WrittenField("same", constant('"\n'))], rows) == orjson.dumps(told)


def test_what_is_referred_to_is_asked_for_once_and_what_is_hidden_is_null() -> None:
    asked = []

    def load(ids: set[Any], _context: Context) -> dict[Any, Any]:
        asked.append(ids)
        return {7: {"name": "خنفر"}}

    rows = _Rows(4, {"id": np.array([7, -1, 8, 7])})
    known = {"a": {"name": "خنفر"}}
    assert _sent([WrittenField("a", referred("id", load))], rows) == orjson.dumps(
        [known, {"a": None}, {"a": None}, known]
    )
    assert asked == [{7, 8, None}]


def test_no_rows_and_no_fields_are_written_too() -> None:
    one = [WrittenField("a", values(methodcaller("column", "a")))]
    for kind in ("i8", "f8", "?"):
        assert _sent(one, _Rows(0, {"a": np.array([], kind)})) == b"[]"
    assert _sent([], _Rows(2, {})) == b"[{},{}]"
