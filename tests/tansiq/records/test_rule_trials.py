"""A rule tried against all stored rows: the database comes to what Python comes to, on both, for each row."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tansiq.models import Entry, FieldDefinition, Organization
from tansiq.models.definitions import known
from tansiq.models.own_rules import RuleTree, tree_of_rule
from tansiq.records import changes
from tansiq.records.rule_faults import outcome
from tansiq.records.rule_trials import breaking_rows, may_try, try_out
from tests.definitions import answers, field, name_of, record_type, rule
from tests.people import SALMA, people_of
from tests.register import Register

HOLDER = ("organization", None)


def _said(expression: str, *fields: FieldDefinition) -> RuleTree:
    every, kept = known().of(fields[0].holder), expression.format(*(f"${{{one.number}}}" for one in fields))
    return tree_of_rule(kept, every, known().codes_in(every))


def _rows(register: Register, one: FieldDefinition, values: list[Any]) -> list[Organization]:
    found = []
    for place, value in enumerate(values):
        row = register.organization(f"O{place}")
        row.enter(name_of(one), value)
        found.append(changes.save(SALMA, row))
    return found


def test_those_that_break_a_rule_are_counted_and_found(register: Register) -> None:
    staff = field("staff", "WHOLE")
    rows = _rows(register, staff, [1, 5, None, 9])
    changes.archive(SALMA, rows[3])
    said = _said("{0} < 3", staff)
    tried, standing = try_out(SALMA, HOLDER, said), Organization.select().where(Organization.archived_at.is_null())
    assert (tried.asked, tried.broken) == (standing.count(), 1)
    assert list(breaking_rows(SALMA, HOLDER, said)) == [rows[1]]


def test_nobody_is_told_of_rows_they_do_not_see(register: Register) -> None:
    staff, khaled = field("staff", "WHOLE"), people_of(register)["partner"]
    shown, hidden = _rows(register, staff, [5, 6])
    hidden.is_published = False
    changes.save(SALMA, hidden)
    said = _said("{0} < 3", staff)
    assert list(breaking_rows(khaled, HOLDER, said)) == [shown]
    assert try_out(khaled, HOLDER, said).broken == 1


def test_only_whoever_sees_all_fields_may_try_a_rule(register: Register) -> None:
    wage, rent = field("wage", "WHOLE", is_personal=True), field("rent", "WHOLE")
    doubled = field("doubled", "CALCULATED", formula=f"${{{wage.number}}} * 2", is_personal=True)
    nadia = people_of(register)["officer"]
    tried = [may_try(nadia, HOLDER, _said("{0} > 1", one)) for one in (wage, rent, doubled)]
    assert tried == [False, True, False]
    assert may_try(SALMA, HOLDER, _said("{0} > 1", doubled))


def test_entries_are_tried_by_their_type(register: Register) -> None:
    wells, springs = record_type("wells"), record_type("springs")
    depth = field("depth", "WHOLE", table="entry", record_type=wells.id)
    for kind, value in ((wells, 400), (wells, 10), (springs, None)):
        row = Entry(record_type=kind.id, area=register.areas["YE12"].id)
        row.enter(name_of(depth), value)
        changes.save(SALMA, row)
    tried = try_out(SALMA, ("entry", wells.id), _said("{0} < 300", depth))
    assert (tried.asked, tried.broken) == (2, 1)


WHOLE = st.integers(-20, 20)
VALUES = {
    "whole": WHOLE,
    "number": st.integers(-2_000, 2_000).map(lambda value: value / 100),
    "yes": st.booleans(),
    "day": st.sampled_from(["2024-02-28", "2024-02-29", "2026-03-01", "2026-11-29"]),
    "month": st.sampled_from(["2024-02", "2026-03"]),
    "one": st.sampled_from(["WELL", "SPRING"]),
    "many": st.lists(st.sampled_from(["WELL", "SPRING"]), min_size=1, unique=True),
    "text": st.sampled_from(["سالم", "salem", "WELL"]),
}
RULES = [
    "{whole} <= {number}",
    "{whole} + {number} * 2 > 0.3",
    "{whole} div {number} < 3",
    "{yes}",
    "not({yes}) or {whole} > 0",
    "{day} <= '2026-03-01'",
    "{day} < today()",
    "{month} = '2026-03'",
    "{one} != 'WELL'",
    "selected({many}, 'WELL') or {one} = 'SPRING'",
    "not(selected({many}, 'SPRING'))",
    "{text} = 'WELL'",
    "count({whole}, {many}, {day}) >= 2",
    "coalesce({whole}, 0) >= 0",
    "{doubled} >= {number}",
    "{again} - {doubled} < 10",
    "sum({whole}, {again}, 1) > 0 and {one} = 'WELL'",
    "if({yes}, {whole} > 0, {number} > 0)",
    "days-between({day}, '2026-03-01') >= 0",
]


@pytest.fixture
def fields(register: Register) -> dict[str, FieldDefinition]:
    """A field of each kind by its name, and two calculated ones, the second from the first."""
    listed = answers("WELL", "SPRING").id
    kinds = {"whole": "WHOLE", "number": "NUMBER", "yes": "YES_NO", "day": "DAY", "month": "MONTH", "text": "TEXT"}
    found = {name: field(f"{name}Field", kind) for name, kind in kinds.items()}
    found["number"].decimals = 2
    found |= {
        "one": field("oneField", "CHOICE", choice_list=listed),
        "many": field("manyField", "CHOICES", choice_list=listed),
        "doubled": field("doubled", "CALCULATED", formula=f"${{{found['whole'].number}}} * 2"),
    }
    found["again"] = field(
        "again", "CALCULATED", formula=f"${{{found['doubled'].number}}} + ${{{found['number'].number}}}"
    )
    return found


@given(st.lists(st.fixed_dictionaries({}, optional=VALUES), min_size=1, max_size=4))
def test_python_and_the_database_agree(
    register: Register, fields: dict[str, FieldDefinition], kept: list[dict[str, Any]]
) -> None:
    rows = [register.organization(f"H{place}") for place in range(4)]
    for row, values in zip(rows, kept + [{}] * 4, strict=False):
        row.extra = {str(fields[name].number): value for name, value in values.items()}
        Organization.update(extra=row.extra).where(Organization.id == row.id).execute()
    for written in RULES:
        said = _said(written.format(**{name: f"{{{place}}}" for place, name in enumerate(fields)}), *fields.values())
        found = {row.id for row in breaking_rows(SALMA, HOLDER, said)}
        expected = {row.id for row in rows if outcome(known(), said, row) is False}
        assert (written, found & {row.id for row in rows}) == (written, expected)


STRAY: list[tuple[str, Any]] = [
    ("DAY", "2026-02-30"),
    ("DAY", "soon"),
    ("DAY", 7),
    ("MONTH", "2026-13"),
    ("MONTH", "2026-3"),
    ("WHOLE", "five"),
    ("YES_NO", "yes"),
    ("NUMBER", [1]),
]


@pytest.mark.parametrize(("value_type", "value"), STRAY)
def test_what_no_form_wrote_breaks_nothing_and_fails_no_statement(
    register: Register, value_type: str, value: Any
) -> None:
    one, row = field("stray", value_type), register.organization("NRA")
    Organization.update(extra={str(one.number): value}).where(Organization.id == row.id).execute()
    said = _said("count({0}) = 1", one)
    assert outcome(known(), said, Organization.get_by_id(row.id)) is False
    assert row in list(breaking_rows(SALMA, HOLDER, said))
    if value_type == "DAY":
        assert try_out(SALMA, HOLDER, _said("days-between({0}, today()) > 1", one)).broken == 0


def test_one_answer_that_a_field_of_several_kept_is_one_of_them(register: Register) -> None:
    one = field("source", "CHOICE", choice_list=answers("WELL", "SPRING").id)
    [row] = _rows(register, one, ["WELL"])
    one.value_type = "CHOICES"
    changes.save(SALMA, one)
    assert list(breaking_rows(SALMA, HOLDER, _said("not(selected({0}, 'WELL'))", one))) == [row]


def test_long_rules_fit_the_parser_of_sqlite(register: Register) -> None:
    day = field("day", "DAY")
    [row] = _rows(register, day, ["2026-03-01"])
    deep = "{0} = today()"
    for _ in range(13):
        deep = f"if({deep}, {{0}} = today(), {{0}} < '2020-01-01')"
    said = _said(deep, day)
    assert (outcome(known(), said, row), row in list(breaking_rows(SALMA, HOLDER, said))) == (False, True)
    assert rule(deep, day, rule_severity="NOTE").id
