"""Where an organisation works: the districts of its sites."""

from tansiq.models import Organization
from tansiq.organizations.presence import districts_of
from tansiq.records import changes
from tests.people import NOBODY, SALMA
from tests.register import Register


def test_districts_come_with_the_number_of_interventions_the_greatest_first(register: Register) -> None:
    for pcodes in (("YE121121", "YE121122"), ("YE121121", "YE121001")):
        row = register.intervention("NRA")
        for pcode in pcodes:
            register.site(row, pcode)
    register.site(register.intervention("NRA", status="CANCELLED"), "YE1927")
    hidden = register.intervention("NRA", is_published=False)
    register.site(hidden, "YE1210")
    khanfar, zinjibar = register.areas["YE1211"].id, register.areas["YE1210"].id
    nra = register.organization("NRA")
    assert districts_of(SALMA, nra) == [(khanfar, 2), (zinjibar, 2)]
    assert districts_of(NOBODY, nra) == [(khanfar, 2), (zinjibar, 1)]


def test_an_entry_that_stands_for_another_is_answered_for_that_one(register: Register) -> None:
    register.site(register.intervention("NRA"), "YE121121")
    same = changes.save(SALMA, Organization(name_en="NRA once more", canonical=register.organization("NRA").id))
    assert districts_of(SALMA, same) == [(register.areas["YE1211"].id, 1)]
