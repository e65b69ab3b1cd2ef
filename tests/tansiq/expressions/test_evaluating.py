"""What expressions come to in Python: missing values, rounding, days and names of Arabic letters, by hand."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tansiq.expressions.evaluating import Given, compiled
from tansiq.expressions.reading import read, understood
from tests.tansiq.expressions import cases
from tests.tansiq.expressions.wells import COST, DEPTH, DUG, IS_OPEN, MEN, MONTH, STATE, TODAY, USES, WELLS, answer


@pytest.mark.parametrize(("typed", "values", "expected"), cases.BY_HAND, ids=[case[0] for case in cases.BY_HAND])
def test_an_expression_comes_to_what_a_person_reckons(typed: str, values: dict[int, object], expected: object) -> None:
    assert answer(typed, values, cases.SETTING) == expected


def test_numbers_are_exact() -> None:
    assert str(answer("${depth} * 3", {DEPTH: 0.1})) == "0.3"
    assert str(answer("${cost} + 0.01", {COST: "12345678901234567890.11"})) == "12345678901234567890.12"
    assert isinstance(answer("1 + 1"), Decimal)


@pytest.mark.parametrize(
    ("number", "value"),
    [
        (DEPTH, "deep"), (DEPTH, True), (DEPTH, float("nan")), (DEPTH, Decimal("Infinity")), (DEPTH, [1]),
        (STATE, 5), (STATE, ""), (DUG, "2026-02-30"), (DUG, "20260201"), (DUG, 5), (MONTH, "2026-1"),
        (IS_OPEN, "yes"), (IS_OPEN, 1), (USES, "FARM"), (USES, []),
    ],
)  # fmt: skip
def test_what_is_of_another_kind_than_its_field_is_missing(number: int, value: object) -> None:
    tree = understood(f"count(${{{number}}})", WELLS)
    assert compiled(tree)(Given({number: value}, TODAY)) == 0


def test_days_are_taken_as_dates_too() -> None:
    assert answer("days-between(${dug_on}, today())", {DUG: date(2026, 2, 1)}) == 28


def test_the_period_before_has_values_of_its_own() -> None:
    tree = understood(f"${{{MEN}}} > previous(${{{MEN}}}) * 1.5", cases.SETTING)
    assert compiled(tree)(Given({MEN: 40}, TODAY, {MEN: 20})) is True
    assert compiled(tree)(Given({MEN: 40}, TODAY)) is None


def test_what_the_units_below_come_to_is_a_number_of_its_own() -> None:
    setting = replace(cases.SETTING, has_below=True)
    tree = understood(f"below(${{{MEN}}}) <= ${{{MEN}}}", setting)
    assert compiled(tree)(Given({MEN: 40}, TODAY, below={MEN: Decimal("40.5")})) is False
    assert compiled(tree)(Given({MEN: 41}, TODAY, below={MEN: Decimal("40.5")})) is True
    assert compiled(tree)(Given({MEN: 40}, TODAY, below={MEN: None})) is None
    assert compiled(tree)(Given({MEN: 40}, TODAY)) is None


def test_numbers_far_beyond_a_register_do_not_fail() -> None:
    typed = "round(" + " * ".join(["999999999999.999"] * 20) + ", 2) > 1 div 3"
    assert compiled(understood(read(typed, WELLS), WELLS))(Given({}, TODAY)) is True


@pytest.mark.parametrize("huge", ["1e999999", "1e-999999", Decimal("-1E+999999"), 10**400, 1e308])
@pytest.mark.parametrize("typed", ["round(${depth}, 0) mod 7", "round(1 div ${depth}, 0) mod 7", "${depth} * ${depth}"])
def test_a_number_that_no_form_holds_is_missing_and_not_reckoned_with_for_minutes(huge: object, typed: str) -> None:
    assert answer(typed, {DEPTH: huge}) is None
