"""The conditions under which rows are seen, one for each kind of table; `visibility` says which table has which.

A rule is a function of the table (or an alias of it) and the viewer. `None` stands for "every row", `NOBODY` for "no
row". `tansiq.policy.belonging` says where a row lies and whose it is.
"""

from collections.abc import Callable
from functools import cache, reduce
from operator import and_, or_
from typing import Any

from peewee import Model

from tansiq import models
from tansiq.models import Organization, Site
from tansiq.models.record_type import Part, RecordType, RuleName, key_of_part, type_of
from tansiq.policy.belonging import NOBODY, area_ids_within, belongs_to, concerns, lies_in
from tansiq.policy.case_rules import case, is_looked_up, looked_up
from tansiq.policy.consultation_rules import comment, invitation, invited
from tansiq.policy.deed_rules import account, among_officers, batches, done_by_themselves, readers_of_all, shared
from tansiq.policy.entry_rule import entry as entry_of_people
from tansiq.policy.entry_rule import known_field, known_type
from tansiq.policy.entry_rule import public as public_entry
from tansiq.policy.form_rules import assigned, reported
from tansiq.policy.meeting_rules import attendee, carried_out_by, invited_to_meeting
from tansiq.policy.owned_entries import owned_conditions
from tansiq.policy.partnership_rules import answered, called_for
from tansiq.policy.proposal_rules import proposal
from tansiq.policy.round_rules import asked_report, asked_round
from tansiq.policy.survey_rules import feedback, survey
from tansiq.policy.viewer import NO_IDS, Ids, Viewer

Condition = Any
Rule = Callable[[Any, Viewer], Condition]


def reference(table: Any, viewer: Viewer) -> Condition:
    """Reference rows: everybody reads those that are not archived; administrators read all."""
    return None if viewer.reads_all else table.archived_at.is_null()


def area(table: Any, viewer: Viewer) -> Condition:
    """As reference rows; a portal with a limit is told of its areas and of those they lie in."""
    limits = viewer.portal.area_ids if viewer.portal else NO_IDS
    return reference(table, viewer) & concerns(models.Area, table, limits) if limits else reference(table, viewer)


def open_to_all(table: Any, viewer: Viewer) -> Condition:
    return None


def published(model: type[Model]) -> Rule:
    """Entered rows: everybody reads the published ones that are not archived, officers and partners theirs too."""

    def rule(table: Any, viewer: Viewer) -> Condition:
        if viewer.reads_all:
            return None
        public = table.is_published & table.archived_at.is_null()
        if model is Site:
            # A site is as visible as its intervention, whose publication and archiving it copies.
            public = public & table.intervention_archived_at.is_null()
        if viewer.portal is not None:
            return within_limits(model, table, viewer, public)
        shown = own_conditions(model, table, viewer)
        guests = GUESTS[model](table, viewer) if model in GUESTS else None
        return reduce(or_, shown if guests is None else [*shown, guests], public)

    return rule


GUESTS: dict[type[Model], Rule] = {models.Plan: invited, models.Meeting: invited_to_meeting}
"""By table: the condition under which those who are invited read what is not published."""


def signed_in(model: type[Model]) -> Rule:
    """As published rows, but that everybody who signed in reads those that are not published as well."""
    rule_of_public = published(model)

    def rule(table: Any, viewer: Viewer) -> Condition:
        allowed = rule_of_public(table, viewer)
        is_told_all = viewer.account_id is not None and viewer.portal is None and allowed is not None
        return allowed | table.archived_at.is_null() if is_told_all else allowed

    return rule


def own_conditions(model: type[Model], table: Any, viewer: Viewer) -> list[Condition]:
    """The conditions under which officers and partners see a row that is not published as well."""
    there = lies_in(model, table, viewer.area_ids) if viewer.area_ids else None
    own = belongs_to(model, table, viewer.organization_ids) if viewer.organization_ids else None
    return [condition for condition in (there, own) if condition is not None]


def within_limits(model: type[Model], table: Any, viewer: Viewer, public: Condition) -> Condition:
    """What a portal is told of the published rows: with the scope of their kind, and within its limits alone.

    What lies nowhere, or belongs to no organisation as a need does, is within no such limit.
    """
    portal, kind = viewer.portal, type_of(model)
    if portal is None or kind.scope not in portal.scopes:
        return NOBODY
    limits = []
    if portal.area_ids:
        limits.append(concerns(model, table, portal.area_ids))
    if portal.organization_ids and not kind.is_common:
        limits.append(belongs_to(model, table, portal.organization_ids))
    return reduce(and_, [NOBODY if limit is None else limit for limit in limits], public)


def part_of(parent: type[Model], key: str, rule_of_parent: Rule) -> Rule:
    """A part is visible where the row it belongs to is."""

    def rule(table: Any, viewer: Viewer) -> Condition:
        if is_looked_up(parent, viewer):
            return looked_up(parent, getattr(table, key), lambda above: rule_of_parent(above, viewer))
        allowed = rule_of_parent(parent, viewer)
        if allowed is None or allowed is NOBODY:
            return allowed
        return getattr(table, key).in_(parent.select(parent.id).where(allowed))  # type: ignore[attr-defined]

    return rule


def goes_with(kind: RecordType, parent: type[Model]) -> Rule:
    """A record is visible with the row from whose page it is entered; an archived one to those whose that row is."""
    shown = part_of(parent, kind.parent, rule_of(type_of(parent)))

    def rule(table: Any, viewer: Viewer) -> Condition:
        allowed = shown(table, viewer)
        if viewer.reads_all or allowed is NOBODY:
            return allowed
        standing = table.archived_at.is_null() if allowed is None else allowed & table.archived_at.is_null()
        own = own_conditions(parent, parent, viewer)
        key = getattr(table, kind.parent)
        ids = parent.select(parent.id).where(reduce(or_, own)) if own else None  # type: ignore[attr-defined]
        return standing if ids is None else standing | key.in_(ids)

    return rule


def licence(table: Any, viewer: Viewer) -> Condition:
    """A licence is visible with its organisation; an archived one to those whose the organisation is."""
    allowed = of_organization(table, viewer)
    if viewer.reads_all or allowed is NOBODY:
        return allowed
    standing = allowed & table.archived_at.is_null()
    own = own_organizations(viewer)
    return standing if own is None else standing | table.organization.in_(own)


def commitment(table: Any, viewer: Viewer) -> Condition:
    """A commitment is visible with the item or the demand that it is to; all of it to those whose it is."""
    if viewer.reads_all:
        return None
    kind = type_of(models.Commitment)
    if viewer.portal is not None and kind.scope not in viewer.portal.scopes:
        return NOBODY
    seen = [
        getattr(table, key).in_(model.select(model.id).where(rule_of(type_of(model))(model, viewer)))
        for key, model in (("item", models.PlanItem), ("demand", models.Demand))
    ]
    standing = table.archived_at.is_null() & reduce(or_, seen)
    if viewer.portal is not None and viewer.portal.organization_ids:
        standing &= _of_organizations(table, viewer.portal.organization_ids)
    return reduce(or_, own_conditions(kind.model, table, viewer), standing)


def meeting_decision(table: Any, viewer: Viewer) -> Condition:
    """A decision is visible with its meeting, and to those who carry it out."""
    allowed = goes_with(type_of(models.MeetingDecision), models.Meeting)(table, viewer)
    own = None if allowed is None else carried_out_by(table, viewer)
    if own is None:
        return allowed
    return own if allowed is NOBODY else allowed | own


def _of_organizations(table: Any, limits: Ids) -> Condition:
    """A portal for some organisations is told of their commitments alone, and of those to their own plans; it reads
    the plans of others in order to commit to them."""
    own = models.Plan.select(models.Plan.id).where(belongs_to(models.Plan, models.Plan, limits))
    items = models.PlanItem.select(models.PlanItem.id).where(models.PlanItem.plan.in_(own))
    return table.organization.in_(sorted(limits)) | table.item.in_(items)


KEPT_TO_FEW: frozenset[RuleName] = frozenset({"contact", "evidence", "papers"})
"""The rules of rows that not even readers of all rows see: the history and proposals tell them nothing of these."""


def papers(table: Any, viewer: Viewer) -> Condition:
    """Papers of organisations: administrators, officers of their seat, and who speaks for them."""
    if viewer.is_admin:
        return None
    own = own_organizations(viewer)
    return NOBODY if own is None else table.organization.in_(own)


def evidence(table: Any, viewer: Viewer) -> Condition:
    """What stands behind a demand, which may name private persons: administrators, and officers of its area."""
    if viewer.is_admin:
        return None
    own = own_conditions(models.Demand, models.Demand, viewer)
    ids = models.Demand.select(models.Demand.id).where(reduce(or_, own)) if own else None
    return NOBODY if ids is None else table.demand.in_(ids)


def contact(table: Any, viewer: Viewer) -> Condition:
    """Contacts: as other papers; those meant for the public are told to everybody who signed in."""
    own = papers(table, viewer)
    if own is None or viewer.account_id is None:
        return own
    shown = table.is_public & table.archived_at.is_null()
    allowed = organization(Organization, viewer)
    if allowed is not None:
        shown &= table.organization.in_(Organization.select(Organization.id).where(allowed))
    return shown if own is NOBODY else own | shown


def own_organizations(viewer: Viewer) -> Any:
    """The ids of the organisations that are the viewer's, as a query; None for whoever has none."""
    found = own_conditions(Organization, Organization, viewer)
    return Organization.select(Organization.id).where(reduce(or_, found)) if found else None


def operating_area(table: Any, viewer: Viewer) -> Condition:
    """An operating area is visible with its organisation; a portal with a limit is told of its own areas alone."""
    allowed = of_organization(table, viewer)
    limits = viewer.portal.area_ids if viewer.portal else NO_IDS
    return allowed if not limits or allowed is NOBODY else allowed & table.area.in_(area_ids_within(limits))


def entry(table: Any, viewer: Viewer) -> Condition:
    """Entries of own record types, by the policy that each type chose; a portal reads public ones within its limits.
    Rows of other records are read by those who read these."""
    alone = _entry_alone(table, viewer)
    if alone is None or alone is NOBODY:
        return alone

    def seen(model: type[Model], above: Any) -> Condition:
        return rule_of(type_of(model))(above, viewer)

    return reduce(or_, owned_conditions(table, viewer, seen, lambda above: _entry_alone(above, viewer)), alone)


def _entry_alone(table: Any, viewer: Viewer) -> Condition:
    if viewer.portal is not None:
        return within_limits(models.Entry, table, viewer, public_entry(table))
    return entry_of_people(table, viewer)


def decisions(table: Any, viewer: Viewer) -> Condition:
    """Decisions on overlaps: as what officers tell each other; partners read those on work of their own organisations,
    where they see the other side too."""
    told = among_officers(table, viewer)
    if told is not NOBODY or not viewer.organization_ids:
        return told
    work = models.Intervention
    own = work.select(work.id).where(belongs_to(work, work, viewer.organization_ids))
    seen = work.select(work.id).where(rule_of(type_of(work))(work, viewer))
    stands = table.archived_at.is_null() & table.first.in_(seen) & table.second.in_(seen)
    return stands & (table.first.in_(own) | table.second.in_(own))


organization = published(Organization)

of_organization = part_of(Organization, "organization", organization)
of_site = part_of(Site, "site", published(Site))
of_plan = part_of(models.Plan, "plan", published(models.Plan))
of_case = part_of(models.OverlapCase, "case", case)
of_batch = part_of(models.Batch, "batch", batches)
of_report = part_of(models.Report, "report", reported(signed_in(models.Unit)))
of_round_report = part_of(models.RoundReport, "report", asked_report)
of_proposal = part_of(models.Proposal, "proposal", proposal)
of_survey = part_of(models.Survey, "survey", survey)
of_feedback = part_of(models.Feedback, "feedback", feedback)

_NAMED: dict[RuleName, Rule] = {
    "account": account, "administrators": readers_of_all, "area": area,
    "attendee": attendee,
    "case": case, "comment": comment, "commitment": commitment,
    "contact": contact,
    "decisions": decisions,
    "entry": entry,
    "evidence": evidence,
    "field": known_field,
    "invitation": invitation,
    "licence": licence,
    "meeting_decision": meeting_decision,
    "officers": among_officers, "operating_area": operating_area, "own": done_by_themselves, "papers": papers,
    "record_type": known_type, "reference": reference, "round": asked_round, "round_report": asked_report,
    "shared": shared, "survey": survey,
}  # fmt: skip
"""What the names of rules mean; those of units, and "published" and "with_its_row", are made from others."""


@cache
def rule_of(kind: RecordType) -> Rule:
    """The rule of a kind of record."""
    if kind.rule in ("published", "meeting"):
        return published(kind.model)
    if kind.rule == "signed_in":
        return signed_in(kind.model)
    if kind.rule == "assignment":
        return assigned(rule_of(type_of(models.Unit)))
    if kind.rule == "call":
        return called_for(rule_of(type_of(models.PlanItem)))
    if kind.rule == "call_answer":
        return answered(kind.model)
    if kind.rule == "report":
        return reported(rule_of(type_of(models.Unit)))
    if kind.rule == "with_its_row" and kind.parent_model is not None:
        return goes_with(kind, kind.parent_model)
    return _NAMED[kind.rule]


@cache
def rule_of_part(kind: RecordType, part: Part) -> Rule:
    """The rule of a table of plain rows that belong to records."""
    if part.rule == "with_its_row":
        return part_of(kind.model, key_of_part(kind, part), rule_of(kind))
    return _NAMED[part.rule]
