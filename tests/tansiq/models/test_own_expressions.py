"""Formulas and conditions of own fields: told when they are saved, reckoned for a row, held by numbers."""

from decimal import Decimal
from typing import Any

import pytest

from tansiq.faults import Refused
from tansiq.models import FieldDefinition, Organization
from tansiq.models.data_stamps import bump
from tansiq.models.definitions import known
from tansiq.records import changes
from tansiq.records.extra_values import calculated_values, is_shown
from tansiq.records.row_faults import all_faults
from tests.definitions import answers, field, name_of
from tests.people import SALMA
from tests.register import Register


def _codes(refused: pytest.ExceptionInfo[Refused]) -> list[tuple[str, str]]:
    return [(fault.code, fault.field) for fault in refused.value.faults]


def _calculated(key: str, formula: str, **values: Any) -> FieldDefinition:
    return field(key, "CALCULATED", formula=formula, **values)


def test_a_field_is_calculated_from_others_and_from_what_those_come_to(register: Register) -> None:
    staff, paid = field("staff", "WHOLE"), field("paid", "WHOLE")
    unpaid = _calculated("unpaid", f"${{{staff.number}}} - ${{{paid.number}}}")
    share = _calculated("share", f"${{{unpaid.number}}} div ${{{staff.number}}} * 100", decimals=1)
    row = register.organization("NRA")
    row.enter(name_of(staff), 40)
    row.enter(name_of(paid), 30)
    assert calculated_values(known(), row) == {unpaid.number: Decimal(10), share.number: Decimal("25.0")}
    row.enter(name_of(paid), None)
    assert calculated_values(known(), row) == {unpaid.number: None, share.number: None}


def test_a_renamed_field_is_still_reckoned_with(register: Register) -> None:
    staff = field("staff", "WHOLE")
    double = _calculated("double", f"${{{staff.number}}} * 2")
    staff.key, staff.label_en, staff.label_ar = "people", "People", "الناس"
    changes.save(SALMA, staff)
    row = register.organization("NRA")
    row.enter(name_of(staff), 4)
    assert calculated_values(known(), row) == {double.number: Decimal(8)}


WRONG = [
    ("1 +", "formula"),
    ("${99999} + 1", "formula"),
    ("'a' * 2", "formula"),
    ("__class__", "formula"),
    ("(" * 5_000, "formula"),
    ("9**9**9", "formula"),
]


@pytest.mark.parametrize(("formula", "place"), WRONG, ids=lambda value: value[:12])
def test_a_formula_that_means_nothing_is_refused_at_the_formula(register: Register, formula: str, place: str) -> None:
    with pytest.raises(Refused) as refused:
        _calculated("broken", formula)
    assert {where for _, where in _codes(refused)} == {place}


def test_a_circle_is_refused_however_long_the_way(register: Register) -> None:
    first = field("staff", "WHOLE")
    second = _calculated("second", f"${{{first.number}}} + 1")
    third = _calculated("third", f"${{{second.number}}} + 1")
    second.formula = f"${{{third.number}}} + 1"
    with pytest.raises(Refused) as refused:
        changes.save(SALMA, second)
    assert _codes(refused) == [("CIRCLE", "formula")]


def test_a_type_that_a_formula_reckons_with_does_not_change(register: Register) -> None:
    staff = field("staff", "WHOLE")
    _calculated("double", f"${{{staff.number}}} * 2")
    staff.value_type = "TEXT"
    with pytest.raises(Refused) as refused:
        changes.save(SALMA, staff)
    assert _codes(refused) == [("USED", "value_type")]


def test_a_field_that_is_not_shown_need_not_be_filled(register: Register) -> None:
    source = field("source", "CHOICE", choice_list=answers("WELL", "SPRING").id)
    depth = field("depth", "WHOLE", is_required=True, shows_if=f"${{{source.number}}} = 'WELL'")
    row = register.organization("NRA")
    for code, shown in ((None, False), ("SPRING", False), ("WELL", True)):
        row.enter(name_of(source), code)
        assert is_shown(known(), row, depth) is shown
        assert [fault.field for fault in all_faults(row, {})] == ([name_of(depth)] if shown else [])


def test_a_condition_is_a_question(register: Register) -> None:
    staff = field("staff", "WHOLE")
    with pytest.raises(Refused) as refused:
        field("more", shows_if=f"${{{staff.number}}} + 1")
    assert _codes(refused) == [("WRONG_RESULT", "shows_if")]


def test_what_nobody_calculates_any_more_hides_nothing(register: Register) -> None:
    staff = field("staff", "WHOLE")
    more = field("more", shows_if=f"${{{staff.number}}} > 5")
    # As it may have been before anybody was kept from it.
    FieldDefinition.update(use_state="RETIRED").where(FieldDefinition.id == staff.id).execute()
    bump(["field_definition"])
    assert is_shown(known(), Organization.get_by_id(register.organization("NRA").id), more)


def test_a_field_that_others_depend_on_is_not_retired_before_them(register: Register) -> None:
    staff, depth = field("staff", "WHOLE"), field("depth", "WHOLE")
    double = _calculated("double", f"${{{staff.number}}} * 2")
    field("more", shows_if=f"${{{depth.number}}} > 5")
    for one in (staff, depth):
        one.use_state = "RETIRED"
        with pytest.raises(Refused) as refused:
            changes.save(SALMA, one)
        assert _codes(refused) == [("USED", "use_state")]
    double.use_state = "RETIRED"
    changes.save(SALMA, double)
    assert changes.save(SALMA, staff).use_state == "RETIRED"


def test_a_formula_that_means_nothing_any_more_takes_no_other_with_it(register: Register) -> None:
    staff, paid = field("staff", "WHOLE"), field("paid", "WHOLE")
    _calculated("double", f"${{{staff.number}}} * 2")
    half = _calculated("half", f"${{{paid.number}}} div 2")
    FieldDefinition.update(use_state="RETIRED").where(FieldDefinition.id == staff.id).execute()
    bump(["field_definition"])
    row = register.organization("NRA")
    row.enter(name_of(paid), 30)
    assert calculated_values(known(), row) == {half.number: Decimal(15)}


def test_what_is_calculated_is_seen_by_no_more_people_than_what_it_is_calculated_from(register: Register) -> None:
    income = field("income", "WHOLE", is_personal=True)
    inner = field("inner", "WHOLE", is_published=False)
    for source, code in ((income, ("PERSONAL", "is_personal")), (inner, ("UNPUBLISHED", "is_published"))):
        with pytest.raises(Refused) as refused:
            _calculated(f"from{source.key.title()}", f"${{{source.number}}} * 12")
        assert _codes(refused) == [code]
    yearly = _calculated("yearly", f"${{{income.number}}} * 12", is_personal=True)
    _calculated("double", f"${{{inner.number}}} * 2", is_published=False)
    with pytest.raises(Refused) as refused:
        _calculated("monthly", f"${{{yearly.number}}} div 12")
    assert _codes(refused) == [("PERSONAL", "is_personal")]


def test_what_others_are_calculated_from_becomes_personal_after_them(register: Register) -> None:
    staff = field("staff", "WHOLE")
    _calculated("double", f"${{{staff.number}}} * 2")
    staff.is_personal = True
    with pytest.raises(Refused) as refused:
        changes.save(SALMA, staff)
    assert _codes(refused) == [("USED", "is_personal")]
