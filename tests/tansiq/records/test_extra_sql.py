"""The value of an own field in a statement: compared as what it is on both databases, NULL where it is none."""

from typing import Any

import pytest

from tansiq.models import FieldDefinition, Organization
from tansiq.platform.database import db
from tansiq.records import changes
from tansiq.records.extra_sql import is_answered, is_known, text_of_all, value_of
from tests.definitions import answers, field, name_of
from tests.people import SALMA
from tests.register import Register

ORGANIZATIONS = ("NRA", "ADR", "TRD", "NNN")


def _entered(register: Register, one: FieldDefinition, values: list[Any]) -> None:
    """As many organisations as there are values, each with one; None is not known."""
    for acronym, value in zip(ORGANIZATIONS, values, strict=False):
        row = register.organization(acronym)
        row.enter(name_of(one), value)
        changes.save(SALMA, row)


def _in_order(one: FieldDefinition) -> list[str]:
    """The organisations that know something, by what they know."""
    value = value_of(Organization, one)
    found = Organization.select(Organization.acronym).where(value.is_null(False)).order_by(value)
    return [row.acronym for row in found]


@pytest.mark.parametrize(
    ("value_type", "values"),
    [
        ("WHOLE", [9, 100, None, -3]),
        ("NUMBER", [0.5, 10, None, -0.25]),
        ("DAY", ["2026-02-01", "2026-10-01", None, "1999-12-31"]),
        ("MONTH", ["2026-02", "2026-10", None, "1999-12"]),
        ("TEXT", ["b", "c", None, "a"]),
        ("YES_NO", [True, None, None, False]),
    ],
)
def test_rows_are_ordered_as_the_values_are(register: Register, value_type: str, values: list[Any]) -> None:
    one = field("measured", value_type)
    _entered(register, one, values)
    known = {acronym: value for acronym, value in zip(ORGANIZATIONS, values, strict=True) if value is not None}
    assert _in_order(one) == sorted(known, key=lambda acronym: known[acronym])


def test_numbers_are_compared_as_numbers(register: Register) -> None:
    one = field("measured", "NUMBER")
    _entered(register, one, [9, 100, 12.5])
    assert Organization.select().where(value_of(Organization, one) > 10).count() == len([100, 12.5])


def test_what_was_entered_before_a_field_became_wider_fails_no_statement(register: Register) -> None:
    one = field("source", "CHOICE", choice_list=answers("WELL", "SPRING").id)
    _entered(register, one, ["WELL", "SPRING"])
    number = FieldDefinition(id=one.id, value_type="NUMBER")
    assert Organization.select().where(value_of(Organization, number) > 0).count() == 0
    several = FieldDefinition.get_by_id(one.id)
    several.value_type = "CHOICES"
    changes.save(SALMA, several)
    row = register.organizations["NRA"]
    row = Organization.get_by_id(row.id)
    row.enter(name_of(one), ["WELL", "SPRING"])
    changes.save(SALMA, row)
    assert _in_order(one) == ["ADR"]


def test_numbers_of_a_field_that_became_one_of_texts_are_found_as_texts(register: Register) -> None:
    one = field("mark", "NUMBER")
    _entered(register, one, [9, 12.5])
    one.value_type = "TEXT"
    changes.save(SALMA, one)
    found = Organization.select(Organization.acronym).where(value_of(Organization, one).in_(["9", "12.5"]))
    assert {row.acronym for row in found} == {"NRA", "ADR"}


def test_an_answer_is_found_alone_and_among_several(register: Register) -> None:
    one = field("source", "CHOICES", choice_list=answers("WELL", "WELL2", "SPRING").id)
    _entered(register, one, [["WELL2"], ["SPRING", "WELL"], None])
    for code, acronyms in (("WELL", ["ADR"]), ("WELL2", ["NRA"]), ("RIVER", [])):
        found = Organization.select(Organization.acronym).where(is_answered(Organization, one, code))
        assert [row.acronym for row in found] == acronyms
    assert Organization.select().where(is_known(Organization, one)).count() == len(["NRA", "ADR"])


def test_all_values_are_read_as_text_on_both_databases(register: Register) -> None:
    one = field("licenceClass")
    _entered(register, one, ["B"])
    query = Organization.select(text_of_all(Organization)).where(Organization.acronym == "NRA")
    # As a plan reads it, without what Peewee makes of values.
    [(text,)] = db.execute_sql(*query.sql()).fetchall()
    assert isinstance(text, str)
    assert text.replace(" ", "") == f'{{"{one.number}":"B"}}'
