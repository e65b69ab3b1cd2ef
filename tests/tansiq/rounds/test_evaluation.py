"""The evaluation of a year: planned against achieved by organisation and area, with what was made of it; five years."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tansiq.rounds.deciding import rate
from tansiq.rounds.evaluation import Items, evaluate, over_years
from tansiq.rounds.stating import submit
from tests.asked_rounds import opened_round, report_of
from tests.people import NOBODY, SALMA, partner
from tests.register import Register
from tests.statements import told

YEAR = 2026


@pytest.fixture
def worked(register: Register) -> Register:
    """NRA in two districts of Abyan, with water completed and health begun; ADR in Hadramawt; both in other years."""
    usd: dict[str, Any] = {"budget": Decimal(1000), "currency": "USD"}
    water = register.intervention("NRA", status="COMPLETED", **usd)
    register.site(water, "YE121121", targeted=100, reached=80)
    register.site(water, "YE121001", targeted=50)
    health = register.intervention("NRA", "HEA", budget=Decimal(500), currency="YER")
    register.site(health, "YE121121", "IDP", targeted=10, reached=0)
    register.site(register.intervention("NRA", status="CANCELLED"), "YE121121", targeted=999)
    before = register.intervention("NRA", starts_on=date(2025, 1, 1), ends_on=date(2025, 12, 31), **usd)
    register.site(before, "YE121121", targeted=7, reached=7)
    register.site(register.intervention("ADR"), "YE1927", targeted=5)
    plan = register.plan("YE1211")
    for name, state in (("Wells", "DONE"), ("Pipes", "UNDER_WAY"), ("Pumps", "CANCELLED")):
        register.item(plan, name, organization=register.organization("NRA").id, item_state=state)
    return register


def test_what_was_planned_and_achieved_is_told_by_organisation_area_and_sector(worked: Register) -> None:
    nra = worked.organization("NRA").id
    with told() as statements:
        found = evaluate(SALMA, worked.areas["YE12"], YEAR)
    assert len(statements) == 4
    names = {row.id: code for code, row in worked.areas.items()}
    works = {(names.get(one.area_id or 0), worked.sectors["WSH"].id == one.sector_id): one[3:] for one in found.works}
    assert works == {
        ("YE1211", True): (1, 1, 100, 80),
        ("YE1210", True): (1, 0, 50, None),
        ("YE1211", False): (1, 0, 10, 0),
    }
    assert {one.organization_id for one in found.works} == {nra} == found.organization_ids
    money = {one.currency: (one.planned, one.completed) for one in found.money}
    assert money == {"USD": (Decimal(1000), Decimal(1000)), "YER": (Decimal(500), Decimal(0))}
    assert found.items == {nra: Items(2, 1)}


def test_the_officers_rating_is_told_to_whoever_may_read_the_report(worked: Register) -> None:
    own = worked.organization("NRA")
    row = opened_round(worked, "NRA", "ADR", period="2026-Q1")
    submit(SALMA, report_of(row, own))
    rate(SALMA, report_of(row, own), "PARTLY", "Water came late.")
    opened_round(worked, "NRA", period="2026-Q2")
    area = worked.areas["YE12"]
    found = {viewer.name: evaluate(viewer, area, YEAR).reports for viewer in (SALMA, partner("Khaled", own.id), NOBODY)}
    assert {name: {key: one.rating for key, one in reports.items()} for name, reports in found.items()} == {
        "Salma": {own.id: "PARTLY", worked.organization("ADR").id: None},
        "Khaled": {own.id: "PARTLY"},
        "": {},
    }


def test_the_general_picture_tells_five_years_the_last_first(worked: Register) -> None:
    opened_round(worked, "NRA", "ADR", period="2026-Q1")
    years = over_years(SALMA, worked.areas["YE"], YEAR)
    assert [(one.year, one.organizations, one.sites, one.sites_reached) for one in years] == [
        (2026, 2, 4, 1), (2025, 1, 1, 1), (2024, 0, 0, 0), (2023, 0, 0, 0), (2022, 0, 0, 0),
    ]  # fmt: skip
    assert years[1].money == {"USD": (Decimal(1000), Decimal(0))}
    assert (years[0].rounds.expected, years[0].rounds.submitted, years[1].rounds.expected) == (2, 0, 0)
    assert years[0].items == Items(2, 1)
