"""What the joint project of a call is like, as its item says: names, days, sector, places, and who leads it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from peewee import fn

from tansiq.faults import Fault, Refused
from tansiq.language.words import say
from tansiq.models import (
    Call,
    Organization,
    Plan,
    PlanItem,
    PlanItemArea,
    PlanItemSector,
    PopulationGroup,
    Project,
    Sector,
)

EVERYBODY = "ALL"
"""The code of the population group that stands for everybody."""


@dataclass(frozen=True)
class JointWork:
    """The work of an item, for each partner alike: `group_id` is everybody, where nothing finer is known."""

    item: PlanItem
    lead_id: int
    sector_id: int
    starts_on: date
    ends_on: date | None
    area_ids: tuple[int, ...]
    group_id: int

    @property
    def facts(self) -> dict[str, Any]:
        """The columns of an intervention that all partners share."""
        names = {"title_ar": self.item.name_ar, "title_en": self.item.name_en}
        days = {"starts_on": self.starts_on, "ends_on": self.ends_on}
        return {"sector": self.sector_id, "status": "PLANNED", **names, **days}


def joint_work(call: Call, item: PlanItem, partner_ids: Sequence[int], lead_id: int | None) -> JointWork:
    """The work of a call whose offers of `partner_ids` are accepted. Raises Refused: NO_PARTNER (lead),
    SECTOR_MISSING."""
    plan = Plan.get_by_id(item.plan_id)
    areas: Any = PlanItemArea.select(PlanItemArea.area).where(PlanItemArea.item == item.id).order_by(PlanItemArea.area)
    area_ids = tuple(found for (found,) in areas.tuples()) or (plan.area_id,)
    days = (item.starts_on or plan.starts_on, item.ends_on or plan.ends_on)
    group = PopulationGroup.get(PopulationGroup.code == EVERYBODY)
    return JointWork(item, _lead(call, item, partner_ids, lead_id), _sector_of(item), *days, area_ids, group.id)


def _lead(call: Call, item: PlanItem, partner_ids: Sequence[int], lead_id: int | None) -> int:
    """Who leads: as the project says that is there, else the one chosen."""
    if call.project_id is not None:
        known = Project.get_by_id(call.project_id)
        if known.archived_at is None and known.organization_id is not None:
            return known.organization_id
    if lead_id is None:
        return partner_ids[0]
    row = Organization.get_or_none(Organization.id == lead_id)
    chosen = None if row is None else row.canonical_id or row.id
    if chosen is None or chosen not in {*partner_ids, item.organization_id}:
        text = say("Who leads is one of those accepted, or the organisation that answers for the item.")
        raise Refused(Fault("NO_PARTNER", "lead", text))
    return chosen


def _sector_of(item: PlanItem) -> int:
    """The top-level sector of the item, of several the first."""
    whole = fn.COALESCE(Sector.parent, Sector.id)
    own: Any = Sector.select(whole).join(PlanItemSector, on=PlanItemSector.sector == Sector.id)
    found: int | None = own.where(PlanItemSector.item == item.id).order_by(Sector.position, Sector.id).scalar()
    if found is None:
        text = say("The item names no sector, which the joint project needs. Add one to the item first.")
        raise Refused(Fault("SECTOR_MISSING", "item", text))
    return found
