"""Calculated fields are calculated after those they are made of; a circle is told."""

import pytest

from tansiq.expressions.fields import FieldFacts, FieldNames, Kind
from tansiq.expressions.ordering import numbers_in, order_of
from tansiq.expressions.reading import understood
from tansiq.expressions.tree import Node
from tansiq.faults import Refused
from tansiq.language.words import speaking
from tests.tansiq.expressions import cases
from tests.tansiq.expressions.wells import COST, DEPTH, MEN, WELLS, WOMEN


def _formulas(**kept: str) -> dict[int, Node]:
    return {int(number[1:]): understood(text, cases.SETTING) for number, text in kept.items()}


def test_a_field_comes_after_those_it_is_calculated_from() -> None:
    formulas = _formulas(_11="${12} + ${13}", _13="${14} * 2", _14="${12} + 1")
    order = order_of(formulas, WELLS.names)
    assert sorted(order) == [DEPTH, WOMEN, COST]
    assert order.index(COST) < order.index(WOMEN) < order.index(DEPTH)


def test_a_circle_is_refused_and_its_way_told() -> None:
    formulas = _formulas(_11="${13} + ${12}", _13="if(${12} > 1, ${14}, 0)", _14="${11}")
    with pytest.raises(Refused) as refused:
        order_of(formulas, WELLS.names)
    (fault,) = refused.value.faults
    assert fault.code == "CIRCLE"
    way = ["“Depth” from “Women who use it” from “Cost” from “Depth”"]
    way += ["“Women who use it” from “Cost” from “Depth” from “Women who use it”"]
    way += ["“Cost” from “Depth” from “Women who use it” from “Cost”"]
    assert any(f"from itself: {one}. " in str(fault) for one in way)
    with speaking("ar"):
        assert "العمق" in str(fault)


def test_a_field_that_is_made_of_itself_is_a_circle() -> None:
    with pytest.raises(Refused, match="CIRCLE"):
        order_of(_formulas(_11=". + 1"), WELLS.names)


def test_the_period_before_is_no_circle() -> None:
    formulas = _formulas(_11="previous(.) + ${12}")
    assert order_of(formulas, WELLS.names) == (DEPTH,)
    assert numbers_in(formulas[DEPTH]) == {MEN}


def test_a_circle_of_fields_without_names_is_told_by_number() -> None:
    names = FieldNames([FieldFacts(number=DEPTH, kind=Kind.NUMBER, key="depth")])
    with pytest.raises(Refused) as refused:
        order_of(_formulas(_11="${12}", _12="${11}"), names)
    assert "“#12”" in str(refused.value.faults[0])
