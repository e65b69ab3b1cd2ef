"""Areas: countries, governorates, districts, sub-districts and settlements."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Annotated, Any

import strawberry

from api.enums import Level
from api.filters.arguments import Info, Paging, Search, Within, says, takes
from api.filters.conditions import by_name, contains
from api.filters.lookup import area_by_pcode
from api.planner.fields import bilingual, column, computed, parts, refers_to
from api.planner.pages import Connection, Order
from api.planner.rows import Rows, planned
from api.types.extra import own_fields
from tansiq import models
from tansiq.geography.within import lies_in
from tansiq.language.vocabulary import LEVEL_NAMES
from tansiq.policy.visibility import visible

table = models.Area


@strawberry.type(description="One administrative area or settlement, known by its P-code.")
class Area:
    id: strawberry.ID = column(table.id, "Number of the record.")
    pcode: str = column(table.pcode, "Place code, such as YE1211.")
    level: Level = computed(table.level, by=LEVEL_NAMES.__getitem__, description="Level in the tree of the country.")
    name_ar: str = column(table.name_ar, "Arabic name; empty where it is not known.")
    name_en: str = column(table.name_en, "English name; empty where it is not known.")
    name: str = bilingual(table.name_ar, table.name_en, "Name in one language, or the other's where that is empty.")
    parent: "Area | None" = refers_to(table.parent, models.Area, "The area it lies in, one level up.")
    country: "Area | None" = refers_to(table.country, models.Area, "The country it lies in, or is.")
    governorate: "Area | None" = refers_to(table.governorate, models.Area, "The governorate it lies in, or is.")
    district: "Area | None" = refers_to(table.district, models.Area, "The district it lies in, or is.")
    subdistrict: "Area | None" = refers_to(table.subdistrict, models.Area, "The sub-district it lies in, or is.")
    children: list["Area"] = parts(table.parent, "The areas one level down, by P-code.", order=(table.pcode,))
    population: int | None = column(table.population, "Inhabitants: persons.")
    population_year: int | None = column(table.population_year, "Year of the population figure.")
    population_source: str = column(table.population_source, "Who says so.")
    latitude: float | None = column(table.latitude, "Of the centre, degrees north (WGS84).")
    longitude: float | None = column(table.longitude, "Of the centre, degrees east (WGS84).")
    area_km2: float | None = column(table.area_km2, "Square kilometres.")
    valid_from: date | None = column(table.valid_from, "First day on which the area existed in this shape.")
    valid_until: date | None = column(table.valid_until, "Last such day; empty while it stands.")
    extra: Any = own_fields(models.Area)


@strawberry.enum(description="What areas may be ordered by.")
class AreaOrder(Enum):
    PCODE = strawberry.enum_value("PCODE", description="P-code.")
    NAME = strawberry.enum_value("NAME", description="Name in the language of the request.")
    POPULATION = strawberry.enum_value("POPULATION", description="Population; areas without a figure come last.")


@dataclass(frozen=True)
class AreaFilters(Paging):
    """What areas may be narrowed by."""

    within: Within = None
    level: Annotated[list[Level] | None, says("Only areas of these levels.")] = None
    parent: Annotated[str | None, says("P-code: only the areas one level below this one.")] = None
    search: Search = None
    valid_on: Annotated[date | None, says("Only areas that existed on this day.")] = None
    order_by: Annotated[AreaOrder, says("What the list is ordered by.")] = AreaOrder.PCODE

    def conditions(self, info: Info[Any, Any]) -> Sequence[Any]:
        context = info.context
        levels = None if self.level is None else [LEVEL_NAMES.index(level.value) for level in self.level]
        return (
            None if self.within is None else lies_in(table, area_by_pcode(context, self.within)),
            None if levels is None else table.level.in_(levels),
            None if self.parent is None else table.parent == area_by_pcode(context, self.parent, "parent").id,
            contains(table, self.search),
            None if self.valid_on is None else table.valid_from.is_null() | (table.valid_from <= self.valid_on),
            None if self.valid_on is None else table.valid_until.is_null() | (table.valid_until >= self.valid_on),
        )


def _order(order_by: AreaOrder, language: str) -> Order:
    if order_by is AreaOrder.NAME:
        return by_name(table, language)
    if order_by is AreaOrder.POPULATION:
        return Order("POPULATION", table.population, table.id, is_nullable=True)
    return Order("PCODE", table.pcode, table.id, parse=str)


@takes(AreaFilters)
def areas(info: Info[Any, Any], asked: AreaFilters) -> Connection[Area]:
    """Areas, by P-code unless said otherwise."""
    order = _order(asked.order_by, info.context.viewer.language)
    return planned(asked.page(visible(table, info.context.viewer), asked.conditions(info), order))


def area(info: Info[Any, Any], pcode: Annotated[str, says("Place code, such as YE1211.")]) -> Area | None:
    """One area."""
    return planned(Rows(visible(table, info.context.viewer).where(table.pcode == pcode.strip())))
