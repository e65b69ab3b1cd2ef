"""A unit that ends: what is below it ends with it, or moves."""

from datetime import date

import pytest

from tansiq.faults import Refused
from tansiq.models import Unit
from tansiq.records.undoing import undo
from tansiq.units.ending import end
from tansiq.units.on_day import parents_on, units_on
from tests.people import SALMA
from tests.register import Register

JULY, EVE = date(2026, 7, 1), date(2026, 6, 30)


def _on(day: date) -> list[str]:
    return sorted(unit.name_en for unit in units_on(SALMA, day))


def test_all_that_is_below_it_ends_with_it(register: Register) -> None:
    top = register.unit("Top")
    middle = register.unit("Middle", top)
    register.unit("Low", middle)
    register.unit("Former", middle, ends_on=date(2020, 1, 1))
    batch = end(SALMA, top, EVE)
    assert (_on(EVE), _on(JULY)) == (["Low", "Middle", "Top"], [])
    assert not undo(SALMA, batch).left
    assert _on(JULY) == ["Low", "Middle", "Top"]


def test_what_is_below_it_moves_under_another_one(register: Register) -> None:
    top, other = register.unit("Top"), register.unit("Other")
    low = register.unit("Low", top)
    end(SALMA, top, EVE, other)
    assert _on(JULY) == ["Low", "Other"]
    [low] = Unit.select().where(Unit.id == low.id)
    assert [parents_on([low], day)[low.id] for day in (EVE, JULY)] == [top.id, other.id]


def test_one_that_begins_later_is_told(register: Register) -> None:
    top = register.unit("Top")
    register.unit("Low", top, starts_on=date(2027, 1, 1))
    with pytest.raises(Refused, match="BEGINS_LATER"):
        end(SALMA, top, EVE)
    assert _on(JULY) == ["Top"]


def test_it_does_not_end_twice_nor_before_it_began(register: Register) -> None:
    for unit in (register.unit("Ended", ends_on=date(2025, 1, 1)), register.unit("Later", starts_on=JULY)):
        with pytest.raises(Refused, match="NOT_IN_BEING"):
            end(SALMA, unit, EVE)
