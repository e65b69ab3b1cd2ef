"""Needs: plausible, and complete enough that gaps rank."""

from tansiq.demo.needs import district_people, needs
from tansiq.demo.places import Places


def test_the_people_of_a_governorate_are_split_over_its_districts(places: Places) -> None:
    people = district_people(places)
    for governorate in places.at_level(1):
        inside = sum(people[district.pcode] for district in places.inside[governorate.id])
        assert abs(inside - (governorate.population or 0)) <= len(places.inside[governorate.id])


def test_no_more_people_are_in_need_than_affected_nor_more_affected_than_live_there(places: Places) -> None:
    people = district_people(places)
    for need in needs(places):
        living = people.get(need.pcode) or places[need.pcode].population or 0
        assert 0 < need.people <= need.affected <= living


def test_every_district_has_needs_and_severities_differ(demonstration: str, places: Places) -> None:
    found = needs(places)
    assert {need.pcode for need in found} >= {district.pcode for district in places.at_level(2)}
    assert {need.severity for need in found} == {1, 2, 3, 4, 5}
