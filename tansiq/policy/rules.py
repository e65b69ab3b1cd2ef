"""The conditions under which rows are seen, one for each kind of table; `visibility` says which table has which.

A rule is a function of the table (or an alias of it) and the viewer. `None` stands for "every row", `NOBODY` for "no
row". `tansiq.policy.belonging` says where a row lies and whose it is.
"""

from collections.abc import Callable
from functools import reduce
from operator import or_
from typing import Any

from peewee import SQL, Model

from tansiq import models
from tansiq.models import Intervention, Organization, OrganizationArea, Project, Site
from tansiq.policy.belonging import BELONGS_TO, CONCERNS, LIES_IN, inside
from tansiq.policy.viewer import Viewer

Condition = Any
Rule = Callable[[Any, Viewer], Condition]

NOBODY = SQL("1 = 0")

SCOPE_OF: dict[type[Model], str] = {
    models.Organization: "registry:read",
    models.Project: "registry:read",
    models.Intervention: "registry:read",
    models.Site: "registry:read",
    models.Need: "plans:read",
}
"""The scope that a portal needs to read rows of a table; parts follow the row they belong to."""


def standing(table: Any, viewer: Viewer) -> Condition:
    """Reference rows: everybody reads those that are not archived; administrators read all."""
    return None if viewer.reads_all else table.archived_at.is_null()


def area(table: Any, viewer: Viewer) -> Condition:
    """As reference rows; a portal with a limit is told of its areas and of those they lie in."""
    limits = viewer.portal.area_ids if viewer.portal else ()
    return standing(table, viewer) & CONCERNS[models.Area](table, limits) if limits else standing(table, viewer)


def open_to_all(table: Any, viewer: Viewer) -> Condition:
    return None


def entered(model: type[Model]) -> Rule:
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
        return reduce(or_, theirs(model, table, viewer), public)

    return rule


def theirs(model: type[Model], table: Any, viewer: Viewer) -> list[Condition]:
    """The conditions under which officers and partners see a row that is not published as well."""
    found = []
    if viewer.area_ids and model in LIES_IN:
        found.append(LIES_IN[model](table, viewer.area_ids))
    if viewer.organization_ids and model in BELONGS_TO:
        found.append(BELONGS_TO[model](table, viewer.organization_ids))
    return found


def within_limits(model: type[Model], table: Any, viewer: Viewer, public: Condition) -> Condition:
    portal = viewer.portal
    if portal is None or SCOPE_OF[model] not in portal.scopes:
        return NOBODY
    if portal.area_ids:
        public &= CONCERNS[model](table, portal.area_ids)
    if portal.organization_ids:
        # What belongs to no organisation, such as a need, is not of one either.
        public &= BELONGS_TO[model](table, portal.organization_ids) if model in BELONGS_TO else NOBODY
    return public


def part_of(parent: type[Model], key: str, rule_of_parent: Rule) -> Rule:
    """A part is visible where the row it belongs to is."""

    def rule(table: Any, viewer: Viewer) -> Condition:
        allowed = rule_of_parent(parent, viewer)
        if allowed is None or allowed is NOBODY:
            return allowed
        return getattr(table, key).in_(parent.select(parent.id).where(allowed))  # type: ignore[attr-defined]

    return rule


def licence(table: Any, viewer: Viewer) -> Condition:
    """A licence is visible with its organisation; an archived one to those whose the organisation is."""
    allowed = of_organization(table, viewer)
    if viewer.reads_all or allowed is NOBODY:
        return allowed
    standing = allowed & table.archived_at.is_null()
    own = own_organizations(viewer)
    return standing if own is None else standing | table.organization.in_(own)


def papers(table: Any, viewer: Viewer) -> Condition:
    """Papers of organisations: administrators, officers of their seat, and who speaks for them."""
    if viewer.is_admin:
        return None
    own = own_organizations(viewer)
    return NOBODY if own is None else table.organization.in_(own)


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
    found = theirs(Organization, Organization, viewer)
    return Organization.select(Organization.id).where(reduce(or_, found)) if found else None


def operating_area(table: Any, viewer: Viewer) -> Condition:
    """An operating area is visible with its organisation; a portal with a limit is told of its own areas alone."""
    allowed = of_organization(table, viewer)
    limits = viewer.portal.area_ids if viewer.portal else ()
    return allowed if not limits or allowed is NOBODY else allowed & CONCERNS[OrganizationArea](table, limits)


def readers_of_all(table: Any, viewer: Viewer) -> Condition:
    """What the program keeps for itself: administrators and auditors alone."""
    return None if viewer.reads_all else NOBODY


def account(table: Any, viewer: Viewer) -> Condition:
    """Accounts: one's own, and all of them for administrators and auditors."""
    if viewer.reads_all:
        return None
    return NOBODY if viewer.account_id is None else table.id == viewer.account_id


def done_by_themselves(table: Any, viewer: Viewer) -> Condition:
    """Deeds and what comes with an account: whoever did them or has it, and administrators and auditors."""
    if viewer.reads_all:
        return None
    return NOBODY if viewer.account_id is None else table.account == viewer.account_id


def deeds(table: Any, viewer: Viewer) -> Condition:
    """What officers did over many rows: themselves, and administrators and auditors."""
    return done_by_themselves(table, viewer) if viewer.reads_all or viewer.area_ids else NOBODY


def sent(table: Any, viewer: Viewer) -> Condition:
    """Workbooks on their way: whoever sent them, as officer or as partner, and administrators and auditors."""
    return done_by_themselves(table, viewer) if viewer.organization_ids else deeds(table, viewer)


def history(table: Any, viewer: Viewer) -> Condition:
    """Officers and partners read what happened to rows that are theirs, and what they did themselves."""
    if viewer.reads_all:
        return None
    if viewer.account_id is None or not (viewer.area_ids or viewer.organization_ids):
        return NOBODY
    found = [table.account == viewer.account_id]
    for model in (Organization, Project, Intervention, Site, models.Need):
        if own := theirs(model, model, viewer):
            rows = model.select(model.id).where(reduce(or_, own))
            found.append((table.record_type == model._meta.table_name) & table.record_id.in_(rows))
    for paper in (models.Licence, models.OrganizationContact, models.OrganizationDocument):
        papers_of = paper.select(paper.id).where(paper.organization.in_(own_organizations(viewer)))
        found.append((table.record_type == paper._meta.table_name) & table.record_id.in_(papers_of))
    return reduce(or_, found)


def officers(table: Any, viewer: Viewer) -> Condition:
    """What officers tell each other: administrators, auditors and officers of any area."""
    return None if viewer.reads_all or viewer.area_ids else NOBODY


def kept_by_account(table: Any, viewer: Viewer) -> Condition:
    """What an account keeps for itself: nobody else sees it, administrators included."""
    return NOBODY if viewer.account_id is None else table.account == viewer.account_id


def proposal(table: Any, viewer: Viewer) -> Condition:
    """Proposals: whoever made them, their organisation, and the officers of the areas they change something in."""
    if viewer.reads_all:
        return None
    if viewer.portal is not None:
        return table.portal == viewer.portal.id
    if viewer.proposal_id is not None:
        return table.id == viewer.proposal_id
    if viewer.account_id is None:
        return NOBODY
    found = [table.account == viewer.account_id]
    if viewer.organization_ids:
        found.append(table.organization.in_(sorted(viewer.organization_ids)))
    if viewer.area_ids:
        places = models.ProposalArea.select(models.ProposalArea.proposal)
        found.append(table.id.in_(places.where(models.ProposalArea.area.in_(inside(viewer.area_ids)))))
    return reduce(or_, found)


organization = entered(Organization)
project = entered(Project)
intervention = entered(Intervention)
site = entered(Site)
need = entered(models.Need)

of_organization = part_of(Organization, "organization", organization)
of_project = part_of(Project, "project", project)
of_intervention = part_of(Intervention, "intervention", intervention)
of_site = part_of(Site, "site", site)
of_batch = part_of(models.Batch, "batch", deeds)
of_proposal = part_of(models.Proposal, "proposal", proposal)
