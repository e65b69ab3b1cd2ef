"""Who has not reported stands under each area in which it works, with whom to call."""

from tansiq.models import OrganizationContact
from tansiq.records import changes
from tansiq.rounds.stating import submit
from tansiq.rounds.who_has_not import reports_told, who_has_not
from tests.asked_rounds import opened_round, report_of
from tests.people import AMIN, SALMA, officer, partner
from tests.register import Register
from tests.statements import told


def test_each_stands_under_the_areas_of_its_work_else_of_its_seat_else_under_none(register: Register) -> None:
    for pcode in ("YE121121", "YE121001"):
        register.site(register.intervention("NRA"), pcode)
    register.organization("ADR", home_area=register.areas["YE121122"].id)
    contact = OrganizationContact(organization=register.organization("NRA").id, name="Ahmad", phone="+967 1 234567")
    changes.save(SALMA, contact)
    row = opened_round(register, "NRA", "ADR", "BKC", "CDF")
    submit(SALMA, report_of(row, register.organization("CDF")))
    with told() as statements:
        found = who_has_not(officer(register.areas["YE12"].id), row)
    assert len(statements) == 6
    names = {area and area.pcode: [one.organization.acronym for one in lacking] for area, lacking in found.items()}
    assert names == {"YE1211": ["ADR", "NRA"], "YE1210": ["NRA"], None: ["BKC"]}
    called = {one.organization.acronym: [who.phone for who in one.contacts] for one in who_has_not(SALMA, row)[
        next(area for area in found if area and area.pcode == "YE1211")]}  # fmt: skip
    assert called == {"ADR": [], "NRA": ["+967 1 234567"]}
    # Whom to call is told to few.
    assert not any(one.contacts for lacking in who_has_not(AMIN, row).values() for one in lacking)


def test_a_partner_is_told_of_its_own_alone(register: Register) -> None:
    row = opened_round(register, "NRA", "ADR")
    khaled = partner("Khaled", register.organization("NRA").id)
    assert [one.organization_id for one in reports_told(khaled, row)] == [register.organization("NRA").id]
