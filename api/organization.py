"""Organisations: associations, agencies, offices."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Annotated, Any

import strawberry

from api.area import Area
from api.arguments import Info, RecordId, says, takes
from api.codes import OrganizationKind
from api.context import Context
from api.fields import bilingual, column, parts, refers_to
from api.filters import Paging, Search, SectorCode, Within, area_within, contains, is_any, is_coded, named, one
from api.pages import Connection, Order
from api.rows import Rows, planned
from api.sector import Sector
from tansiq import models
from tansiq.models import OrganizationArea, OrganizationSector
from tansiq.visibility import visible

table = models.Organization
Itself = Annotated["Organization", strawberry.lazy("api.organization")]


@strawberry.type(description="One organisation: an association, agency, office or company.")
class Organization:
    id: strawberry.ID = column(table.id, "Number of the record.")
    name_ar: str = column(table.name_ar, "Arabic name; empty where it is not known.")
    name_en: str = column(table.name_en, "English name; empty where it is not known.")
    name: str = bilingual(table.name_ar, table.name_en, "Name in one language, or the other's where that is empty.")
    acronym: str = column(table.acronym, "Short name in Latin letters; empty where there is none.")
    acronym_ar: str = column(table.acronym_ar, "Short name in Arabic letters; empty where there is none.")
    kind: OrganizationKind = column(table.kind, "What kind of body it is.")
    registration_number: str | None = column(table.registration_number, "Number under which it is registered.")
    home_area: Area | None = refers_to(table.home_area, models.Area, "Where its seat is.")
    same_as: Itself | None = refers_to(
        table.canonical, models.Organization, "The organisation this one was found to be the same as."
    )
    operating_areas: list[Area] = parts(
        OrganizationArea.organization,
        "The areas in which it says it works.",
        order=(OrganizationArea.area,),
        through=OrganizationArea.area,
    )
    operating_sectors: list[Sector] = parts(
        OrganizationSector.organization,
        "The sectors in which it says it works.",
        order=(OrganizationSector.sector,),
        through=OrganizationSector.sector,
    )


@strawberry.enum(description="What organisations may be ordered by.")
class OrganizationOrder(Enum):
    ID = strawberry.enum_value("ID", description="The order in which they were entered.")
    NAME = strawberry.enum_value("NAME", description="Name in the language of the request.")


@dataclass(frozen=True)
class OrganizationFilters(Paging):
    """What organisations may be narrowed by."""

    kind: Annotated[list[OrganizationKind] | None, says("Only bodies of these kinds.")] = None
    sector: SectorCode = None
    within: Within = None
    search: Search = None
    order_by: Annotated[OrganizationOrder, says("What the list is ordered by.")] = OrganizationOrder.ID

    def conditions(self, info: Info[Any, Any]) -> Sequence[Any]:
        """Sector and area are those in which the organisation says it works."""
        sector = is_coded(info.context, OrganizationSector.sector, self.sector, "sector")
        area = area_within(info.context, OrganizationArea.area, self.within)
        return (
            is_any(table.kind, self.kind),
            None if sector is None else _among(info.context, OrganizationSector, sector),
            None if area is None else _among(info.context, OrganizationArea, area),
            contains(table, self.search),
        )


def _among(context: Context, link: Any, condition: Any) -> Any:
    return table.id.in_(visible(link, context.viewer).select(link.organization).where(condition))


@takes(OrganizationFilters)
def organizations(info: Info[Any, Any], asked: OrganizationFilters) -> Connection[Organization]:
    """Organisations, in the order of their entry unless said otherwise."""
    by_name = asked.order_by is OrganizationOrder.NAME
    order = named(table, info.context.viewer.language) if by_name else Order("ID", table.id, table.id)
    return planned(asked.page(visible(table, info.context.viewer), asked.conditions(info), order))


def organization(info: Info[Any, Any], id: RecordId) -> Organization | None:
    """One organisation."""
    return planned(Rows(one(info.context, table, id)))
