"""Writing a plan: areas, organisations, projects, interventions, sites, in one transaction of the caller's."""

from collections.abc import Iterable, Iterator
from typing import Any

from peewee import chunked

from tansiq.exchange.lookup.organization_index import OrganizationEntry
from tansiq.exchange.lookup.place_index import AreaEntry, ancestors
from tansiq.exchange.lookup.project_index import ProjectEntry
from tansiq.exchange.planning.plan import InterventionDraft, Plan, SiteDraft
from tansiq.exchange.planning.row_digests import entered_digests, source_id
from tansiq.exchange.reused_rows import enter_or_reuse
from tansiq.exchange.stored_rows import (
    SiteNumbers,
    change_sites,
    copies_of,
    remember,
    replace_partners,
    respell,
    revise,
)
from tansiq.models import (
    Area,
    AreaClosure,
    Commitment,
    ImportedRow,
    Intervention,
    Organization,
    Partnership,
    Project,
    Site,
    data_stamps,
)
from tansiq.platform import clock
from tansiq.platform.database import hold, one_at_a_time
from tansiq.platform.progress import Progress
from tansiq.policy.viewer import Viewer
from tansiq.records import area_tree, bulk, denormalised
from tansiq.records.bulk_parts import replace_parts
from tansiq.records.prepared import do

_FILE_NAME = 255
_AT_ONCE = 2_000


_NUMBER = 5
"""What imports call themselves where PostgreSQL lets one in at a time."""
TABLES = (Area, Organization, Intervention, Partnership, Site, ImportedRow, Commitment)
"""What an import fills."""


def lock_imports() -> None:
    """Make other imports wait until the transaction of the caller is over; the first statement of an import's."""
    one_at_a_time(_NUMBER)


def write_plan(viewer: Viewer, plan: Plan, progress: Progress) -> None:
    """Write all that `plan` holds as `viewer`, or prepare it to be written (tansiq.records.prepared). Raises Refused;
    the caller's transaction then takes all back."""
    stored = [intervention.stored.id for intervention in plan.interventions if intervention.stored is not None]
    sites = [draft.site.id for intervention in plan.interventions for draft in intervention.sites if draft.site]
    respell(viewer, plan.respelled)
    do(lambda: hold(Intervention, stored))
    do(lambda: hold(Site, sites))
    enter_areas(viewer, plan.areas)
    _enter_organizations(viewer, plan.organizations)
    _enter_projects(viewer, plan.projects)
    _enter_new_interventions(
        viewer, [intervention for intervention in plan.interventions if intervention.stored is None]
    )
    progress("interventions", len(plan.interventions))
    revise(viewer, plan.interventions)
    numbers = SiteNumbers()
    _enter_sites(viewer, plan, numbers)
    progress("sites", plan.tally.new)
    change_sites(viewer, plan.interventions, numbers)
    _enter_commitments(viewer, plan.interventions)
    changed = [(draft, draft.site) for draft in plan.refreshed if draft.site is not None]
    remember({site.id: {**_imported(plan, draft, site), **entered_digests(draft)} for draft, site in changed})
    do(lambda: data_stamps.bump([data_stamps.table_name(ImportedRow)]))


def enter_areas(viewer: Viewer, places: list[AreaEntry]) -> None:
    """Enter new areas, parents before children, with their ancestors and closure, and give the places their ids."""
    for level in range(5):
        _enter_level(viewer, [place for place in places if place.level == level])


def _enter_level(viewer: Viewer, places: list[AreaEntry]) -> None:
    rows = [
        Area(level=place.level, pcode=place.pcode, parent=place.parent.id if place.parent else None,
             name_ar=place.name_ar, name_en=place.name_en)
        for place in places
    ]  # fmt: skip
    reused = {row.id for row in enter_or_reuse(viewer, rows, "pcode")}
    for place, row in zip(places, rows, strict=True):
        place.id = row.id
    fresh = [(place, row) for place, row in zip(places, rows, strict=True) if row.id not in reused]
    for place, row in fresh:
        found = ancestors(place)
        do(Area.update(**found).where(Area.id == row.id).execute)
        for name, area_id in found.items():
            setattr(row, name, area_id)
    bulk.insert(AreaClosure, area_tree.closure_rows([row for _, row in fresh]))


def _enter_organizations(viewer: Viewer, organizations: list[OrganizationEntry]) -> None:
    rows = [
        Organization(
            name_ar=organization.name_ar,
            name_en=organization.name_en,
            acronym=organization.acronym,
            kind=organization.kind,
            registration_number=organization.registration_number or None,
            aliases="|".join(organization.added),
        )
        for organization in organizations
    ]
    enter_or_reuse(viewer, rows, "registration_number")
    for organization, row in zip(organizations, rows, strict=True):
        organization.id = row.id


def _enter_projects(viewer: Viewer, projects: list[ProjectEntry]) -> None:
    rows = [
        Project(code=project.code or None, title_ar=project.title_ar, title_en=project.title_en,
                organization=project.organization.id if project.organization else None)
        for project in projects
    ]  # fmt: skip
    enter_or_reuse(viewer, rows, "code")
    for project, row in zip(projects, rows, strict=True):
        project.id = row.id


def _enter_new_interventions(viewer: Viewer, interventions: list[InterventionDraft]) -> None:
    rows = [_new_row(intervention) for intervention in interventions]
    reused = {row.id for row in enter_or_reuse(viewer, rows, "record_id")}
    for intervention, row in zip(interventions, rows, strict=True):
        intervention.stored, intervention.next_number = row, 1
    _reuse(viewer, [(one, row) for one, row in zip(interventions, rows, strict=True) if row.id in reused])
    fresh = [(intervention, row) for intervention, row in zip(interventions, rows, strict=True) if row.id not in reused]
    if viewer.trial is not None:
        # A proposal is made of what the history tells, which leaves out the partners of new interventions.
        replace_partners(viewer, [(row, intervention.facts.partners) for intervention, row in fresh])
        return
    parts = [part for intervention, row in fresh for part in _parts(intervention, row)]
    bulk.insert(Partnership, parts)
    if parts:
        do(lambda: data_stamps.bump([data_stamps.table_name(Partnership)]))


def _reuse(viewer: Viewer, pairs: list[tuple[InterventionDraft, Intervention]]) -> None:
    """Records that came back keep their former sites archived, number their new ones on, and get partners anew."""
    numbers = denormalised.next_site_numbers([row.id for _, row in pairs])
    for intervention, row in pairs:
        intervention.next_number = numbers[row.id]
    names = ("organization", "role")
    wanted = [(row, [{name: part[name] for name in names} for part in _parts(one, row)]) for one, row in pairs]
    do(lambda: replace_parts(viewer, Partnership, wanted))


def _new_row(intervention: InterventionDraft) -> Intervention:
    facts = intervention.facts
    row = Intervention.of(
        {
            **facts.intervention,
            "organization": facts.organization.id if facts.organization else None,
            "project": facts.project.id if facts.project else None,
            "is_published": not intervention.is_draft,
        }
    )
    if intervention.record_id:
        row.record_id = intervention.record_id
    return row


def _parts(intervention: InterventionDraft, row: Intervention) -> Iterable[dict[str, Any]]:
    for role, organizations in intervention.facts.partners.items():
        for organization_id in dict.fromkeys(organization.id for organization in organizations):
            yield {"intervention": row.id, "organization": organization_id, "role": role}


def _enter_sites(viewer: Viewer, plan: Plan, numbers: SiteNumbers) -> None:
    """New sites, a few thousand at a time: rows in the making take more memory than the sheet."""
    for piece in chunked(_new_sites(plan, numbers), _AT_ONCE):
        bulk.enter(viewer, [row for _, row in piece])
        for draft, row in piece:
            draft.entered = row.id
        bulk.insert(ImportedRow, [{**_imported(plan, draft, row), **entered_digests(draft)} for draft, row in piece])


def _new_sites(plan: Plan, numbers: SiteNumbers) -> Iterator[tuple[SiteDraft, Site]]:
    for intervention in plan.interventions:
        fresh = [draft for draft in intervention.sites if draft.site is None]
        yield from zip(fresh, _sites(intervention, fresh, numbers), strict=True)


def _enter_commitments(viewer: Viewer, interventions: Iterable[InterventionDraft]) -> None:
    """Offer to the items of plans that rows name what they tell of; how much is said where the commitment stands."""
    given = [(draft.stored, item) for draft in interventions if draft.stored is not None for item in draft.items]
    today = clock.today()
    rows = [
        Commitment(item=item, intervention=row.id, organization=row.organization_id, offered_on=today)
        for row, item in given
    ]
    bulk.enter(viewer, rows)


def _sites(intervention: InterventionDraft, drafts: list[SiteDraft], numbers: SiteNumbers) -> Iterator[Site]:
    """New sites with their copies filled from the rows at hand, numbered on from the last one."""
    row = intervention.stored
    if row is None or not drafts:
        return
    facts = copies_of(intervention, row)
    for draft in drafts:
        number, place = numbers.take(row.id, intervention.next_number), draft.facts.place
        if place is None:
            raise LookupError("a draft without a place is no good row")
        told = {**draft.facts.site, **facts, **ancestors(place)}
        yield Site.of({"intervention": row.id, "number": number, "area": place.id, **told})


def proposed_rows(plan: Plan) -> Iterator[dict[str, Any]]:
    """What is kept of each row of a plan that was tried: new sites have negative numbers, as in the steps."""
    for draft in (draft for intervention in plan.interventions for draft in intervention.sites):
        if draft.site is not None:
            yield _imported(plan, draft, draft.site)
        elif draft.entered is not None:
            yield {**_imported(plan, draft, Site()), "site": -draft.entered}


def _imported(plan: Plan, draft: SiteDraft, site: Site) -> dict[str, Any]:
    return {
        "site": site.id,
        "fingerprint": draft.fingerprint,
        "identity": draft.identity,
        "said": draft.said or None,
        "source_id": source_id(draft.reading) or None,
        "file_name": plan.file_name[-_FILE_NAME:],
        "sheet": plan.sheet[:_FILE_NAME],
        "row_number": draft.reading.row.number,
    }
