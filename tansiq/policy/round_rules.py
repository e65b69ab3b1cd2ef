"""Who reads reporting rounds and the reports in them, and who states one.

                         rounds                               reports
    administrators       all                                  all; open, return, accept, rate
    auditors             all                                  all
    officers             of their areas, and of those they    of rounds in their areas: all; return, accept, rate.
                         lie in                               Of others: of organisations seated or at work there
    partners             that ask an organisation of theirs   those of their organisations: fill, submit, answer
    portals              that opened, within their limits     the same; with the scope to propose they state them

A merged organisation is the one that stands for it: whoever speaks for that one states its reports.
"""

from functools import reduce
from operator import and_, or_
from typing import Any

from peewee import Model, fn

from tansiq import models
from tansiq.policy.belonging import NOBODY, Condition, area_ids_above, area_ids_within, concerns
from tansiq.policy.viewer import Ids, Portal, Viewer

SCOPE = "rounds:read"
_STATING = "proposals:write"
"""What a portal needs beside to state a report: what it says of the register is proposed."""


def asked_round(table: Any, viewer: Viewer) -> Condition:
    """Rounds: officers those of their areas and above, partners and portals those that ask for their reports."""
    if viewer.reads_all:
        return None
    if viewer.portal is not None:
        return _of_portal(table, viewer.portal)
    found = []
    if viewer.area_ids:
        is_there = table.area.in_(area_ids_within(viewer.area_ids))
        found.append(is_there | (table.area.in_(area_ids_above(viewer.area_ids)) & table.archived_at.is_null()))
    if viewer.organization_ids:
        found.append(_asks(table, viewer.organization_ids) & table.archived_at.is_null())
    return reduce(or_, found) if found else NOBODY


def asked_report(table: Any, viewer: Viewer) -> Condition:
    """Reports: those of rounds in an officer's areas, of organisations at work there, and one's own."""
    if viewer.reads_all:
        return None
    if viewer.portal is not None:
        return _reports_of_portal(table, viewer.portal)
    found = []
    if viewer.area_ids:
        there = models.Round.select(models.Round.id).where(models.Round.area.in_(area_ids_within(viewer.area_ids)))
        found.append(table.round.in_(there))
        found.append(_of_organizations_there(table, viewer.area_ids) & _stands(table))
    if viewer.organization_ids:
        found.append(table.organization.in_(same_organizations(viewer.organization_ids)) & _stands(table))
    return reduce(or_, found) if found else NOBODY


def is_own_report(viewer: Viewer, act: str, row: Model | type[Model]) -> bool:
    """Whether this is a report of an organisation of theirs, which they fill and submit. What they change of it is
    seen to by tansiq.rounds."""
    if act != "CHANGE" or not (row is models.RoundReport or isinstance(row, models.RoundReport)):
        return False
    own = viewer.organization_ids
    if viewer.portal is not None:
        if not {SCOPE, _STATING} <= viewer.portal.scopes:
            return False
        own = viewer.portal.organization_ids
    if isinstance(row, type):
        return bool(own) or viewer.portal is not None
    return _is_of(row, own) if own else viewer.portal is not None


def same_organizations(organization_ids: Ids) -> Any:
    """The ids of these organisations under all their names, as a query."""
    asked, same = models.Organization.alias("own_organization"), models.Organization.alias("same_organization")
    canonical = asked.select(fn.COALESCE(asked.canonical, asked.id)).where(asked.id.in_(sorted(organization_ids)))
    return same.select(same.id).where(fn.COALESCE(same.canonical, same.id).in_(canonical))


def _is_of(row: Model, organization_ids: Ids) -> bool:
    same = same_organizations(organization_ids)
    return bool(models.Organization.select().where(
        models.Organization.id == row.__data__.get("organization"), models.Organization.id.in_(same)
    ).exists())  # fmt: skip


def _stands(table: Any) -> Condition:
    return table.archived_at.is_null()


def _asks(table: Any, organization_ids: Ids) -> Condition:
    """The condition that a round asks for a report of one of some organisations."""
    report = models.RoundReport.alias("its_report")
    own = report.organization.in_(same_organizations(organization_ids)) & report.archived_at.is_null()
    return table.id.in_(report.select(report.round).where(own))


def _of_organizations_there(table: Any, area_ids: Ids) -> Condition:
    known = models.Organization.alias("known_there")
    return table.organization.in_(known.select(known.id).where(concerns(models.Organization, known, area_ids)))


def _of_portal(table: Any, portal: Portal) -> Condition:
    if SCOPE not in portal.scopes:
        return NOBODY
    limits = [table.archived_at.is_null(), table.opened_at.is_null(False)]
    if portal.area_ids:
        limits.append(table.area.in_(area_ids_within(portal.area_ids)))
    if portal.organization_ids:
        limits.append(_asks(table, portal.organization_ids))
    return reduce(and_, limits)


def _reports_of_portal(table: Any, portal: Portal) -> Condition:
    its_round: Any = models.Round.alias("its_round")
    allowed = _of_portal(its_round, portal)
    if allowed is NOBODY:
        return NOBODY
    found = _stands(table) & table.round.in_(its_round.select(its_round.id).where(allowed))
    if portal.organization_ids:
        found &= table.organization.in_(same_organizations(portal.organization_ids))
    return found
