"""Organisations: associations, agencies, offices."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import reduce
from operator import or_
from typing import Annotated, Any

import strawberry

from api.context import Context
from api.enums import LegalStatus, OrganizationKind
from api.filters.arguments import Info, Paging, RecordId, Search, SectorCode, Within, says, takes
from api.filters.conditions import area_within, by_name, contains, has_code, is_one_of, record_with_id
from api.planner.fields import bilingual, column, computed, parts, refers_to
from api.planner.pages import Connection, Order
from api.planner.rows import Rows, planned
from api.types.area import Area
from api.types.extra import own_fields
from api.types.licence import Licence
from api.types.organization_year import OrganizationYear, year_of
from api.types.sector import Sector
from tansiq import models
from tansiq.models import OrganizationArea, OrganizationMembership, OrganizationSector
from tansiq.organizations import licensing
from tansiq.platform import clock
from tansiq.policy.belonging import NOBODY
from tansiq.policy.visibility import visible

table = models.Organization


Day = date | str | None


def _status_today(dissolved_on: Day, suspended_on: Day, issued_on: Day, expires_on: Day) -> str:
    """SQLite gives days as text, PostgreSQL as dates."""
    days = [date.fromisoformat(given) if isinstance(given, str) else given
            for given in (dissolved_on, suspended_on, issued_on, expires_on)]  # fmt: skip
    return licensing.legal_status(days[0], days[1], days[2], days[3], clock.today())


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
    iati_identifier: str | None = column(table.iati_identifier, "Identifier in IATI; null where none is known.")
    website: str | None = column(table.website, "Address in the web; null where none is known.")
    founded_on: date | None = column(table.founded_on, "The day of its foundation; null where it is not known.")
    legal_status: LegalStatus = computed(
        table.dissolved_on,
        table.suspended_on,
        table.licence_issued_on,
        table.licence_expires_on,
        by=_status_today,
        description="Where it stands before the law today, as its dates and licences tell.",
    )
    licence_expires_on: date | None = column(
        table.licence_expires_on,
        "Last day of the licence that holds longest; null where it has none, or none is known.",
    )
    licences: list[Licence] = parts(
        models.Licence.organization,
        "Its licences, each issue and renewal, the first before.",
        order=(models.Licence.issued_on, models.Licence.id),
    )
    parent: "Organization | None" = refers_to(table.parent, models.Organization, "The organisation it is part of.")
    networks: list["Organization"] = parts(
        OrganizationMembership.organization,
        "Networks and unions that it is a member of.",
        order=(OrganizationMembership.network,),
        through=OrganizationMembership.network,
    )
    home_area: Area | None = refers_to(table.home_area, models.Area, "Where its seat is.")
    same_as: "Organization | None" = refers_to(
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
    year: OrganizationYear | None = year_of(table.id)
    extra: Any = own_fields(models.Organization)


@strawberry.enum(description="What organisations may be ordered by.")
class OrganizationOrder(Enum):
    ID = strawberry.enum_value("ID", description="The order in which they were entered.")
    NAME = strawberry.enum_value("NAME", description="Name in the language of the request.")


@dataclass(frozen=True)
class OrganizationFilters(Paging):
    """What organisations may be narrowed by."""

    kind: Annotated[list[OrganizationKind] | None, says("Only bodies of these kinds.")] = None
    legal_status: Annotated[list[LegalStatus] | None, says("Only those that stand so before the law today.")] = None
    sector: SectorCode = None
    within: Within = None
    search: Search = None
    order_by: Annotated[OrganizationOrder, says("What the list is ordered by.")] = OrganizationOrder.ID

    def conditions(self, info: Info[Any, Any]) -> Sequence[Any]:
        """Sector and area are those in which the organisation says it works."""
        sector = has_code(info.context, OrganizationSector.sector, self.sector, "sector")
        area = area_within(info.context, OrganizationArea.area, self.within)
        return (
            is_one_of(table.kind, self.kind),
            None if self.legal_status is None else _stands(self.legal_status),
            None if sector is None else _among(info.context, OrganizationSector, sector),
            None if area is None else _among(info.context, OrganizationArea, area),
            contains(table, self.search),
        )


def _stands(statuses: Sequence[LegalStatus]) -> Any:
    """The condition that the status today is one of these; an empty list is met by nothing."""
    today = clock.today()
    return reduce(or_, [licensing.has_legal_status(table, one.value, today) for one in statuses], NOBODY)


def _among(context: Context, link: Any, condition: Any) -> Any:
    return table.id.in_(visible(link, context.viewer).select(link.organization).where(condition))


@takes(OrganizationFilters)
def organizations(info: Info[Any, Any], asked: OrganizationFilters) -> Connection[Organization]:
    """Organisations, in the order of their entry unless said otherwise."""
    is_by_name = asked.order_by is OrganizationOrder.NAME
    order = by_name(table, info.context.viewer.language) if is_by_name else Order("ID", table.id, table.id)
    return planned(asked.page(visible(table, info.context.viewer), asked.conditions(info), order))


def organization(info: Info[Any, Any], id: RecordId) -> Organization | None:
    """One organisation."""
    return planned(Rows(record_with_id(info.context, table, id)))
