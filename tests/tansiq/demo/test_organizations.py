"""Organisations: public names as they are, invented ones that nobody else bears."""

from collections import Counter

from tansiq.demo.organizations import HOMES, at_home_in, organizations
from tansiq.language.arabic import organization_key


def test_no_two_names_or_licences_are_alike() -> None:
    known = organizations().values()
    names = Counter(facts.name_ar for facts in known) + Counter(facts.name_en for facts in known)
    licences = Counter(facts.registration_number for facts in known if facts.registration_number)
    assert max(names.values()) == max(licences.values()) == 1


def test_one_pair_of_mukalla_is_spelled_alike_on_purpose() -> None:
    """The folded names meet only in part: a person has to decide."""
    first, second = organizations()["SANABEL"], organizations()["SANABEL2"]
    assert organization_key(first.name_ar) != organization_key(second.name_ar)
    assert organization_key(first.name_ar)[:10] == organization_key(second.name_ar)[:10]


def test_every_governorate_has_local_organisations() -> None:
    assert all(len(at_home_in(home)) >= 5 for home in HOMES)
    assert all(facts.works_in for home in HOMES for facts in at_home_in(home))
