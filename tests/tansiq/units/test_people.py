"""The people of a unit, known by name to whoever is in charge of it."""

from tansiq.models import Account, UnitPerson
from tansiq.records import changes
from tansiq.units.people import named_people
from tests.people import AMIN, NOBODY, SALMA
from tests.register import Register
from tests.tansiq.conftest import People


def test_names_alone_are_told_and_only_where_somebody_is_in_charge(register: Register, people: People) -> None:
    here, there = register.unit("Khanfar"), register.unit("Mukalla", pcode="YE1927")
    wanted = [{"account": people.khaled.account_id, "unit_role": "FILLS"}]
    for unit in (here, there):
        changes.replace_parts(SALMA, unit, UnitPerson, wanted)
    for viewer, unit, count in (
        (people.salma, there, 1),
        (people.nadia, here, 1),
        (people.nadia, there, 0),
        (people.khaled, here, 0),
        (AMIN, here, 0),
        (NOBODY, here, 0),
    ):
        assert [sorted(one.__data__) for one in named_people(viewer, unit)] == [["id", "name"]] * count


def test_people_without_a_name_are_told_by_none(register: Register, people: People) -> None:
    unit, khaled = register.unit("Khanfar"), Account.get_by_id(people.khaled.account_id)
    khaled.name = ""
    changes.save(SALMA, khaled)
    changes.replace_parts(SALMA, unit, UnitPerson, [{"account": khaled.id, "unit_role": "FILLS"}])
    assert named_people(people.nadia, unit) == []
