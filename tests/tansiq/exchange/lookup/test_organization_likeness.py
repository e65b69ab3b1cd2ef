"""How likely two organisations are one, with what speaks for it and against it."""

from dataclasses import replace

import pytest

from tansiq.exchange.lookup.organization_evidence import OrganizationEvidence
from tansiq.exchange.lookup.organization_index import OrganizationEntry
from tansiq.exchange.lookup.organization_likeness import AGAINST, SIGNS, likeness
from tansiq.exchange.lookup.place_words import PlaceWords

EVIDENCE = OrganizationEvidence(PlaceWords([("YE12", ["Abyan", "أبين"]), ("YE24", ["Aden", "عدن"])]))


def _entry(name: str, **facts: object) -> OrganizationEntry:
    return replace(OrganizationEntry(name_en=name, spellings=[name] if name else []), **facts)  # type: ignore[arg-type]


def _codes(one: OrganizationEntry, other: OrganizationEntry) -> tuple[str, ...]:
    return likeness(one, other, EVIDENCE).codes


def test_one_sign_counts_by_its_strength_and_a_second_one_raises_it() -> None:
    alone = likeness(_entry("Hope Association"), _entry("Hope Association"), EVIDENCE)
    seated = likeness(_entry("Hope Association", home_area_id=1), _entry("Hope association", home_area_id=1), EVIDENCE)
    assert (alone.codes, alone.score, alone.rule) == (("SAME_NAME",), SIGNS["SAME_NAME"][0], "SAME_NAME")
    assert (seated.codes, seated.percent) == (("SAME_NAME", "SEAT"), 94)
    assert str(seated.in_words) == "Likeness 94 of 100: the same name, the same seat."


@pytest.mark.parametrize(
    ("facts", "sign"),
    [
        ({"registration_number": "١٧ / 3"}, "REGISTRATION"),
        ({"iati_identifier": "xm-dac-17-3"}, "IATI"),
        ({"licences": frozenset({"17 of aden"})}, "LICENCE"),
    ],
)
def test_one_number_tells_whatever_the_names_are(facts: dict[str, object], sign: str) -> None:
    known = {"registration_number": "17/3", "iati_identifier": "XM-DAC-17-3", "licences": frozenset({"17 of aden"})}
    both = {name: known[name] for name in facts}
    assert _codes(_entry("Hope", **facts), _entry("Tomorrow", **both)) == (sign,)


@pytest.mark.parametrize(
    ("one", "other", "code"),
    [
        ({"registration_number": "1"}, {"registration_number": "2"}, "REGISTERED_APART"),
        ({"kind": "UN"}, {"kind": "NNGO"}, "KINDS_APART"),
        ({"acronym": "HFA"}, {"acronym": "HOP"}, "ACRONYMS_APART"),
        ({"home_area_id": 1}, {"home_area_id": 2}, "SEATS_APART"),
    ],
)
def test_what_speaks_against_it_leaves_a_part(one: dict[str, object], other: dict[str, object], code: str) -> None:
    found = likeness(_entry("Wafa Women", **one), _entry("Wafa Women", **other), EVIDENCE)
    assert found.codes == ("SAME_NAME", code)
    assert found.score == pytest.approx(SIGNS["SAME_NAME"][0] * AGAINST[code][0])


def test_names_of_two_places_are_not_likely_one() -> None:
    found = likeness(_entry("Wafa Women Aden"), _entry("Wafa Women Abyan"), EVIDENCE)
    assert not found.is_likely


def test_a_shared_site_or_acronym_alone_is_not_enough_and_with_a_name_it_is_told() -> None:
    shared = {"domains": frozenset({"hope.org"})}
    assert _codes(_entry("Hope", **shared), _entry("Tomorrow", **shared)) == ()
    assert _codes(_entry("Hope", acronym="HFA"), _entry("Tomorrow", acronym="H.F.A.")) == ()
    assert _codes(_entry("Hope", **shared), _entry("HOPE", **shared)) == ("SAME_NAME", "DOMAIN")


def test_one_country_under_two_names_tells_no_bodies_apart_whose_names_are_translations() -> None:
    places = OrganizationEvidence(PlaceWords())
    name = "الوكالة الأمريكية للتنمية الدولية - اليمن"
    office = OrganizationEntry(name_ar=name, spellings=[name])
    found = likeness(office, _entry("United States Agency for International Development"), places)
    assert (found.codes, found.is_likely) == (("TRANSLATED",), True)
