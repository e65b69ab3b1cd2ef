"""Items and commitments are narrowed by where they are carried out and in which sector."""

from datetime import date
from typing import Any

import pytest

from tansiq.models import Commitment, Demand, PlanItem, PlanItemArea, PlanItemSector, Sector
from tansiq.plans.narrowing import is_carried_out_in, is_commitment_in, is_commitment_of_sector, is_of_sector
from tansiq.records import changes
from tests.people import SALMA
from tests.register import Register


@pytest.fixture
def abyan(register: Register) -> Register:
    """A plan of Abyan with an item of Ja'ar in a part of water, and one without place or sector."""
    plan = register.plan("YE12")
    part = Sector(code="WSH1", parent=register.sectors["WSH"].id, name_ar="شبكات", name_en="Networks")
    placed = register.item(plan, "Placed")
    changes.replace_parts(SALMA, placed, PlanItemArea, [{"area": register.areas["YE121121"].id}])
    changes.replace_parts(SALMA, placed, PlanItemSector, [{"sector": changes.save(SALMA, part).id}])
    register.item(plan, "Anywhere")
    return register


def _items(condition: Any) -> list[str]:
    return [row.name_en for row in PlanItem.select().where(condition).order_by(PlanItem.id)]


@pytest.mark.parametrize(
    ("pcode", "names"),
    [("YE12", ["Placed", "Anywhere"]), ("YE1211", ["Placed"]), ("YE1210", []), ("YE", ["Placed", "Anywhere"])],
)
def test_an_item_without_areas_is_carried_out_where_its_plan_lies(
    abyan: Register, pcode: str, names: list[str]
) -> None:
    assert _items(is_carried_out_in(PlanItem, abyan.areas[pcode])) == names


def test_an_item_of_a_part_of_a_sector_is_of_the_sector(abyan: Register) -> None:
    assert _items(is_of_sector(PlanItem, abyan.sectors["WSH"].id)) == ["Placed"]
    assert _items(is_of_sector(PlanItem, abyan.sectors["HEA"].id)) == []


def test_a_commitment_lies_where_its_item_or_its_demand_does(abyan: Register) -> None:
    said: dict[str, Any] = {"organization": abyan.organization("NRA").id, "offered_on": date(2026, 1, 1)}
    asked: dict[str, Any] = {"raised_by": "CITIZEN", "raised_on": date(2026, 1, 1), "title_en": "Clinic"}
    asked |= {"area": abyan.areas["YE1210"].id, "sector": abyan.sectors["HEA"].id}
    demand = changes.save(SALMA, Demand(**asked))
    placed = PlanItem.get(PlanItem.name_en == "Placed")
    to_item, to_demand = (
        changes.save(SALMA, Commitment(**said, **to)).id for to in ({"item": placed.id}, {"demand": demand.id})
    )

    def found(condition: Any) -> set[int]:
        return {row.id for row in Commitment.select().where(condition)}

    assert found(is_commitment_in(Commitment, abyan.areas["YE1211"])) == {to_item}
    assert found(is_commitment_in(Commitment, abyan.areas["YE12"])) == {to_item, to_demand}
    assert found(is_commitment_of_sector(Commitment, abyan.sectors["HEA"].id)) == {to_demand}
    assert found(is_commitment_of_sector(Commitment, abyan.sectors["WSH"].id)) == {to_item}
