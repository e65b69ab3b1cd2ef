"""Which cases are asked for, and finding one."""

from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any

from peewee import ModelSelect, fn

from tansiq.geography.within import find_area
from tansiq.models import Area, AreaClosure, CaseMember, Intervention, Organization, OverlapCase, Sector
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible
from tansiq.records import changes


@dataclass(frozen=True)
class CaseQuestion:
    """Which cases are asked for. `within` is an area or its P-code, in which they lie; `sectors` are codes of top-level
    sectors, `states` of CASE_STATES, `organizations` ids of which one takes part; empty means all. `changed_since` is a
    moment in UTC, `owner` the id of an account. `is_ended_too` asks for those that do not overlap any more as well;
    `is_mine` for those of the viewer's organisations, or in their hands."""

    within: Area | str | None = None
    sectors: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    organizations: tuple[int, ...] = ()
    changed_since: datetime | None = None
    owner: int | None = None
    is_ended_too: bool = False
    is_mine: bool = False


def cases_asked_for(viewer: Viewer, question: CaseQuestion) -> "ModelSelect[OverlapCase]":
    """The visible cases, best score first. Raises Refused(NOT_FOUND) for an area that is not there."""
    query = visible(OverlapCase, viewer).where(OverlapCase.archived_at.is_null())
    for condition in _conditions(viewer, question):
        query = query.where(condition)
    return query.order_by(OverlapCase.points.desc(), OverlapCase.id)


def _conditions(viewer: Viewer, question: CaseQuestion) -> list[Any]:
    found: list[Any] = []
    if question.within is not None:
        area = find_area(viewer, question.within)
        found.append(
            OverlapCase.area.in_(AreaClosure.select(AreaClosure.descendant).where(AreaClosure.ancestor == area.id))
        )
    if question.sectors:
        found.append(OverlapCase.sector.in_(Sector.select(Sector.id).where(Sector.code.in_(question.sectors))))
    if question.states:
        found.append(OverlapCase.case_state.in_(question.states))
    if question.organizations:
        known = visible(Organization, viewer).where(Organization.id.in_(question.organizations))
        found.append(_of(known.select(Organization.id)))
    if question.changed_since is not None:
        found.append(OverlapCase.changed_at >= question.changed_since)
    if question.owner is not None:
        found.append(OverlapCase.owner == question.owner)
    if not question.is_ended_too:
        found.append(OverlapCase.ended_on.is_null())
    return [*found, _mine(viewer)] if question.is_mine else found


def _mine(viewer: Viewer) -> Any:
    own: list[Any] = [OverlapCase.id < 0]
    if viewer.organization_ids:
        own.append(_of(sorted(viewer.organization_ids)))
    if viewer.account_id is not None:
        own.append(OverlapCase.owner == viewer.account_id)
    return reduce(or_, own)


def _of(organization_ids: Any) -> Any:
    """The condition that one of some organisations, or one that stands for it, takes part."""
    stands_for, asked = Organization.alias("stands_for"), Organization.alias("asked")
    canonical = asked.select(fn.COALESCE(asked.canonical, asked.id)).where(asked.id.in_(organization_ids))
    same = stands_for.select(stands_for.id).where(fn.COALESCE(stands_for.canonical, stands_for.id).in_(canonical))
    work = Intervention.alias("taking_part")
    works = work.select(work.id).where(work.organization.in_(same))
    return OverlapCase.id.in_(CaseMember.select(CaseMember.case).where(CaseMember.intervention.in_(works)))


def find_case(viewer: Viewer, case_id: object) -> OverlapCase:
    """The case with this id. Raises Refused(NOT_FOUND)."""
    return changes.find(viewer, OverlapCase, case_id)
