"""Who has a say in a case: the officers in charge of its area and administrators, and those who speak for a party.

viewer -> in charge of the area            -> decides, proposes, records what a party answered
       -> speaks for a party of the case   -> proposes, answers, writes
       -> anybody else                     -> FORBIDDEN, with whom to ask
"""

from collections.abc import Sequence
from typing import Any

from peewee import fn

from tansiq.cases.members import parties_of
from tansiq.duplication.reasons import SpokenName
from tansiq.faults import Fault, Refused
from tansiq.language.words import say
from tansiq.models import Area, Organization, OverlapCase
from tansiq.platform.database import hold
from tansiq.policy.viewer import OPERATOR, Viewer
from tansiq.policy.visibility import may
from tansiq.records import changes

SCOPE = "duplication:write"
"""What a portal needs to say anything."""


def is_in_charge_of(viewer: Viewer, case: OverlapCase) -> bool:
    """Whether the viewer decides the case."""
    return may(viewer, "CHANGE", case)


def require_in_charge(viewer: Viewer, case: OverlapCase) -> None:
    """Raise Refused(FORBIDDEN), saying whom to ask, unless the viewer decides the case."""
    if not is_in_charge_of(viewer, case):
        raise forbidden(case)


def forbidden(case: OverlapCase) -> Refused:
    """Why somebody who reads a case has no say in it, and whom to ask: people by what they are, never by name."""
    area = Area.get_by_id(case.area_id)
    text = say(
        "This is for the officers in charge of %(area)s and for administrators. Ask them; they also read what the "
        "organisations of this case write.",
        area=SpokenName(area.name_ar, area.name_en),
    )
    return Refused(Fault("FORBIDDEN", "", text))


def speaks_for(viewer: Viewer, case: OverlapCase) -> dict[int, int]:
    """By the id of each party for which the viewer may speak: the id by which they do, which is that of an organisation
    merged into it where they hold no other."""
    parties = [party.id for party in parties_of(case)]
    canonical = _canonical_ids(_held(viewer, parties))
    # A party that is their own comes after those that were merged into it, and stays.
    spoken = {party: held for held, party in sorted(canonical.items(), key=lambda pair: pair[0] == pair[1])}
    return {party: spoken[party] for party in parties if party in spoken}


def speaker(viewer: Viewer, case: OverlapCase, organization_id: int | None) -> int | None:
    """The id of the organisation for which the viewer says something, None for whoever is in charge of the case.

    Raises Refused: FORBIDDEN (they have no say in it, or not for this organisation), MISSING (on "organization", where
    they speak for several parties and say not for which).
    """
    if organization_id is None and is_in_charge_of(viewer, case):
        return None
    own = speaks_for(viewer, case)
    if organization_id is not None:
        party = canonical_id(organization_id)
        if party not in own:
            raise not_yours()
        return own[party]
    if not own:
        raise forbidden(case)
    if len(own) > 1:
        raise Refused(Fault("MISSING", "organization", say("Say for which of your organisations.")))
    return next(iter(own.values()))


def not_yours() -> Refused:
    """Why nobody speaks for an organisation that is not theirs, or takes no part in the case."""
    text = say("You do not speak for this organisation here: it is not yours, or takes no part in the case.")
    return Refused(Fault("FORBIDDEN", "organization", text))


def canonical_id(organization_id: int) -> int:
    """The id of the organisation that this one was merged into; its own where it stands, or is not there."""
    return _canonical_ids([organization_id]).get(organization_id, organization_id)


def program(viewer: Viewer) -> Viewer:
    """The program, doing what follows from what the viewer did, through the same face."""
    return OPERATOR.through(viewer.face)


def hold_case(viewer: Viewer, case: OverlapCase) -> OverlapCase:
    """The case as it is stored now, which nobody else changes until the caller's transaction is over.

    Raises Refused(NOT_FOUND)."""
    hold(OverlapCase, [case.id])
    return changes.find(viewer, OverlapCase, case.id)


def hold_unchanged(viewer: Viewer, case: OverlapCase) -> OverlapCase:
    """The same where nobody changed it since `case` was read. Raises Refused: NOT_FOUND, CHANGED_MEANWHILE."""
    stored = hold_case(viewer, case)
    if stored.version != case.version:
        raise Refused(Fault("CHANGED_MEANWHILE", "", changes.CHANGED_MEANWHILE))
    return stored


def _held(viewer: Viewer, parties: Sequence[int]) -> list[int]:
    """The organisations that are the viewer's. An empty limit of a portal means everything."""
    if viewer.portal is None:
        return sorted(viewer.organization_ids)
    if SCOPE not in viewer.portal.scopes:
        return []
    return sorted(viewer.portal.organization_ids or parties)


def _canonical_ids(organization_ids: Sequence[int]) -> dict[int, int]:
    rows: Any = Organization.select(Organization.id, fn.COALESCE(Organization.canonical, Organization.id))
    return dict(iter(rows.where(Organization.id.in_(organization_ids)).tuples().execute()))
