"""Who may see and change what: the whole policy, readable in one sitting.

    administrator   reads and changes everything
    auditor         reads everything but personal fields, the history included; changes nothing
    officer         reads what is published and all that lies in their areas; changes and approves what lies in them
    partner         reads what is published and all of their organisations' own; proposes for these
    portal          reads, of what is published and within its limits, what its scopes say; proposes if they say so
    anybody         reads what is published

Each table has one rule: a function of the table (or an alias of it) and the viewer that gives the SQL
condition under which a row is visible. `None` stands for "every row", `NOBODY` for "no row".
A table without a rule stops the program at its start (`check_every_table_has_a_rule`).
`tansiq.belonging` says where a row lies and whose it is; `may` and `is_in_charge` say who changes it.
"""

from collections.abc import Callable, Iterable
from functools import reduce
from operator import or_
from typing import Any, TypeVar

from peewee import SQL, Model, ModelSelect

from tansiq import models
from tansiq.authority import GOVERNED, PROPOSED, REGISTERED, is_in_charge, is_own, is_proposer, is_to_review
from tansiq.belonging import BELONGS_TO, CONCERNS, LIES_IN, inside
from tansiq.models import Intervention, Organization, OrganizationArea, Project, Site
from tansiq.viewer import REGISTRANT, Viewer

M = TypeVar("M", bound=Model)
Condition = Any
Rule = Callable[[Any, Viewer], Condition]

NOBODY = SQL("1 = 0")


def _standing(table: Any, viewer: Viewer) -> Condition:
    """Reference rows: everybody reads those that are not archived; administrators read all."""
    return None if viewer.reads_all else table.archived_at.is_null()


def _area(table: Any, viewer: Viewer) -> Condition:
    """As reference rows; a portal with a limit is told of its areas and of those they lie in."""
    limits = viewer.portal.area_ids if viewer.portal else ()
    return _standing(table, viewer) & CONCERNS[models.Area](table, limits) if limits else _standing(table, viewer)


def _open_to_all(table: Any, viewer: Viewer) -> Condition:
    return None


def _entered(model: type[Model]) -> Rule:
    """Entered rows: everybody reads the published ones that are not archived, officers and partners theirs too."""

    def rule(table: Any, viewer: Viewer) -> Condition:
        if viewer.reads_all:
            return None
        public = table.is_published & table.archived_at.is_null()
        if model is Site:
            # A site is as visible as its intervention, whose publication and archiving it copies.
            public = public & table.intervention_archived_at.is_null()
        if viewer.portal is not None:
            return _within_limits(model, table, viewer, public)
        return reduce(or_, _theirs(model, table, viewer), public)

    return rule


def _theirs(model: type[Model], table: Any, viewer: Viewer) -> list[Condition]:
    """The conditions under which officers and partners see a row that is not published as well."""
    found = []
    if viewer.area_ids and model in LIES_IN:
        found.append(LIES_IN[model](table, viewer.area_ids))
    if viewer.organization_ids and model in BELONGS_TO:
        found.append(BELONGS_TO[model](table, viewer.organization_ids))
    return found


def _within_limits(model: type[Model], table: Any, viewer: Viewer, public: Condition) -> Condition:
    portal = viewer.portal
    if portal is None or SCOPE_OF[model] not in portal.scopes:
        return NOBODY
    if portal.area_ids:
        public &= CONCERNS[model](table, portal.area_ids)
    if portal.organization_ids:
        # What belongs to no organisation, such as a need, is not of one either.
        public &= BELONGS_TO[model](table, portal.organization_ids) if model in BELONGS_TO else NOBODY
    return public


def _with(parent: type[Model], key: str) -> Rule:
    """A part is visible where the row it belongs to is."""

    def rule(table: Any, viewer: Viewer) -> Condition:
        allowed = condition(parent, viewer)
        if allowed is None or allowed is NOBODY:
            return allowed
        return getattr(table, key).in_(parent.select(parent.id).where(allowed))  # type: ignore[attr-defined]

    return rule


def _operating_area(table: Any, viewer: Viewer) -> Condition:
    """An operating area is visible with its organisation; a portal with a limit is told of its own areas alone."""
    allowed = _with(Organization, "organization")(table, viewer)
    limits = viewer.portal.area_ids if viewer.portal else ()
    return allowed if not limits or allowed is NOBODY else allowed & CONCERNS[OrganizationArea](table, limits)


def _readers_of_all(table: Any, viewer: Viewer) -> Condition:
    """What the program keeps for itself: administrators and auditors alone."""
    return None if viewer.reads_all else NOBODY


def _account(table: Any, viewer: Viewer) -> Condition:
    """Accounts: one's own, and all of them for administrators and auditors."""
    if viewer.reads_all:
        return None
    return NOBODY if viewer.account_id is None else table.id == viewer.account_id


def _done_by_themselves(table: Any, viewer: Viewer) -> Condition:
    """Deeds and what comes with an account: whoever did them or has it, and administrators and auditors."""
    if viewer.reads_all:
        return None
    return NOBODY if viewer.account_id is None else table.account == viewer.account_id


def _deeds(table: Any, viewer: Viewer) -> Condition:
    """What officers did over many rows: themselves, and administrators and auditors."""
    return _done_by_themselves(table, viewer) if viewer.reads_all or viewer.area_ids else NOBODY


def _history(table: Any, viewer: Viewer) -> Condition:
    """Officers and partners read what happened to rows that are theirs, and what they did themselves."""
    if viewer.reads_all:
        return None
    if viewer.account_id is None or not (viewer.area_ids or viewer.organization_ids):
        return NOBODY
    found = [table.account == viewer.account_id]
    for model in (Organization, Project, Intervention, Site, models.Need):
        if theirs := _theirs(model, model, viewer):
            rows = model.select(model.id).where(reduce(or_, theirs))
            found.append((table.record_type == model._meta.table_name) & table.record_id.in_(rows))
    return reduce(or_, found)


def _officers(table: Any, viewer: Viewer) -> Condition:
    """What officers tell each other: administrators, auditors and officers of any area."""
    return None if viewer.reads_all or viewer.area_ids else NOBODY


def _own(table: Any, viewer: Viewer) -> Condition:
    """What an account keeps for itself: nobody else sees it, administrators included."""
    return NOBODY if viewer.account_id is None else table.account == viewer.account_id


def _proposal(table: Any, viewer: Viewer) -> Condition:
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


def _in_own_batch(table: Any, viewer: Viewer) -> Condition:
    return _with(models.Batch, "batch")(table, viewer)


RULES: dict[type[Model], Rule] = {
    models.Area: _area,
    models.AreaClosure: _open_to_all,
    models.AreaBoundary: _open_to_all,
    models.Sector: _standing,
    models.ActivityType: _standing,
    models.PopulationGroup: _standing,
    models.Organization: _entered(Organization),
    models.OrganizationArea: _operating_area,
    models.OrganizationSector: _with(Organization, "organization"),
    models.Project: _entered(Project),
    models.ProjectDonor: _with(Project, "project"),
    models.Intervention: _entered(Intervention),
    models.Partnership: _with(Intervention, "intervention"),
    models.Site: _entered(Site),
    models.Need: _entered(models.Need),
    models.Account: _account,
    models.Role: _readers_of_all,
    models.AccountRole: _done_by_themselves,
    models.AccountArea: _done_by_themselves,
    models.AccountOrganization: _done_by_themselves,
    models.HistoryEntry: _history,
    models.DataVersion: _readers_of_all,
    models.OverlapDecision: _officers,
    models.ImportedRow: _with(Site, "site"),
    models.Batch: _deeds,
    models.BatchEntry: _in_own_batch,
    models.Visit: _own,
    models.ChosenColumns: _own,
    models.SavedView: _own,
    models.ImportRun: _deeds,
    models.ImportMapping: _officers,
    models.Proposal: _proposal,
    models.ProposalArea: _with(models.Proposal, "proposal"),
    models.ProposalEvent: _with(models.Proposal, "proposal"),
    models.Registration: _with(models.Proposal, "proposal"),
    models.PortalClient: _readers_of_all,
    models.PortalArea: _readers_of_all,
    models.PortalOrganization: _readers_of_all,
    models.PortalToken: _readers_of_all,
    models.SignInFailure: _readers_of_all,
    models.AccountSession: _done_by_themselves,
}

SCOPE_OF: dict[type[Model], str] = {
    models.Organization: "registry:read",
    models.Project: "registry:read",
    models.Intervention: "registry:read",
    models.Site: "registry:read",
    models.Need: "plans:read",
}
"""The scope that a portal needs to read rows of a table; parts follow the row they belong to."""

APPEND_ONLY: frozenset[type[Model]] = frozenset(
    {models.HistoryEntry, models.DataVersion, models.BatchEntry, models.ProposalEvent}
)


def may_ask(viewer: Viewer, scope: str) -> bool:
    """Whether `viewer` may ask what needs `scope`, a code of SCOPES; scopes bind portals alone."""
    return viewer.portal is None or scope in viewer.portal.scopes


OWN: frozenset[type[Model]] = frozenset({models.Visit, models.ChosenColumns, models.SavedView})
"""What an account keeps for itself: read and written by its owner alone."""

PERSONAL: dict[type[Model], frozenset[str]] = {
    models.Account: frozenset({"email", "name"}),
    models.PortalClient: frozenset({"contact"}),
    models.Registration: frozenset({"email", "name"}),
}
"""Fields that are personal data, by table."""

OWN_FIELDS: dict[type[Model], frozenset[str]] = {
    models.Account: frozenset(
        {"language", "password", "password_set_at", "fs_uniquifier", "confirmed_at", "last_sign_in_at"}
    ),
}
"""Fields of an account that the person it is about may change too; all else about it is for administrators."""

SECRET: dict[type[Model], frozenset[str]] = {
    models.Account: frozenset({"password", "fs_uniquifier"}),
    models.PortalToken: frozenset({"digest"}),
    models.Registration: frozenset({"digest"}),
    models.SignInFailure: frozenset({"key"}),
    models.AccountSession: frozenset({"key"}),
}
"""Fields that are shown to nobody."""


def condition(model: type[Model], viewer: Viewer, table: Any = None) -> Condition:
    """The condition under which rows of `model` (read as `table`, an alias, if given) are visible.

    None means every row. Raises KeyError for a table without a rule.
    """
    return RULES[model](model if table is None else table, viewer)


def visible(model: type[M], viewer: Viewer) -> "ModelSelect[M]":
    """All rows of `model` that `viewer` may see; the one way to read rows on somebody's behalf."""
    allowed = condition(model, viewer)
    query = model.select()
    return query if allowed is None else query.where(allowed)


def may(viewer: Viewer, act: str, row: Model | type[Model]) -> bool:
    """Whether `viewer` may do `act` to `row`, or to rows of a table at all.

    `act` is a code of ACTS, APPROVE (accept what others propose) or PROPOSE (ask for it to be done).
    """
    model = row if isinstance(row, type) else type(row)
    if act == "READ":
        return _may_read(viewer, row)
    if model in OWN:
        return viewer.account_id is not None and (row is model or row.account_id == viewer.account_id)  # type: ignore[union-attr]
    if model in APPEND_ONLY:
        return False
    if act == "PROPOSE":
        return _may_propose(viewer, row)
    if isinstance(row, models.Proposal) or model is models.Proposal:
        return _may_to_proposal(viewer, act, row)
    return viewer.is_admin or (bool(viewer.area_ids) and model in GOVERNED and is_in_charge(viewer, row))


def _may_to_proposal(viewer: Viewer, act: str, row: Any) -> bool:
    """Whoever made it amends and withdraws it; administrators and the officers of its areas decide on it."""
    if act == "CHANGE":
        return is_proposer(viewer, row)
    return act == "APPROVE" and (viewer.is_admin or is_to_review(viewer, row))


def may_change_own(viewer: Viewer, row: Model, names: Iterable[str]) -> bool:
    """Whether `row` is about the viewer themself, and the fields `names` are left to them."""
    is_own = isinstance(row, models.Account) and viewer.account_id is not None and row.id == viewer.account_id
    return is_own and set(names) <= OWN_FIELDS[models.Account]


def _may_propose(viewer: Viewer, row: Model | type[Model]) -> bool:
    """Officers may propose what lies outside of their areas; partners and portals what is their organisations'."""
    model = row if isinstance(row, type) else type(row)
    if model not in PROPOSED:
        return False
    if viewer.roles == REGISTRANT:
        return model in REGISTERED and (isinstance(row, type) or not row.__data__.get("id"))
    if viewer.portal is not None:
        return "proposals:write" in viewer.portal.scopes and is_own(viewer, row, viewer.portal.organization_ids)
    if viewer.is_admin or viewer.area_ids:
        return True
    return bool(viewer.organization_ids) and is_own(viewer, row, viewer.organization_ids)


def _may_read(viewer: Viewer, row: Model | type[Model]) -> bool:
    if isinstance(row, type):
        return condition(row, viewer) is not NOBODY
    return visible(type(row), viewer).where(type(row)._meta.primary_key == row.__data__["id"]).exists()


def shows(viewer: Viewer, field: str, row: Model | type[Model]) -> bool:
    """Whether `viewer` may see the value of `field` on a row that is visible to them."""
    model = row if isinstance(row, type) else type(row)
    if field in SECRET.get(model, ()):
        return False
    return field not in PERSONAL.get(model, ()) or _knows(viewer, row)


def _knows(viewer: Viewer, row: Model | type[Model]) -> bool:
    """Personal data are for administrators, for the person they are about, and for whoever reviews what they sent."""
    if viewer.is_admin:
        return True
    if isinstance(row, models.Registration):
        return is_to_review(viewer, row.proposal)
    is_oneself = isinstance(row, models.Account) and row.id == viewer.account_id
    return is_oneself and viewer.account_id is not None


def check_every_table_has_a_rule(tables: Iterable[type[Model]] = models.ALL) -> None:
    """Raise LookupError naming the tables that have no rule of visibility."""
    missing = [table.__name__ for table in tables if table not in RULES]
    if missing:
        raise LookupError(f"No rule of visibility for: {', '.join(missing)}")
