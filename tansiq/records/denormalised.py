"""Values kept twice on purpose, and the one place that keeps them equal.

Sites carry copies of their intervention's and area's facts (see tansiq/models/site.py); areas carry their
ancestors, organisations the dates of the licence that holds longest; the people a site reached are those of the figure
of its last month; items of plans tell where they stand. `fill_copies` and `update_copies` run within the same
transaction as the change itself.
"""

from collections.abc import Callable, Collection, Sequence
from datetime import date, datetime
from typing import Any

from peewee import Model, chunked, fn

from tansiq.models import (
    Area,
    Figure,
    Intervention,
    Licence,
    Organization,
    Plan,
    PlanInvitation,
    PlanItem,
    ReachedFigure,
    Report,
    Site,
    Unit,
)
from tansiq.models.area import ANCESTORS
from tansiq.models.data_stamps import table_name
from tansiq.models.licence import longest_lasting
from tansiq.models.report import read_versions
from tansiq.platform.id_lists import among, id_list
from tansiq.records import area_tree, item_numbers
from tansiq.records.report_figures import keep_figures

_AT_ONCE = 500
"""Rows that one statement names."""


def canonical_id(organization_id: int) -> int:
    """The id of the organisation that `organization_id` was found to be the same as; else itself."""
    found = Organization.get_by_id(organization_id).canonical_id
    return organization_id if found is None else found


def fill_copies(row: Model) -> None:
    """Fill the copies of a site or an organisation before it is saved, whatever stood in them."""
    if isinstance(row, Site):
        copy_to_site(row, Intervention.get_by_id(row.intervention_id), Area.get_by_id(row.area_id))
        row.organization_id = canonical_id(Intervention.get_by_id(row.intervention_id).organization_id)
    elif isinstance(row, Organization):
        for name, value in licence_dates(row.__data__.get("id")).items():
            setattr(row, name, value)


def licence_dates(organization_id: int | None) -> dict[str, date | None]:
    """The copies that an organisation has of its licences; both empty where it has none, or is new."""
    own = Licence.select().where(Licence.organization == organization_id) if organization_id else ()
    found = longest_lasting(own)
    if found is None:
        return {"licence_issued_on": None, "licence_expires_on": None}
    return {"licence_issued_on": found.issued_on, "licence_expires_on": found.expires_on}


def copy_to_site(site: Site, intervention: Intervention, area: Area) -> None:
    """Copy everything but the canonical organisation; the bulk import calls this with rows it holds."""
    for name in Site.copies:
        setattr(site, name, getattr(intervention, name))
    site.sector_id = intervention.sector_id
    site.intervention_archived_at = intervention.archived_at
    for name in ANCESTORS:
        setattr(site, name, getattr(area, f"{name}_id"))


def update_copies(row: Model) -> None:
    """Carry a saved row's facts to the rows that copy them."""
    carry = _CARRIED.get(type(row))
    if carry is not None:
        carry(row)


def copy_last_figures(site_ids: Collection[int]) -> None:
    """Let what these sites reached be what the figure of their last month says; nothing where they have none."""
    own = ReachedFigure.alias("own")
    stands = (own.site == Site.id) & own.archived_at.is_null()
    last = own.select(own.people).where(stands).order_by(own.month.desc()).limit(1)
    for piece in chunked(sorted(set(site_ids)), _AT_ONCE):
        Site.update(reached=last).where(among(Site.id, id_list(piece))).execute()


def _copy_licences(organization_ids: list[int]) -> None:
    for organization_id in organization_ids:
        dates = licence_dates(organization_id)
        Organization.update(**dates).where(Organization.id == organization_id).execute()


def _copy_intervention(row: Intervention) -> None:
    facts = {name: getattr(row, name) for name in Site.copies}
    Site.update(
        **facts,
        sector=row.sector_id,
        organization=canonical_id(row.organization_id),
        intervention_archived_at=row.archived_at,
    ).where(Site.intervention == row.id).execute()


def carry_to_sites(rows: Sequence[Model], execute_all: Callable[[str, list[list[Any]]], object]) -> None:
    """Carry many changed interventions to their sites; `execute_all` takes a statement and its lists of values."""
    works = [row for row in rows if isinstance(row, Intervention)]
    if not works:
        return
    fields = {Site._meta.fields[name]: name for name in Site.copies}
    facts = {Site.sector: "sector", Site.organization: "organization", **fields}
    facts[Site.intervention_archived_at] = "archived_at"
    statement, _ = Site.update(dict.fromkeys(facts)).where(Site.intervention == 0).sql()
    counted = _canonical_ids({work.organization_id for work in works})
    order = [field for field in Site._meta.sorted_fields if field in facts]
    values = []
    for work in sorted(works, key=lambda row: int(row.id)):
        said = {**work.__data__, "organization": counted.get(work.organization_id, work.organization_id)}
        values.append([*(field.db_value(said.get(facts[field])) for field in order), work.id])
    execute_all(statement, values)


def _canonical_ids(organization_ids: set[int]) -> dict[int, int]:
    """By id: the organisations that some of these were found to be the same as."""
    rows = Organization.select(Organization.id, Organization.canonical).where(Organization.canonical.is_null(False))
    return {found: canonical for found, canonical in iter(rows.tuples().execute()) if found in organization_ids}


def _copy_organization(row: Organization) -> None:
    """A merged organisation's sites, and those of all it stands for, count for the canonical one."""
    canonical = row.canonical_id or row.id
    # Those that it stood for are asked for before they are given to the canonical one.
    stood_for = Organization.select(Organization.id).where(Organization.canonical == row.id)
    group = [row.id, *(found.id for found in stood_for)]
    Organization.update(canonical=canonical).where(Organization.canonical == row.id).execute()
    own = Intervention.select(Intervention.id).where(Intervention.organization.in_(group))
    Site.update(organization=canonical).where(Site.intervention.in_(own) & (Site.organization != canonical)).execute()


def update_archived_copies(model: type[Model], ids: list[int], moment: datetime | None) -> None:
    """Carry the archiving of many rows at `moment`, or their restoring (None), to the rows that copy it."""
    if model is Intervention:
        Site.update(intervention_archived_at=moment).where(among(Site.intervention, id_list(ids))).execute()
    elif model is Licence:
        owners = Licence.select(Licence.organization).where(Licence.id.in_(ids)).distinct()
        _copy_licences([row.organization_id for row in owners])
    elif model is ReachedFigure:
        sites: Any = ReachedFigure.select(ReachedFigure.site).where(among(ReachedFigure.id, id_list(ids))).tuples()
        copy_last_figures([site_id for (site_id,) in iter(sites.execute())])
    elif model is PlanItem:
        rows = list(PlanItem.select().where(PlanItem.id.in_(ids)))
        back = {} if moment else {row.id: row.position for row in rows}
        item_numbers.number_items([row.plan_id for row in rows], wanted=back)
    elif model is Report:
        reports = list(Report.select().where(among(Report.id, id_list(ids))))
        read_versions(reports)
        for report in reports:
            keep_figures(report)


def _move_figures(unit: Unit) -> None:
    """What a unit reported counts where it is in charge."""
    Figure.update(area=unit.area_id).where(Figure.unit == unit.id, Figure.area != unit.area_id).execute()


_CARRIED: dict[type[Model], Callable[[Any], object]] = {
    Intervention: _copy_intervention,
    Organization: _copy_organization,
    Area: area_tree.place_area,
    Licence: lambda row: _copy_licences([row.organization_id]),
    ReachedFigure: lambda row: copy_last_figures([row.site_id]),
    PlanItem: lambda row: item_numbers.number_items([row.plan_id], row),
    Report: keep_figures,
    Unit: _move_figures,
}


def next_site_number(intervention_id: int) -> int:
    """The number of the next site of an intervention, from 1; numbers are never used twice."""
    return next_site_numbers([intervention_id])[intervention_id]


def next_site_numbers(intervention_ids: Sequence[int]) -> dict[int, int]:
    """The same of many interventions."""
    found = dict.fromkeys(intervention_ids, 1)
    for piece in chunked(sorted(found), _AT_ONCE):
        last = Site.select(Site.intervention, fn.MAX(Site.number)).where(Site.intervention.in_(piece))
        found |= {row_id: number + 1 for row_id, number in iter(last.group_by(Site.intervention).tuples().execute())}
    return found


_AFFECTED: dict[type[Model], tuple[type[Model], ...]] = {
    Intervention: (Intervention, Site),
    Organization: (Organization, Site),
    Area: (Area, Site),
    Licence: (Licence, Organization),
    ReachedFigure: (ReachedFigure, Site),
    # Whoever is invited sees the plan.
    PlanInvitation: (PlanInvitation, Plan),
    Report: (Report, Figure),
    Unit: (Unit, Figure),
}


_COPIED: dict[type[Model], frozenset[str]] = {
    Intervention: frozenset({"organization", "sector", *Site.copies}),
    Organization: frozenset({"canonical"}),
    Unit: frozenset({"area"}),
}
"""The columns of a table that the rows of others copy, as they are entered; archiving is carried on besides."""


def affected_tables(model: type[Model], changed: Collection[str] = ()) -> list[str]:
    """The names of the tables whose rows may differ after a change to a row of `model`.

    Where all that changed is told, as columns, other tables are only named if they copy one of these.
    """
    if model in _COPIED and changed and set(changed) <= model._meta.fields.keys() - _COPIED[model]:
        return [table_name(model)]
    return [table_name(table) for table in _AFFECTED.get(model, (model,))]
