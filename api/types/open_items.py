"""What waits for somebody: items of plans that are open, and interventions that serve no plan."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Annotated, Any

import strawberry

from api.enums import PlanItemKind
from api.filters.arguments import Info, Paging, SectorCode, Within, says, takes
from api.filters.by_site import has_site
from api.filters.conditions import in_sector, is_one_of, refers_to_record
from api.filters.lookup import area_by_pcode, row_by_code
from api.filters.scopes import REGISTRY, require_scope
from api.planner.cursors import day
from api.planner.pages import Connection, Order
from api.planner.rows import planned
from api.types.intervention import Intervention
from api.types.plan import PlanItem
from tansiq import models
from tansiq.plans import unplanned
from tansiq.plans.narrowing import is_carried_out_in, is_of_sector
from tansiq.plans.open_items import is_open
from tansiq.policy.visibility import visible

table = models.PlanItem
WEIGHT = 5_000
"""Values for which the questions count (api/http/cost.py): they look at all items, or interventions, of an area."""


@strawberry.enum(description="What open items may be ordered by.")
class OpenItemOrder(Enum):
    ID = strawberry.enum_value("ID", description="The order in which they were entered.")
    ENDS_ON = strawberry.enum_value("ENDS_ON", description="Last day; those without one come last.")


ORDERS = {
    OpenItemOrder.ID: Order("ID", table.id, table.id),
    OpenItemOrder.ENDS_ON: Order("ENDS_ON", table.ends_on, table.id, parse=day, is_nullable=True),
}


@dataclass(frozen=True)
class OpenItemFilters(Paging):
    """What open items may be narrowed by."""

    within: Annotated[
        str | None, says("P-code of an area: only items carried out in it; without areas of their own, of plans there.")
    ] = None
    sector: SectorCode = None
    kind: Annotated[list[PlanItemKind] | None, says("Only items of these kinds.")] = None
    plan: Annotated[strawberry.ID | None, says("Id of a plan: only its items.")] = None
    order_by: Annotated[OpenItemOrder, says("What the list is ordered by.")] = OpenItemOrder.ID

    def conditions(self, info: Info[Any, Any]) -> Sequence[Any]:
        context, code = info.context, self.sector
        sector = None if code is None else row_by_code(context, models.Sector, code, "sector")
        return (
            is_open(table),
            None if self.within is None else is_carried_out_in(table, area_by_pcode(context, self.within)),
            None if sector is None else is_of_sector(table, sector.id),
            is_one_of(table.item_kind, self.kind),
            refers_to_record(context, table.plan, self.plan),
        )


@takes(OpenItemFilters)
def open_items(info: Info[Any, Any], asked: OpenItemFilters) -> Connection[PlanItem]:
    """Items of plans to which nothing is committed, or less than they require; what is done, cancelled or of a closed
    plan asks for nothing any more."""
    return planned(asked.page(visible(table, info.context.viewer), asked.conditions(info), ORDERS[asked.order_by]))


@dataclass(frozen=True)
class UnplannedFilters(Paging):
    """What interventions that serve no plan may be narrowed by."""

    within: Within = None
    sector: SectorCode = None
    organization: Annotated[strawberry.ID | None, says("Id of the organisation that carries it out.")] = None

    def conditions(self, info: Info[Any, Any]) -> Sequence[Any]:
        context, work = info.context, models.Intervention
        return (
            has_site(context, work, self.within, None),
            in_sector(context, work, self.sector),
            refers_to_record(context, work.organization, self.organization),
        )


@takes(UnplannedFilters)
def unplanned_interventions(info: Info[Any, Any], asked: UnplannedFilters) -> Connection[Intervention]:
    """Interventions that are committed to no item of a plan, without those that are cancelled. A token needs the scope
    registry:read too."""
    require_scope(info.context.viewer, REGISTRY)
    work = models.Intervention
    query = unplanned.unplanned_interventions(info.context.viewer)
    return planned(asked.page(query, asked.conditions(info), Order("ID", work.id, work.id)))
