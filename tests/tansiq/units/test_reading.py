"""Who reads administrative units, their people and their telephone, and who writes them."""

from tansiq.models import Unit, UnitPerson
from tansiq.policy.seen_fields import may_see_field
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import may, visible
from tansiq.records import changes
from tests.people import NOBODY, SALMA, portal
from tests.register import Register
from tests.tansiq.conftest import People


def _seen(viewer: Viewer) -> list[str]:
    return [unit.name_en for unit in visible(Unit, viewer).order_by(Unit.id)]


def test_everybody_who_signed_in_reads_all_that_stand_and_others_the_published_ones(
    register: Register, people: People
) -> None:
    register.unit("Open")
    register.unit("Kept", is_published=False)
    changes.archive(SALMA, register.unit("Gone", pcode="YE19"))
    assert _seen(people.khaled) == _seen(people.nadia) == ["Open", "Kept"]
    assert _seen(people.salma) == ["Open", "Kept", "Gone"]
    assert _seen(NOBODY) == ["Open"]


def test_a_portal_reads_with_the_scope_and_within_its_areas(register: Register) -> None:
    register.unit("Khanfar")
    register.unit("Mukalla", pcode="YE1927")
    register.unit("Kept", is_published=False)
    assert _seen(portal(scopes=("statistics:read",))) == ["Khanfar", "Mukalla"]
    assert _seen(portal(scopes=("registry:read", "plans:read"))) == []
    abyan = register.areas["YE12"]
    assert _seen(portal(abyan.id, scopes=("statistics:read",))) == ["Khanfar"]


def test_officers_write_within_their_areas_and_propose_elsewhere(register: Register, people: People) -> None:
    here, there = register.unit("Khanfar"), register.unit("Mukalla", pcode="YE1927")
    assert [may(people.nadia, "CHANGE", row) for row in (here, there)] == [True, False]
    assert may(people.nadia, "PROPOSE", there)
    assert not may(people.khaled, "PROPOSE", here)


def test_the_people_of_a_unit_are_for_officers_and_its_telephone_for_whoever_is_in_charge(
    register: Register, people: People
) -> None:
    unit = register.unit("Khanfar", phone="+967 2 123456")
    wanted = [{"account": people.khaled.account_id, "unit_role": "FILLS"}]
    changes.replace_parts(SALMA, unit, UnitPerson, wanted)
    asked = (people.salma, people.nadia, people.said, people.khaled, NOBODY, portal(scopes=("statistics:read",)))
    assert [visible(UnitPerson, one).count() for one in asked] == [1, 1, 1, 0, 0, 0]
    assert [may_see_field(one, "phone", unit) for one in asked] == [True, True, False, False, False, False]
