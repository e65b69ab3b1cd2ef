"""Whose a row is: in which areas it lies and which organisation answers for it, as SQL conditions.

    Area, Site, Need   their own area           Organization   its seat (home area)
    Intervention       its sites, each of them  Project        the seat of its organisation

A row that lies in several areas is seen by the officers of each, and changed as a whole by whoever is in charge of
all of them; an intervention without a site by whoever entered it.
"""

from collections.abc import Callable
from typing import Any

from peewee import SQL, Model, fn

from tansiq.models import (
    Area,
    AreaClosure,
    HistoryEntry,
    Intervention,
    Need,
    Organization,
    OrganizationArea,
    Project,
    Site,
)
from tansiq.policy.viewer import Ids

Condition = Any
Told = Callable[[Any, Ids], Condition]


def inside(area_ids: Ids) -> Any:
    """The ids of these areas and of all that lies in them, as a query."""
    return AreaClosure.select(AreaClosure.descendant).where(AreaClosure.ancestor.in_(sorted(area_ids)))


def _around(area_ids: Ids) -> Any:
    return AreaClosure.select(AreaClosure.ancestor).where(AreaClosure.descendant.in_(sorted(area_ids)))


def _by(column: str) -> Told:
    return lambda table, area_ids: getattr(table, column).in_(inside(area_ids))


def _seated(area_ids: Ids) -> Any:
    return Organization.select(Organization.id).where(Organization.home_area.in_(inside(area_ids)))


def _sited(table: Any, area_ids: Ids) -> Condition:
    there = Site.alias("site_there")
    return table.id.in_(there.select(there.intervention).where(there.area.in_(inside(area_ids))))


LIES_IN: dict[type[Model], Told] = {
    Area: _by("id"),
    Site: _by("area"),
    Need: _by("area"),
    Organization: _by("home_area"),
    OrganizationArea: _by("area"),
    Intervention: _sited,
    Project: lambda table, area_ids: table.organization.in_(_seated(area_ids)),
}
"""By table: the condition that a row lies, with a part of it at least, in some areas."""


def _standing(area_ids: Ids) -> Any:
    """The published sites in some areas, to select columns from."""
    there = Site.alias("site_there")
    stands = there.is_published & there.archived_at.is_null() & there.intervention_archived_at.is_null()
    return there, there.area.in_(inside(area_ids)) & stands


def _worked_in(table: Any, area_ids: Ids) -> Condition:
    there, stands = _standing(area_ids)
    return table.id.in_(there.select(there.intervention).where(stands))


def _known_in(table: Any, area_ids: Ids) -> Condition:
    """Seated there, saying that it works there, or at work there."""
    there, stands = _standing(area_ids)
    says = OrganizationArea.select(OrganizationArea.organization).where(OrganizationArea.area.in_(inside(area_ids)))
    at_work = there.select(there.organization).where(stands)
    return table.home_area.in_(inside(area_ids)) | table.id.in_(says) | table.id.in_(at_work)


def _carried_out_in(table: Any, area_ids: Ids) -> Condition:
    work = Intervention.alias("work_there")
    return table.id.in_(work.select(work.project).where(_worked_in(work, area_ids), work.project.is_null(False)))


CONCERNS: dict[type[Model], Told] = {
    **LIES_IN,
    Area: lambda table, area_ids: table.id.in_(inside(area_ids)) | table.id.in_(_around(area_ids)),
    Organization: _known_in,
    Project: _carried_out_in,
    Intervention: _worked_in,
}
"""By table: the condition that a row is of concern in some areas: what a portal limited to them is told."""


def _of(column: str) -> Told:
    return lambda table, organization_ids: getattr(table, column).in_(sorted(organization_ids))


def _worked(table: Any, organization_ids: Ids) -> Condition:
    work = Intervention.alias("own_work")
    own = work.select(work.id).where(work.organization.in_(sorted(organization_ids)))
    return table.intervention.in_(own)


BELONGS_TO: dict[type[Model], Told] = {
    Organization: _of("id"),
    Project: _of("organization"),
    Intervention: _of("organization"),
    Site: _worked,
}
"""By table: the condition that a row belongs to some organisations."""


def entered_by(table: Any, model: type[Model], account_id: int | None) -> Condition:
    """The condition that an account entered the row, as the history tells."""
    if account_id is None:
        return SQL("1 = 0")
    entry = HistoryEntry.alias("entering")
    is_entry = (entry.record_type == model._meta.table_name) & (entry.record_id == table.id)
    return fn.EXISTS(entry.select(entry.id).where(is_entry, entry.act == "CREATE", entry.account == account_id))


def is_wholly_in(table: Any, model: type[Model], area_ids: Ids, account_id: int | None) -> Condition:
    """The condition that all of a row lies in some areas; where it lies nowhere, that the account entered it."""
    if model is Project:
        return LIES_IN[model](table, area_ids) | entered_by(table, model, account_id)
    if model is not Intervention:
        return LIES_IN[model](table, area_ids)
    site = Site.alias("own_site")
    sites = site.select(site.id).where(site.intervention == table.id)
    elsewhere = sites.where(site.area.not_in(inside(area_ids)))
    return ~fn.EXISTS(elsewhere) & (fn.EXISTS(sites) | entered_by(table, model, account_id))
