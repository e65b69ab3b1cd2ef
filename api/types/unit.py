"""Administrative units and their tree: ministries, directorates, municipalities, councils. Never whom to call there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Annotated, Any

import strawberry

from api.enums import UnitKind
from api.filters.arguments import Info, Paging, RecordId, Search, Within, says, takes
from api.filters.conditions import area_within, by_name, contains, is_one_of, record_with_id, refers_to_record
from api.planner.fields import bilingual, column, parts, refers_to, usually
from api.planner.pages import Connection, Order
from api.planner.rows import Rows, planned
from api.types.area import Area
from api.types.extra import own_fields
from tansiq import models
from tansiq.models.filling_units import in_being
from tansiq.policy.visibility import visible

table = models.Unit
became = models.UnitSuccessor


@strawberry.type(description="A ministry, directorate, municipality, council or another administrative unit.")
class Unit:
    id: strawberry.ID = column(table.id, "Number of the record.")
    kind: UnitKind = column(table.unit_kind, "What kind of unit it is.")
    code: str | None = column(table.code, "Its code in the ministry's own lists.")
    name_ar: str = column(table.name_ar, "Arabic name; empty where there is none.")
    name_en: str = column(table.name_en, "English name; empty where there is none.")
    name: str = bilingual(table.name_ar, table.name_en, "Name in one language, or the other's where that is empty.")
    parent: "Unit | None" = refers_to(
        table.parent, models.Unit, "The unit above it today; of one that ended, on its last day."
    )
    children: list["Unit"] = usually(
        5,
        parts(
            table.parent,
            "The units right below it, ended ones too.",
            order=(table.name_order_ar, table.id),
            only=table.archived_at.is_null(),
        ),
    )
    area: Area | None = refers_to(table.area, models.Area, "Where it is in charge, with all that lies there.")
    starts_on: date | None = column(table.starts_on, "Its first day; empty: since ever.")
    ends_on: date | None = column(table.ends_on, "Its last day; empty: until further notice.")
    successors: list["Unit"] = usually(
        1,
        parts(
            became.unit,
            "The units that it became on the day after its last.",
            order=(became.successor,),
            through=became.successor,
        ),
    )
    predecessors: list["Unit"] = usually(
        1,
        parts(became.successor, "The units that it was made of.", order=(became.unit,), through=became.unit),
    )
    changed_at: datetime = column(table.changed_at, "When the record last changed (UTC).")
    extra: Any = own_fields(models.Unit)


@strawberry.enum(description="What units may be ordered by.")
class UnitOrder(Enum):
    ID = strawberry.enum_value("ID", description="The order in which they were entered.")
    NAME = strawberry.enum_value("NAME", description="Name in the language of the request.")


@dataclass(frozen=True)
class UnitFilters(Paging):
    """What units may be narrowed by."""

    within: Within = None
    kind: Annotated[list[UnitKind] | None, says("Only these kinds.")] = None
    on: Annotated[date | None, says("Only units in being on this day.")] = None
    parent: Annotated[strawberry.ID | None, says("Id of a unit: only those right below it.")] = None
    search: Search = None
    order_by: Annotated[UnitOrder, says("What the list is ordered by.")] = UnitOrder.ID

    def conditions(self, info: Info[Any, Any]) -> Sequence[Any]:
        context = info.context
        return (
            area_within(context, table.area, self.within),
            is_one_of(table.unit_kind, self.kind),
            None if self.on is None else in_being(table, self.on),
            refers_to_record(context, table.parent, self.parent),
            contains(table, self.search),
        )


def _order(order_by: UnitOrder, language: str) -> Order:
    orders: Mapping[UnitOrder, Order] = {
        UnitOrder.ID: Order("ID", table.id, table.id),
        UnitOrder.NAME: by_name(table, language),
    }
    return orders[order_by]


@takes(UnitFilters)
def units(info: Info[Any, Any], asked: UnitFilters) -> Connection[Unit]:
    """Administrative units, in the order of their entry unless said otherwise."""
    order = _order(asked.order_by, info.context.viewer.language)
    return planned(asked.page(visible(table, info.context.viewer), asked.conditions(info), order))


def unit(info: Info[Any, Any], id: RecordId) -> Unit | None:
    """One administrative unit."""
    return planned(Rows(record_with_id(info.context, table, id)))
