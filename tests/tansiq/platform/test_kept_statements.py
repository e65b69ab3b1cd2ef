"""Statements whose text is put together once."""

from typing import Any

import pytest

from tansiq.models import Area, Sector
from tansiq.platform.kept_statements import ask, find, slot
from tests.register import Register


def test_a_statement_is_put_together_once_for_a_key_and_asked_with_what_is_given(register: Register) -> None:
    made: list[int] = []

    def make() -> Any:
        made.append(1)
        return Sector.select(Sector.code).where(Sector.code.in_([slot(0), slot("other")])).order_by(Sector.code)

    assert ask("two", make, {0: "WSH", "other": "none"}) == [("WSH",)]
    assert ask("two", make, {0: "none", "other": "WSH"}) == [("WSH",)]
    assert ask("two", make, {0: "none", "other": "neither"}) == []
    assert len(made) == 1
    assert ask("two more", make, {0: "WSH", "other": "none"}) == [("WSH",)]
    assert len(made) == 2


def test_a_slot_that_nothing_is_given_for_is_an_error_and_no_empty_value(register: Register) -> None:
    with pytest.raises(KeyError, match="other"):
        ask("lacking", lambda: Sector.select(Sector.code).where(Sector.code == slot("other")), {0: "WSH"})


def test_a_row_is_found_whole_by_what_is_given_and_no_other(register: Register) -> None:
    def make() -> Any:
        return Area.select().where(Area.pcode == slot("pcode"))

    for pcode in ("YE12", "YE1211", "YE12"):
        found = find(Area, "by its code", make, {"pcode": pcode})
        assert found == register.areas[pcode]
        assert found is not None
        assert found.__data__ == Area.get(Area.pcode == pcode).__data__
    assert find(Area, "by its code", make, {"pcode": "nowhere"}) is None
