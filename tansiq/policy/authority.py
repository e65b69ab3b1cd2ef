"""Who is in charge of a row: an officer of the areas it lies in; whose own it is: a partner's.

A row is judged twice: as it is stored, and as it would be once saved, so that nothing is moved into or out of
somebody's areas, or from one organisation to another, without a right to both ends.
"""

from typing import Any

from peewee import Model

from tansiq import models
from tansiq.models import (
    Batch,
    ImportMapping,
    ImportRun,
    Intervention,
    Need,
    Organization,
    OverlapDecision,
    Project,
    Proposal,
    ProposalArea,
    Site,
)
from tansiq.policy.belonging import BELONGS_TO, inside, is_wholly_in
from tansiq.policy.viewer import Ids, Viewer

PARTS: dict[type[Model], str] = {
    models.OrganizationArea: "organization",
    models.OrganizationSector: "organization",
    models.OrganizationMembership: "organization",
    models.Licence: "organization",
    models.OrganizationContact: "organization",
    models.OrganizationDocument: "organization",
    models.ProjectDonor: "project",
    models.Partnership: "intervention",
}
"""Parts of rows, and the key of the row each belongs to: who may change that may change its parts."""

RECORDS: frozenset[type[Model]] = frozenset({Organization, Project, Intervention, Site, Need})
"""What the register is made of."""

DEEDS: frozenset[type[Model]] = frozenset({Batch, ImportRun, ImportMapping})
"""What officers leave behind when they work; each is its doer's own."""

GOVERNED: frozenset[type[Model]] = RECORDS | PARTS.keys() | DEEDS | {OverlapDecision}
"""The tables whose rows officers may write at all."""

SENT: frozenset[type[Model]] = frozenset({ImportRun})
"""What partners may write as well: the workbooks they send, whose rows are proposed."""

REGISTERED: frozenset[type[Model]] = frozenset({Organization})
"""What somebody without an account may propose, as long as it is new."""

PROPOSED: frozenset[type[Model]] = RECORDS | PARTS.keys()
"""The tables whose rows people may propose to create, change or archive."""

PROPOSED_BY_PORTALS: frozenset[type[Model]] = PROPOSED - {models.OrganizationDocument}
"""The same for portals, which have no way to send a file."""

_PLACE: dict[type[Model], str] = {Site: "area_id", Need: "area_id", Organization: "home_area_id"}


def is_in_charge(viewer: Viewer, row: Model | type[Model]) -> bool:
    """Whether an officer may write the row, or rows of the table at all."""
    if isinstance(row, type):
        return True
    model = type(row)
    if model in PARTS:
        return all(is_in_charge(viewer, owner) for owner in _owners(row))
    if model in DEEDS:
        # What a command did is nobody's own.
        return model is ImportMapping or row.__data__.get("account") == viewer.account_id is not None
    if isinstance(row, OverlapDecision):
        return any(_touches(viewer, work_id) for work_id in (row.first_id, row.second_id))
    return _is_in_charge_of_stored(viewer, row) and _is_in_charge_of_given(viewer, row)


def _is_in_charge_of_stored(viewer: Viewer, row: Model) -> bool:
    row_id, model = row.__data__.get("id"), type(row)
    if not row_id:
        return True
    allowed = is_wholly_in(model, model, viewer.area_ids, viewer.account_id)
    query: Any = model.select().where(model._meta.primary_key == row_id)
    return bool(query.where(allowed).exists())


def _is_in_charge_of_given(viewer: Viewer, row: Any) -> bool:
    """The place that the row's own values name lies in the officer's areas."""
    column = _PLACE.get(type(row))
    if column is None:
        return True
    return bool(inside(viewer.area_ids).where(models.AreaClosure.descendant == getattr(row, column)).exists())


def _owners(row: Any) -> list[Model]:
    """The row that a part belongs to, and the one it belonged to as it is stored."""
    model, key = type(row), PARTS[type(row)]
    owners = [getattr(row, key)]
    stored = model.get_or_none(model.id == row.id) if row.__data__.get("id") else None
    return owners if stored is None else [*owners, getattr(stored, key)]


def _touches(viewer: Viewer, intervention_id: int) -> bool:
    sites = Site.select().where(Site.intervention == intervention_id, Site.area.in_(inside(viewer.area_ids)))
    return bool(sites.exists())


def is_own(viewer: Viewer, row: Model | type[Model], organization_ids: Ids) -> bool:
    """Whether a row belongs to some organisations; without any, whether the table is one to propose rows of.

    A new organisation belongs to nobody yet: whoever may propose at all may propose it.
    """
    if isinstance(row, type):
        return True
    model = type(row)
    if model in PARTS:
        return all(is_own(viewer, owner, organization_ids) for owner in _owners(row))
    if not organization_ids:
        return True
    if model not in BELONGS_TO:
        return False
    return _belongs_as_stored(row, organization_ids) and _belongs_as_given(row, organization_ids)


def _belongs_as_stored(row: Model, organization_ids: Ids) -> bool:
    row_id, model = row.__data__.get("id"), type(row)
    if not row_id:
        return True
    query: Any = model.select().where(model._meta.primary_key == row_id)
    return bool(query.where(BELONGS_TO[model](model, organization_ids)).exists())


def _belongs_as_given(row: Any, organization_ids: Ids) -> bool:
    if isinstance(row, Organization):
        return not row.__data__.get("id") or row.id in organization_ids
    if isinstance(row, Site):
        row = Intervention.get_or_none(Intervention.id == row.intervention_id)
        return row is not None and row.organization_id in organization_ids
    return row.organization_id in organization_ids


def areas_of(row: Model) -> set[int]:
    """The ids of the areas that a row names itself: where whoever is to look at it may be found."""
    place: Any = row
    if isinstance(row, (Intervention, Project)) or PARTS.get(type(row)) == "organization":
        place = Organization.get_or_none(Organization.id == place.organization_id)
    given = getattr(place, _PLACE.get(type(place), ""), None)
    return set() if given is None else {given}


def is_proposer(viewer: Viewer, proposal: Proposal | type[Proposal]) -> bool:
    """Whether a proposal is the viewer's own, to amend and to withdraw: theirs, or their organisation's."""
    if isinstance(proposal, type):
        return viewer.account_id is not None or viewer.portal is not None
    if viewer.proposal_id is not None:
        return proposal.id == viewer.proposal_id
    if viewer.portal is not None:
        return proposal.portal == viewer.portal.id
    is_ours = proposal.organization_id is not None and proposal.organization_id in viewer.organization_ids
    return is_ours or (viewer.account_id is not None and viewer.account_id == proposal.account_id)


def is_to_have_papers(viewer: Viewer, proposal: Proposal) -> bool:
    """Whether the viewer may have the files that a proposal holds: whoever made it, and those who decide on it.

    Whoever reads all proposals without deciding on any reads what they say; papers of organisations are not theirs.
    """
    return viewer.is_admin or is_proposer(viewer, proposal) or is_to_review(viewer, proposal)


def is_to_review(viewer: Viewer, proposal: Proposal | type[Proposal]) -> bool:
    """Whether an officer is one of those to look at a proposal: it changes something in their areas."""
    if not viewer.area_ids or isinstance(proposal, type):
        return bool(viewer.area_ids)
    places = ProposalArea.select().where(ProposalArea.proposal == proposal.id)
    return bool(places.where(ProposalArea.area.in_(inside(viewer.area_ids))).exists())
