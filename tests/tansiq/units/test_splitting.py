"""One unit divided into several on a day."""

from datetime import date

import pytest

from tansiq.faults import Refused
from tansiq.models import Unit, UnitSuccessor
from tansiq.records.undoing import undo
from tansiq.units.on_day import parents_on, units_on
from tansiq.units.splitting import Piece, split
from tests.people import SALMA
from tests.register import Register

JULY, EVE = date(2026, 7, 1), date(2026, 6, 30)


def _piece(register: Register, name: str, *children: Unit) -> Piece:
    unit = Unit(name_en=name, unit_kind="MUNICIPALITY", area=register.areas["YE1211"].id)
    return Piece(unit, [child.id for child in children])


def _on(day: date) -> list[str]:
    return sorted(unit.name_en for unit in units_on(SALMA, day))


def test_what_is_below_it_goes_to_one_of_the_new_ones(register: Register) -> None:
    old = register.unit("Old")
    here, there = register.unit("Here", old), register.unit("There", old)
    pieces = [_piece(register, "North", here), _piece(register, "South", there)]
    batch = split(SALMA, old, pieces, JULY)
    assert _on(EVE) == ["Here", "Old", "There"]
    assert _on(JULY) == ["Here", "North", "South", "There"]
    rows = [Unit.get_by_id(row.id) for row in (here, there)]
    assert parents_on(rows, JULY) == {row.id: piece.unit.id for row, piece in zip(rows, pieces, strict=True)}
    assert set(parents_on(rows, EVE).values()) == {old.id}
    assert UnitSuccessor.select().where(UnitSuccessor.unit == old.id).count() == 2
    assert not undo(SALMA, batch).left
    assert _on(JULY) == ["Here", "Old", "There"]


def test_nothing_is_left_below_a_unit_that_ended(register: Register) -> None:
    old = register.unit("Old")
    here = register.unit("Here", old)
    north, south = _piece(register, "North"), _piece(register, "South")
    for pieces, code in (
        ([north, south], "UNIT_LEFT"),
        ([_piece(register, "North", here), _piece(register, "South", here)], "UNIT_LEFT"),
        ([_piece(register, "North", here)], "TOO_FEW"),
        ([_piece(register, "", here), south], "NAME_MISSING"),
    ):
        with pytest.raises(Refused, match=code):
            split(SALMA, Unit.get_by_id(old.id), pieces, JULY)
    assert _on(JULY) == ["Here", "Old"]
