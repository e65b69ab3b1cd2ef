"""The administrative units of the demonstration of Syria."""

from collections import Counter

from tansiq.demo.countries import EGYPT, SYRIA, YEMEN
from tansiq.demo.units import enter_units
from tansiq.models import Unit
from tansiq.reference.merging import Outcome
from tests.people import SALMA


def test_each_governorate_and_each_seat_of_a_district_is_a_unit(syria: dict[str, Outcome]) -> None:
    count = enter_units(SALMA, SYRIA)
    kinds = Counter(unit.unit_kind for unit in Unit.select())
    assert kinds == {"MINISTRY": 1, "GOVERNORATE": 14, "MUNICIPALITY": count - 15}
    assert kinds["MUNICIPALITY"] > 50
    town = Unit.get(Unit.code == "U-SY040100")
    assert (town.name_en, town.name_ar) == ("City council of Homs", "مجلس مدينة حمص")
    assert town.parent.code == "U-SY04"
    assert town.parent.parent.unit_kind == "MINISTRY"


def test_they_are_entered_once_and_in_syria_alone(syria: dict[str, Outcome]) -> None:
    enter_units(SALMA, SYRIA)
    assert [enter_units(SALMA, country) for country in (SYRIA, YEMEN, EGYPT)] == [0, 0, 0]
