"""The short lists: sectors, kinds of activity, groups of people. They are given whole, not in pages."""

from typing import Annotated, Any

import strawberry

from api.filters.arguments import Info, SectorCode, says
from api.filters.conditions import has_code
from api.planner.fields import bilingual, column, parts, refers_to
from api.planner.rows import Rows, planned
from api.types.extra import own_fields
from tansiq import models
from tansiq.policy.visibility import visible


def code_and_names(table: Any, example: str) -> Any:
    """The fields that every entry of a short list has, in the order: id, code, name_ar, name_en, name."""
    return (
        column(table.id, "Number of the record."),
        column(table.code, f"Code, such as {example}."),
        column(table.name_ar, "Arabic name."),
        column(table.name_en, "English name."),
        bilingual(table.name_ar, table.name_en, "Name in one language, or the other's where that is empty."),
    )


@strawberry.type(description="A sector (cluster) of humanitarian work; with a parent, a sub-sector.")
class Sector:
    id: strawberry.ID
    code: str
    name_ar: str
    name_en: str
    name: str
    id, code, name_ar, name_en, name = code_and_names(models.Sector, example="WSH")
    dac_code: str = column(models.Sector.dac_code, "Purpose code of the OECD's DAC; empty where there is none.")
    parent: "Sector | None" = refers_to(models.Sector.parent, models.Sector, "The sector this sub-sector belongs to.")
    subsectors: list["Sector"] = parts(
        models.Sector.parent,
        "Its sub-sectors, in the usual order.",
        order=(models.Sector.position, models.Sector.code),
    )
    extra: Any = own_fields(models.Sector)


@strawberry.type(description="A kind of activity within a sector, such as water trucking.")
class ActivityType:
    id: strawberry.ID
    code: str
    name_ar: str
    name_en: str
    name: str
    id, code, name_ar, name_en, name = code_and_names(models.ActivityType, example="WATER_TRUCKING")
    sector: Sector | None = refers_to(models.ActivityType.sector, models.Sector, "The sector it belongs to.")
    extra: Any = own_fields(models.ActivityType)


@strawberry.type(description="Who is meant: displaced persons, host community ... ALL is everybody, or not said.")
class PopulationGroup:
    id: strawberry.ID
    code: str
    name_ar: str
    name_en: str
    name: str
    id, code, name_ar, name_en, name = code_and_names(models.PopulationGroup, example="IDP")
    extra: Any = own_fields(models.PopulationGroup)


def sectors(
    info: Info[Any, Any],
    with_subsectors: Annotated[bool, says("List sub-sectors too, among the sectors.")] = False,
) -> list[Sector]:
    """All sectors in the usual order."""
    found = visible(models.Sector, info.context.viewer).order_by(models.Sector.position, models.Sector.code)
    return planned(Rows(found if with_subsectors else found.where(models.Sector.parent.is_null())))


def activity_types(info: Info[Any, Any], sector: SectorCode = None) -> list[ActivityType]:
    """All kinds of activity by code, or those of one sector."""
    found = visible(models.ActivityType, info.context.viewer).order_by(models.ActivityType.code)
    condition = has_code(info.context, models.ActivityType.sector, sector, "sector")
    return planned(Rows(found if condition is None else found.where(condition)))


def population_groups(info: Info[Any, Any]) -> list[PopulationGroup]:
    """All groups of people in the usual order."""
    found = visible(models.PopulationGroup, info.context.viewer)
    return planned(Rows(found.order_by(models.PopulationGroup.position, models.PopulationGroup.code)))
