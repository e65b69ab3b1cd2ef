"""The short lists: sectors, kinds of activity, groups of people. They are given whole, not in pages."""

from typing import Annotated, Any

import strawberry

from api.filters.arguments import Info, says
from api.filters.filters import SectorCode, is_coded
from api.planner.fields import bilingual, column, parts, refers_to
from api.planner.rows import Rows, planned
from tansiq import models
from tansiq.policy.visibility import visible

Itself = Annotated["Sector", strawberry.lazy("api.types.sector")]


@strawberry.type(description="A sector (cluster) of humanitarian work; with a parent, a sub-sector.")
class Sector:
    id: strawberry.ID = column(models.Sector.id, "Number of the record.")
    code: str = column(models.Sector.code, "Code, such as WSH.")
    name_ar: str = column(models.Sector.name_ar, "Arabic name.")
    name_en: str = column(models.Sector.name_en, "English name.")
    name: str = bilingual(
        models.Sector.name_ar, models.Sector.name_en, "Name in one language, or the other's where that is empty."
    )
    dac_code: str = column(models.Sector.dac_code, "Purpose code of the OECD's DAC; empty where there is none.")
    parent: Itself | None = refers_to(models.Sector.parent, models.Sector, "The sector this sub-sector belongs to.")
    subsectors: list[Itself] = parts(
        models.Sector.parent,
        "Its sub-sectors, in the usual order.",
        order=(models.Sector.position, models.Sector.code),
    )


@strawberry.type(description="A kind of activity within a sector, such as water trucking.")
class ActivityType:
    id: strawberry.ID = column(models.ActivityType.id, "Number of the record.")
    code: str = column(models.ActivityType.code, "Code, such as WATER_TRUCKING.")
    name_ar: str = column(models.ActivityType.name_ar, "Arabic name.")
    name_en: str = column(models.ActivityType.name_en, "English name.")
    name: str = bilingual(
        models.ActivityType.name_ar,
        models.ActivityType.name_en,
        "Name in one language, or the other's where that is empty.",
    )
    sector: Sector | None = refers_to(models.ActivityType.sector, models.Sector, "The sector it belongs to.")


@strawberry.type(description="Who is meant: displaced persons, host community ... ALL is everybody, or not said.")
class PopulationGroup:
    id: strawberry.ID = column(models.PopulationGroup.id, "Number of the record.")
    code: str = column(models.PopulationGroup.code, "Code, such as IDP.")
    name_ar: str = column(models.PopulationGroup.name_ar, "Arabic name.")
    name_en: str = column(models.PopulationGroup.name_en, "English name.")
    name: str = bilingual(
        models.PopulationGroup.name_ar,
        models.PopulationGroup.name_en,
        "Name in one language, or the other's where that is empty.",
    )


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
    condition = is_coded(info.context, models.ActivityType.sector, sector, "sector")
    return planned(Rows(found if condition is None else found.where(condition)))


def population_groups(info: Info[Any, Any]) -> list[PopulationGroup]:
    """All groups of people in the usual order."""
    found = visible(models.PopulationGroup, info.context.viewer)
    return planned(Rows(found.order_by(models.PopulationGroup.position, models.PopulationGroup.code)))
