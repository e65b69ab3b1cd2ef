"""Values kept twice on purpose, and the one place that keeps them equal.

Sites carry copies of their intervention's and area's facts (see tansiq/models/site.py); areas carry their
ancestors. `before` and `after` run within the same transaction as the change itself.
"""

from datetime import datetime

from peewee import Model, fn

from tansiq import hierarchy
from tansiq.models import Area, Intervention, Organization, Site
from tansiq.models.area import ANCESTORS
from tansiq.versions import table_name


def canonical_id(organization_id: int) -> int:
    """The id of the organisation that `organization_id` was found to be the same as; else itself."""
    found = Organization.get_by_id(organization_id).canonical_id
    return organization_id if found is None else found


def before(row: Model) -> None:
    """Fill a site's copies from its intervention and area before it is saved."""
    if isinstance(row, Site):
        copy_to_site(row, Intervention.get_by_id(row.intervention_id), Area.get_by_id(row.area_id))
        row.organization_id = canonical_id(Intervention.get_by_id(row.intervention_id).organization_id)


def copy_to_site(site: Site, intervention: Intervention, area: Area) -> None:
    """Copy everything but the canonical organisation; the bulk import calls this with rows it holds."""
    for name in Site.copies:
        setattr(site, name, getattr(intervention, name))
    site.sector_id = intervention.sector_id
    site.intervention_archived_at = intervention.archived_at
    for name in ANCESTORS:
        setattr(site, name, getattr(area, f"{name}_id"))


def after(row: Model) -> None:
    """Carry a saved row's facts to the rows that copy them."""
    if isinstance(row, Intervention):
        _copy_intervention(row)
    elif isinstance(row, Organization):
        _copy_organization(row)
    elif isinstance(row, Area):
        hierarchy.place(row)


def _copy_intervention(row: Intervention) -> None:
    facts = {name: getattr(row, name) for name in Site.copies}
    Site.update(
        **facts,
        sector=row.sector_id,
        organization=canonical_id(row.organization_id),
        intervention_archived_at=row.archived_at,
    ).where(Site.intervention == row.id).execute()


def _copy_organization(row: Organization) -> None:
    """A merged organisation's sites, and those of all it stands for, count for the canonical one."""
    canonical = row.canonical_id or row.id
    Organization.update(canonical=canonical).where(Organization.canonical == row.id).execute()
    group = Organization.select(Organization.id).where((Organization.id == row.id) | (Organization.canonical == row.id))
    own = Intervention.select(Intervention.id).where(Intervention.organization.in_(group))
    Site.update(organization=canonical).where(Site.intervention.in_(own) & (Site.organization != canonical)).execute()


def archived(model: type[Model], ids: list[int], moment: datetime | None) -> None:
    """Carry the archiving of many rows at `moment`, or their restoring (None), to the rows that copy it."""
    if model is Intervention:
        Site.update(intervention_archived_at=moment).where(Site.intervention.in_(ids)).execute()


def next_site_number(intervention_id: int) -> int:
    """The number of the next site of an intervention, from 1; numbers are never used twice."""
    last = Site.select(fn.MAX(Site.number)).where(Site.intervention == intervention_id).scalar()
    return (last or 0) + 1


_TOUCHED: dict[type[Model], tuple[type[Model], ...]] = {
    Intervention: (Intervention, Site),
    Organization: (Organization, Site),
    Area: (Area, Site),
}


def touched(model: type[Model]) -> list[str]:
    """The names of the tables whose rows may differ after a change to a row of `model`."""
    return [table_name(table) for table in _TOUCHED.get(model, (model,))]
