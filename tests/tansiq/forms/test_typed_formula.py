"""A formula over items is reckoned of the units that told all of them."""

from typing import Any

import pytest

from tansiq.expressions.expression_fault import ExpressionFault
from tansiq.faults import Refused
from tansiq.forms.figure_question import RollUp
from tansiq.forms.rolling_up import roll_up
from tansiq.forms.typed_formula import formula_item
from tansiq.models import FieldDefinition
from tansiq.records import changes
from tests.filled_forms import FilledForm, municipal_form
from tests.people import NOBODY, SALMA
from tests.register import Register
from tests.reported import nothing_reported, reported


@pytest.fixture
def municipal(register: Register) -> FilledForm:
    """Two units of Abyan and one of Hadramawt; what they submit counts at once."""
    places = {"Ja'ar": "YE1211", "Zinjibar": "YE1210", "Mukalla": "YE1927"}
    return municipal_form(*(register.unit(name, pcode=pcode) for name, pcode in places.items()), approval_levels=0)


def _told(filled: FilledForm, typed: str, back: int = 1, **more: Any) -> list[tuple[Any, ...]]:
    first, last = filled.period(back).ends, filled.period().ends
    asked = RollUp(filled.form, [formula_item(filled.form, typed)], first, last, **more)
    return [(one.value, one.reported, one.expected) for one in roll_up(NOBODY, asked)]


def test_a_formula_is_reckoned_from_sums_and_not_from_shares(municipal: FilledForm) -> None:
    reported(municipal, 0, vehicles=100, working=50)
    reported(municipal, 2, vehicles=10, working=10)
    assert _told(municipal, "${working} div ${vehicles} * 100") == [(pytest.approx(54.545455), 2, 3)]
    assert _told(municipal, "${working} div ${vehicles}", level=1) == [(0.5, 1, 2), (1, 1, 1)]
    assert _told(municipal, "${حقل working} + 1", by=frozenset({"UNIT"})) == [(51, 1, 1), (None, 0, 1), (11, 1, 1)]


def test_who_told_one_item_alone_is_in_nothing_that_is_made_of_both(municipal: FilledForm) -> None:
    reported(municipal, 0, vehicles=10, working=5)
    reported(municipal, 1, vehicles=1000)
    nothing_reported(municipal, 2)
    assert _told(municipal, "${working} div ${vehicles}") == [(0.5, 2, 3)]
    assert _told(municipal, "${vehicles} * 1") == [(1010, 3, 3)]


def test_flows_of_different_periods_are_not_mixed(municipal: FilledForm) -> None:
    reported(municipal, 0, back=2, vehicles=10, waste={"DRY": 5})
    reported(municipal, 0, back=1, vehicles=10)
    reported(municipal, 1, back=1, vehicles=10, waste={"DRY": 20})
    assert _told(municipal, "${waste} div ${vehicles}", back=2) == [(2, 1, 6)]
    apart = _told(municipal, "${waste} div ${vehicles}", back=2, by=frozenset({"PERIOD"}))
    assert apart == [(0.5, 1, 3), (2, 1, 3)]


def test_nothing_is_divided_by_zero(municipal: FilledForm) -> None:
    reported(municipal, 0, vehicles=0, working=0)
    assert _told(municipal, "${working} div ${vehicles}") == [(None, 1, 3)]


@pytest.mark.parametrize(("typed", "code", "column"), [
    ("${working} div ${vehicels}", "UNKNOWN_NAME", 16),
    ("${working} div", "ENDS_EARLY", 15),
    ("${working} > 3", "WRONG_RESULT", 1),
    ("previous(${working})", "NOT_HERE", 1),
    ("", "MISSING", 1),
    ("1 + 1", "NO_ITEM", None),
])  # fmt: skip
def test_what_is_no_formula_is_told_at_its_letter(
    municipal: FilledForm, typed: str, code: str, column: int | None
) -> None:
    with pytest.raises(Refused) as refused:
        formula_item(municipal.form, typed)
    [fault] = refused.value.faults
    assert fault.field == "formula"
    assert fault.code == code
    assert (fault.column if isinstance(fault, ExpressionFault) else None) == column


@pytest.mark.parametrize("kept_back", [{"is_published": False}, {"is_personal": True}])
def test_what_is_not_told_is_in_no_formula(municipal: FilledForm, kept_back: dict[str, bool]) -> None:
    for key in ("idle", "working"):
        stored = FieldDefinition.get_by_id(municipal.number(key))
        for name, value in kept_back.items():
            setattr(stored, name, value)
        changes.save(SALMA, stored)
    with pytest.raises(Refused) as refused:
        formula_item(municipal.form, "${working} * 1")
    assert [fault.code for fault in refused.value.faults] == ["UNKNOWN_NAME"]
