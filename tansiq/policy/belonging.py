"""Whose a row is: in which areas it lies and which organisation answers for it, as SQL conditions.

Each kind of record says so by a path (record_type): a site lies in its own area, a project where its organisation has
its seat, an intervention wherever its sites do.

A row that lies in several areas is seen by the officers of each, and changed as a whole by whoever is in charge of
all of them; an intervention without a site, and a project without an organisation, by whoever entered it.
"""

from collections.abc import Callable
from functools import reduce
from operator import or_
from typing import Any

from peewee import SQL, ForeignKeyField, Model, fn

from tansiq.models import Area, AreaClosure, HistoryEntry, Intervention, Organization, OrganizationArea, Project, Site
from tansiq.models.record_type import find_type
from tansiq.policy.viewer import Ids

Condition = Any
AreaCondition = Callable[[Any, Ids], Condition]

NOBODY = SQL("1 = 0")
"""The condition that no row meets."""


def area_ids_within(area_ids: Ids) -> Any:
    """The ids of these areas and of all that lies in them, as a query."""
    return AreaClosure.select(AreaClosure.descendant).where(AreaClosure.ancestor.in_(sorted(area_ids)))


def area_ids_above(area_ids: Ids) -> Any:
    return AreaClosure.select(AreaClosure.ancestor).where(AreaClosure.descendant.in_(sorted(area_ids)))


def path_condition(model: type[Model], path: str, table: Any, wanted: Any) -> Condition:
    """The condition that a path (record_type) leads from rows of `model`, read as `table`, to one of `wanted`."""
    name, _, rest = path.partition(".")
    if not rest:
        return getattr(table, name).in_(wanted)
    key = model._meta.fields.get(name)
    if isinstance(key, ForeignKeyField):
        above = key.rel_model.alias(f"{name}_above")
        return getattr(table, name).in_(
            above.select(above.id).where(path_condition(key.rel_model, rest, above, wanted))
        )
    back = next(key for key in model._meta.backrefs if key.backref == name)
    there = back.model.alias(f"{name}_there")
    return table.id.in_(there.select(getattr(there, back.name)).where(path_condition(back.model, rest, there, wanted)))


def lies_in(model: type[Model], table: Any, area_ids: Ids) -> Condition:
    """The condition that a row lies, with a part of it at least, in some areas; None for a table without a place."""
    kind = find_type(model)
    ways = kind.ways_to_area if kind else ()
    found = [path_condition(model, way, table, area_ids_within(area_ids)) for way in ways]
    return reduce(or_, found) if found else None


def belongs_to(model: type[Model], table: Any, organization_ids: Ids) -> Condition:
    """The condition that a row belongs to some organisations; None for a table whose rows are nobody's."""
    kind = find_type(model)
    return path_condition(model, kind.belongs_to, table, sorted(organization_ids)) if kind and kind.belongs_to else None


def stands(site: Any) -> Condition:
    """The condition that a site, or an alias of the table, is published with its intervention and not archived."""
    return site.is_published & site.archived_at.is_null() & site.intervention_archived_at.is_null()


def _published_sites(area_ids: Ids) -> Any:
    """The published sites in some areas, to select columns from."""
    there = Site.alias("site_there")
    return there, there.area.in_(area_ids_within(area_ids)) & stands(there)


def _worked_in(table: Any, area_ids: Ids) -> Condition:
    there, is_met = _published_sites(area_ids)
    return table.id.in_(there.select(there.intervention).where(is_met))


def _known_in(table: Any, area_ids: Ids) -> Condition:
    """Seated there, saying that it works there, or at work there."""
    there, is_met = _published_sites(area_ids)
    # Asked of one organisation at a time: most have a site there among their first.
    at_work = fn.EXISTS(there.select(there.id).where(there.organization == table.id, is_met))
    says = OrganizationArea.select(OrganizationArea.organization).where(
        OrganizationArea.area.in_(area_ids_within(area_ids))
    )
    return table.home_area.in_(area_ids_within(area_ids)) | table.id.in_(says) | at_work


def _carried_out_in(table: Any, area_ids: Ids) -> Condition:
    work = Intervention.alias("work_there")
    return table.id.in_(work.select(work.project).where(_worked_in(work, area_ids), work.project.is_null(False)))


_CONCERNS: dict[type[Model], AreaCondition] = {
    Area: lambda table, area_ids: table.id.in_(area_ids_within(area_ids)) | table.id.in_(area_ids_above(area_ids)),
    Organization: _known_in,
    Project: _carried_out_in,
    Intervention: _worked_in,
}


_WORK: dict[type[Model], tuple[type[Model], ...]] = {Organization: (Site,), Project: (Site, Intervention)}


def tables_of_concern(model: type[Model], area_ids: Ids) -> tuple[type[Model], ...]:
    """The tables beside its own whose rows say whether one of `model` is of concern in areas that are not changed."""
    return _WORK.get(model, ()) if area_ids else ()


def concerns(model: type[Model], table: Any, area_ids: Ids) -> Condition:
    """The condition that a row is of concern in some areas: what a portal limited to them is told.

    Whoever works there concerns them, seated there or not; all other rows concern the areas they lie in. None for a
    table without a place.
    """
    told = _CONCERNS.get(model)
    return told(table, area_ids) if told else lies_in(model, table, area_ids)


def entered_by(table: Any, model: type[Model], account_id: int | None) -> Condition:
    """The condition that an account entered the row, as the history tells."""
    if account_id is None:
        return NOBODY
    entry = HistoryEntry.alias("entering")
    is_entry = (entry.record_type == model._meta.table_name) & (entry.record_id == table.id)
    return fn.EXISTS(entry.select(entry.id).where(is_entry, entry.act == "CREATE", entry.account == account_id))


def is_wholly_in(table: Any, model: type[Model], area_ids: Ids, account_id: int | None) -> Condition:
    """The condition that all of a row lies in some areas; where it lies nowhere, that the account entered it."""
    there = lies_in(model, table, area_ids)
    if there is None:
        return entered_by(table, model, account_id)
    if model is Project:
        return there | (table.organization.is_null() & entered_by(table, model, account_id))
    if model is not Intervention:
        return there
    site = Site.alias("own_site")
    sites = site.select(site.id).where(site.intervention == table.id)
    elsewhere = sites.where(site.area.not_in(area_ids_within(area_ids)))
    return ~fn.EXISTS(elsewhere) & (fn.EXISTS(sites) | entered_by(table, model, account_id))
