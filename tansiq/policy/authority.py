"""Who is in charge of a row: an officer of the areas it lies in; whose own it is: a partner's.

A row is judged twice: as it is stored, and as it would be once saved, so that nothing is moved into or out of
somebody's areas, or from one organisation to another, without a right to both ends.
"""

from typing import Any

from peewee import ForeignKeyField, Model

from tansiq.models import (
    AreaClosure,
    Entry,
    Extension,
    ImportMapping,
    ImportRun,
    Organization,
    OverlapDecision,
    Proposal,
    ProposalArea,
    Report,
    Site,
    Survey,
    TwinDecision,
)
from tansiq.models.data_stamps import asked_once
from tansiq.models.record_type import Proposers, RecordType, find_type, key_of_part, part_of
from tansiq.policy import owned_entries, survey_rules
from tansiq.policy.belonging import area_ids_within, belongs_to, is_wholly_in
from tansiq.policy.entry_rule import is_for_officers, is_for_organizations
from tansiq.policy.operations import OPERATION_TABLES
from tansiq.policy.viewer import Ids, Viewer

OF_OWN_TYPES = (Entry, Report, Extension)
"""What is of a record type or form that a ministry made, and that says for whom it is."""


def is_governed(model: type[Model]) -> bool:
    """Whether officers may write rows of a table at all."""
    kind = _record_type_of(model)
    return model in OPERATION_TABLES or (kind is not None and kind.writers == "officers")


def is_proposed_by(sender: Proposers, model: type[Model]) -> bool:
    """Whether such senders may propose to create, change or archive rows of a table; parts go with their rows."""
    kind = _record_type_of(model)
    return kind is not None and kind.is_proposed_by(sender)


def owner_key(model: type[Model]) -> str:
    """The key to the row whose rights rows of a table follow: who may change that may change them. "" for others."""
    if found := part_of(model):
        return key_of_part(*found) if found[0].writers == "officers" else ""
    kind = find_type(model)
    return kind.parent if kind and kind.follows_parent else ""


def _record_type_of(model: type[Model]) -> RecordType | None:
    found = part_of(model)
    return found[0] if found else find_type(model)


def is_in_charge(viewer: Viewer, row: Model | type[Model]) -> bool:
    """Whether an officer may write the row, or rows of the table at all."""
    if isinstance(row, OF_OWN_TYPES) and not is_for_officers(row):
        return False
    if isinstance(row, type):
        return True
    if isinstance(row, Survey) and not survey_rules.is_for_officers(row):
        return False
    model = type(row)
    if key := _key_of_rights(row):
        owners = _owners(row, key)
        return bool(owners) and all(is_in_charge(viewer, owner) for owner in owners)
    if model in OPERATION_TABLES:
        # What a command did is nobody's own.
        return model is ImportMapping or row.__data__.get("account") == viewer.account_id is not None
    if isinstance(row, OverlapDecision):
        return any(_has_site_in_charge(viewer, work_id) for work_id in (row.first_id, row.second_id))
    if isinstance(row, TwinDecision):
        sides = Organization.select().where(Organization.id.in_([row.first_id, row.second_id]))
        return any(is_in_charge(viewer, side) for side in sides)
    return _is_in_charge_of_stored(viewer, row) and _is_in_charge_of_given(viewer, row)


def _is_in_charge_of_stored(viewer: Viewer, row: Model) -> bool:
    row_id, model = row.__data__.get("id"), type(row)
    if not row_id:
        return True

    def ask() -> bool:
        allowed = is_wholly_in(model, model, viewer.area_ids, viewer.account_id)
        query: Any = model.select().where(model._meta.primary_key == row_id)
        return bool(query.where(allowed).exists())

    return asked_once((_is_in_charge_of_stored, viewer, model, row_id), ask)


def _is_in_charge_of_given(viewer: Viewer, row: Any) -> bool:
    """The place to which the row's own values lead over keys lies in the officer's areas.

    An intervention lies where its sites do, each of which is judged by itself; a project without an organisation lies
    nowhere.
    """
    way = _way_to_area(row)
    if not way or ("." in way and row.__data__.get(way.partition(".")[0]) is None):
        return True
    area_id = _follow(row, way)
    return bool(area_ids_within(viewer.area_ids).where(AreaClosure.descendant == area_id).exists())


def _way_to_area(row: Model) -> str:
    """The path over keys from the row to its area, of several the one whose first key is filled; "" for none."""
    kind = find_type(type(row))
    ways = [way for way in kind.ways_to_area if _is_over_key(kind, way)] if kind else []
    filled = [way for way in ways if row.__data__.get(way.partition(".")[0]) is not None]
    return next(iter(filled or ways), "")


def _is_over_key(kind: RecordType, way: str) -> bool:
    return isinstance(kind.column(way.partition(".")[0]), ForeignKeyField)


def _key_of_rights(row: Model) -> str:
    """The key to the row whose rights this one follows; "" where it has rights of its own."""
    return owner_key(type(row)) or owned_entries.owner_key(row)


def _owners(row: Any, key: str) -> list[Model]:
    """The row that a part belongs to, and the one it belonged to as it is stored; none where it belongs to nothing."""
    model = type(row)
    stored = model.get_or_none(model.id == row.id) if row.__data__.get("id") else None
    rows = [row] if stored is None else [row, stored]
    # An owner that is proposed together with the row has no id yet.
    is_lacking = any(one.__data__.get(key) is None and key not in one.__rel__ for one in rows)
    return [] if is_lacking else [getattr(one, key) for one in rows]


def _has_site_in_charge(viewer: Viewer, intervention_id: int) -> bool:
    sites = Site.select().where(Site.intervention == intervention_id, Site.area.in_(area_ids_within(viewer.area_ids)))
    return bool(sites.exists())


def is_own(viewer: Viewer, row: Model | type[Model], organization_ids: Ids) -> bool:
    """Whether a row belongs to some organisations; without any, whether the table is one to propose rows of.

    A new organisation belongs to nobody yet: whoever may propose at all may propose it.
    """
    if (row is Entry or isinstance(row, Entry)) and not is_for_organizations(row):
        return False
    if isinstance(row, type):
        return True
    model = type(row)
    if key := _key_of_rights(row):
        owners = _owners(row, key)
        is_theirs = bool(owners) and all(is_own(viewer, owner, organization_ids) for owner in owners)
        return is_theirs or _is_told_by(row, organization_ids)
    if not organization_ids:
        return True
    kind = find_type(model)
    if kind is not None and kind.is_anybodys:
        return not row.__data__.get("id") or _is_new_on_trial(viewer, row)
    if kind is None or not kind.belongs_to:
        return False
    return _belongs_as_stored(row, organization_ids) and _belongs_as_given(row, organization_ids)


def _is_new_on_trial(viewer: Viewer, row: Model) -> bool:
    """Whether the row is proposed by the very deed that is tried: what belongs to it is proposed with it."""
    entries = viewer.trial.entries if viewer.trial is not None else []
    key = (row._meta.table_name, row.__data__["id"])
    return any(one["act"] == "CREATE" and (one["record_type"], one["record_id"]) == key for one in entries)


def _is_told_by(row: Any, organization_ids: Ids) -> bool:
    """Whether it is for one of some organisations to tell such a row, as it is stored and as it would be saved."""
    kind = find_type(type(row))
    if kind is None or not kind.told_by:
        return False
    stored = type(row).get_or_none(type(row).id == row.id) if row.__data__.get("id") else row
    return all(_follow(one, kind.told_by) in organization_ids for one in (stored, row))


def is_said_by_readers(viewer: Viewer, row: Model | type[Model]) -> bool:
    """Whether somebody who signed in may say something of a row that they read: a new one that fills no more than is
    left to readers, for themself or for an organisation of theirs; a portal for an organisation within its limits. Who
    reads all alone says nothing."""
    kind = find_type(row if isinstance(row, type) else type(row))
    if kind is None or not kind.readers_say or viewer.reads_all or not _is_speaker(viewer, kind):
        return False
    if not isinstance(row, kind.model):
        return True
    unsaid = kind.model().values()
    rest = {name for name, value in row.values().items() if value != unsaid.get(name)} - kind.readers_say
    is_new = not row.__data__.get("id") and row.__data__.get(kind.parent) is not None
    return is_new and not rest and _speaks_for(viewer, organization_of(row))


def _is_speaker(viewer: Viewer, kind: RecordType) -> bool:
    if viewer.portal is not None:
        return bool(kind.said_with) and kind.said_with in viewer.portal.scopes
    return viewer.account_id is not None


def _speaks_for(viewer: Viewer, organization_id: int | None) -> bool:
    """A portal is nobody: it speaks for an organisation or not at all. An empty limit of a portal means everything."""
    if viewer.portal is None:
        return organization_id in {None, *viewer.organization_ids}
    limits = viewer.portal.organization_ids
    return organization_id is not None and (not limits or organization_id in limits)


def _belongs_as_stored(row: Model, organization_ids: Ids) -> bool:
    row_id, model = row.__data__.get("id"), type(row)
    if not row_id:
        return True
    query: Any = model.select().where(model._meta.primary_key == row_id)
    return bool(query.where(belongs_to(model, model, organization_ids)).exists())


def _belongs_as_given(row: Any, organization_ids: Ids) -> bool:
    """A new organisation belongs to nobody yet."""
    if isinstance(row, Organization) and not row.__data__.get("id"):
        return True
    return organization_of(row) in organization_ids


def organization_of(row: Model) -> int | None:
    """The id of the organisation that answers for a row, as the row's own values say; None where none does."""
    if (owner := owned_entries.owner_of(row)) is not None:
        return organization_of(owner)
    kind = find_type(type(row))
    return _follow(row, kind.belongs_to) if kind and kind.belongs_to else None


def _follow(row: Any, path: str) -> int | None:
    """The id at the end of a path over keys."""
    name, _, rest = path.partition(".")
    found: int | None = row.__data__.get(name)
    if not rest or found is None:
        return found
    above = row._meta.fields[name].rel_model
    row_above = above.get_or_none(above.id == found)
    return None if row_above is None else _follow(row_above, rest)


def areas_of(row: Model) -> set[int]:
    """The ids of the areas that a row names itself, or of its organisation's seat: where its reviewers are found."""
    if (owner := owned_entries.owner_of(row)) is not None:
        return areas_of(owner)
    given = area_of(row)
    if given is None:
        seat = Organization.get_or_none(Organization.id == organization_of(row))
        given = None if seat is None else area_of(seat)
    return set() if given is None else {given}


def area_of(row: Model) -> int | None:
    """The id of the area to which the row's own values lead over keys alone; None where they lead to none."""
    way = _way_to_area(row)
    return _follow(row, way) if way else None


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


def is_to_have_workbook(viewer: Viewer, run: ImportRun) -> bool:
    """Whether the viewer may have a workbook as it was sent, and what stands in its cells: whoever sent it.

    It may hold columns of names and telephones that the register never reads.
    """
    return viewer.is_admin or (viewer.account_id is not None and run.account_id == viewer.account_id)


def is_to_review(viewer: Viewer, proposal: Proposal | type[Proposal]) -> bool:
    """Whether an officer is one of those to look at a proposal: it changes something in their areas."""
    if not viewer.area_ids or isinstance(proposal, type):
        return bool(viewer.area_ids)
    places = ProposalArea.select().where(ProposalArea.proposal == proposal.id)
    return bool(places.where(ProposalArea.area.in_(area_ids_within(viewer.area_ids))).exists())
