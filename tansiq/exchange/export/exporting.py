"""What the register knows of sites, as the sheet people exchange: one row each, or one for each month that is known of
it, with the id by which it comes back.

Rows are read a few hundred at a time, in the order of their ids, and only those that the viewer may see.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from peewee import chunked

from tansiq.exchange.export.month_layout import (
    ONE_A_SITE,
    MonthLayout,
    SheetColumn,
    figures_of,
    lines,
    months_told,
    sheet_columns,
)
from tansiq.exchange.export.own_rendering import own_fields_shown
from tansiq.exchange.export.rendering import Record, Renderer, with_partners
from tansiq.exchange.workbook.formula_guard import for_xml, guarded
from tansiq.faults import Fault, Refused
from tansiq.geography.within import find_area, lies_in
from tansiq.language.arabic import fold_tight
from tansiq.language.digits import whole
from tansiq.language.vocabulary import STATUSES
from tansiq.language.words import say
from tansiq.models import Intervention, Organization, Sector, Site
from tansiq.models import Record as Row
from tansiq.models.extra import extra_name
from tansiq.period import Period
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import condition, visible

AT_ONCE = 500


@dataclass(frozen=True)
class Filters:
    """Which sites: all that are given must hold. Codes and P-codes; `organization` is an id, acronym or number."""

    country: str | None = None
    within: str | None = None
    sector: str | None = None
    organization: str | None = None
    status: tuple[str, ...] = ()
    begins: date | None = None
    ends: date | None = None


def conditions(viewer: Viewer, filters: Filters) -> Any:
    """The SQL condition of sites that pass. Raises Refused naming the filter that means nothing."""
    found = Site.archived_at.is_null() & Site.intervention_archived_at.is_null()
    for pcode in filter(None, (filters.country, filters.within)):
        found &= lies_in(Site, find_area(viewer, pcode))
    if filters.sector:
        sector = _one(viewer, Sector, Sector.code == filters.sector.upper(), "sector")
        found &= (Site.sector == sector.id) | (Intervention.subsector == sector.id)
    if filters.organization:
        found &= Site.organization == _organization_id(viewer, filters.organization)
    if filters.status:
        if not set(filters.status) <= set(STATUSES.codes):
            raise Refused(Fault("UNKNOWN_CODE", "status", say("Choose one of the listed statuses.")))
        found &= Site.status.in_(filters.status)
    if filters.begins or filters.ends:
        period = Period(filters.begins or date.min, filters.ends or date.max)
        period.check()
        found &= period.meets(Site)
    return found


def _organization_id(viewer: Viewer, text: str) -> int:
    means = (
        (Organization.id == (whole(text) or -1))
        | (Organization.registration_number == text)
        | (Organization.acronym_key == fold_tight(text))
    )
    return int(_one(viewer, Organization, means, "organization").id)


def _one(viewer: Viewer, model: type[Row], means: Any, field: str) -> Any:
    found = list(visible(model, viewer).where(means).limit(2))
    if len(found) != 1:
        raise Refused(Fault("NOT_FOUND", field, say("No record, or more than one, fits this: %(field)s.", field=field)))
    return found[0]


def records(viewer: Viewer, filters: Filters) -> Iterator[Record]:
    """The sites that pass and that `viewer` may see, with their interventions, by intervention and number."""
    passing = conditions(viewer, filters)
    allowed = condition(Intervention, viewer)
    last = (0, 0)
    while True:
        query = visible(Site, viewer).select(Site, Intervention).join(Intervention).where(passing)
        query = query if allowed is None else query.where(allowed)
        after = (Site.intervention > last[0]) | ((Site.intervention == last[0]) & (Site.number > last[1]))
        piece = list(query.where(after).order_by(Site.intervention, Site.number).limit(AT_ONCE))
        if not piece:
            return
        last = (piece[-1].intervention_id, piece[-1].number)
        yield from with_partners(((site, site.intervention) for site in piece), viewer)


def columns(viewer: Viewer, filters: Filters, layout: MonthLayout) -> list[SheetColumn]:
    """The columns of the sheet, those of months as far as any site that passes tells of them. Raises Refused."""
    passing = conditions(viewer, filters)
    told = sheet_columns(layout, months_told(viewer, passing) if layout == "columns" else ())
    return [*told, *own_sheet_columns(viewer)]


def own_sheet_columns(viewer: Viewer) -> list[SheetColumn]:
    """The columns of the ministry's own fields of interventions and sites, behind all others."""
    fields = [one for model in (Intervention, Site) for one in own_fields_shown(viewer, "FIVEW", model)]
    return [SheetColumn(extra_name(one.number)) for one in fields]


def rows(viewer: Viewer, filters: Filters, told: Sequence[SheetColumn] = ONE_A_SITE) -> Iterator[list[Any]]:
    """The cells of every site below the columns `told`; text that could run as a formula is made harmless."""
    renderer, is_by_month = Renderer(viewer), any(column.is_by_month for column in told)
    for piece in chunked(records(viewer, filters), AT_ONCE):
        figures = figures_of(viewer, [record.site.id for record in piece]) if is_by_month else {}
        for record in piece:
            for line in lines(renderer.cells(record), figures.get(record.site.id, {}), told):
                yield [cell(value) for value in line]


def cell(value: Any) -> Any:
    """A value as a sheet holds it: text that could run as a formula is made harmless."""
    return guarded(for_xml(value)) if isinstance(value, str) else value
