"""Identifiers, web addresses and telephone numbers look as they must, and organisations form no circle."""

from datetime import date
from typing import Any

import pytest

from tansiq.faults import Refused
from tansiq.models import Organization, OrganizationContact, OrganizationMembership
from tansiq.models.contact_formats import dialable, is_web_address
from tansiq.records import changes
from tests.people import SALMA
from tests.register import Register


def refused(row: Any) -> list[tuple[str, str]]:
    with pytest.raises(Refused) as refusal:
        changes.save(SALMA, row)
    return [(fault.code, fault.field) for fault in refusal.value.faults]


@pytest.mark.parametrize("given", ["XM-DAC-41122", "GB-CHC-202918", "YE-MOSAL-17", "XI-IATI-EC_FPI", "US-EIN-52.1-a"])
def test_identifiers_of_iati_are_kept(register: Register, given: str) -> None:
    row = changes.save(SALMA, Organization(name_en="Any", iati_identifier=given))
    assert Organization.get_by_id(row.id).iati_identifier == given


@pytest.mark.parametrize(
    "given", ["xm-dac-41122", "41122", "XM-DAC", "XM-DAC-", "XM-DAC-41 122", "XM-DAC-4/1", "XM-DAC-4&1", "XM-DAC-4|1",
              "XM-DAC-4?", "X-DAC-1"]
)  # fmt: skip
def test_what_is_no_identifier_of_iati_is_refused(register: Register, given: str) -> None:
    assert refused(Organization(name_en="Any", iati_identifier=given)) == [("BAD_IDENTIFIER", "iati_identifier")]


def test_an_identifier_belongs_to_one_organisation(register: Register) -> None:
    changes.save(SALMA, Organization(name_en="One", iati_identifier="XM-DAC-1"))
    assert refused(Organization(name_en="Other", iati_identifier="XM-DAC-1")) == [("CONFLICT", "")]


@pytest.mark.parametrize(
    ("given", "is_fine"),
    [
        ("https://example.org/من-نحن", True),
        ("http://example.org", True),
        ("example.org", False),
        ("javascript:alert(1)//example.org", False),
        ("https://example", False),
        ("https://exa mple.org", False),
        ('https://example.org/"><script>', False),
        ("https://[::1", False),
    ],
)
def test_web_addresses_are_those_of_the_web(given: str, is_fine: bool) -> None:
    assert is_web_address(given) is is_fine


@pytest.mark.parametrize(
    ("given", "number"),
    [
        ("+967 1 234567", "+9671234567"),
        ("٠٠٩٦٧ (١) ٢٣٤-٥٦٧", "+9671234567"),
        ("777 123 456", "777123456"),
        ("199", "199"),
        ("12", None),
        ("+1234567890123456", None),
        ("call me", None),
        ("", None),
    ],
)
def test_telephone_numbers_are_read_in_any_digits(given: str, number: str | None) -> None:
    assert dialable(given) == number


def test_a_contact_is_somebody_who_can_be_reached(register: Register) -> None:
    own = register.organization("NRA").id
    kept = changes.save(SALMA, OrganizationContact(organization=own, name="شخص مثال", phone="٧٧٧ ١٢٣ ٤٥٦"))
    assert kept.phone_key == "777123456"
    assert refused(OrganizationContact(organization=own, name="Nobody")) == [("MISSING", "phone")]
    wrong = OrganizationContact(organization=own, name="", phone="12", email="a@b")
    assert refused(wrong) == [("MISSING", "name"), ("BAD_PHONE", "phone"), ("BAD_EMAIL", "email")]


def test_no_organisation_stands_above_itself(register: Register) -> None:
    head = register.organization("HEAD")
    middle = register.organization("MID", parent=head.id)
    below = register.organization("LOW", parent=middle.id)
    head.parent_id = below.id
    assert refused(head) == [("PARENT_IS_BELOW", "parent")]
    head.parent_id = head.id
    assert refused(head) == [("PARENT_IS_BELOW", "parent")]


def test_networks_are_other_organisations(register: Register) -> None:
    row, network = register.organization("NRA"), register.organization("NET", kind="UNION")
    changes.replace_parts(SALMA, row, OrganizationMembership, [{"network": network.id}])
    assert [part.network_id for part in OrganizationMembership.select()] == [network.id]
    with pytest.raises(Refused):
        changes.replace_parts(SALMA, row, OrganizationMembership, [{"network": row.id}])


def test_the_board_ends_after_its_election_and_a_measure_has_its_reason(register: Register) -> None:
    terms: dict[str, Any] = {"board_elected_on": date(2025, 5, 1), "board_ends_on": date(2025, 4, 1)}
    assert refused(Organization(name_en="Any", **terms)) == [("DATES_REVERSED", "board_ends_on")]
    for measure in ("suspended_on", "dissolved_on"):
        row = Organization(name_en="Any", **{measure: date(2026, 1, 1)})
        assert refused(row) == [("REASON_MISSING", "standing_reason")]
