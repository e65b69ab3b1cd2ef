"""Writing a plan: areas, organisations, projects, interventions, sites, in one transaction of the caller's."""

from collections.abc import Iterable, Iterator
from typing import Any

from tansiq.exchange.lookup.known_rows import pieces
from tansiq.exchange.lookup.organization_index import Body
from tansiq.exchange.lookup.place_index import Place, ancestors
from tansiq.exchange.lookup.project_index import Venture
from tansiq.exchange.planning.plan import Draft, Plan, Team
from tansiq.exchange.planning.repeated_rows import Progress
from tansiq.exchange.reusing import enter
from tansiq.models import (
    Area,
    AreaClosure,
    ImportedRow,
    Intervention,
    Organization,
    Partnership,
    Project,
    Site,
)
from tansiq.platform.database import take_stock
from tansiq.policy.viewer import Viewer
from tansiq.records import area_tree, bulk, changes, data_stamps, denormalised

_FILE_NAME = 255
_AT_ONCE = 2_000


def reserve() -> None:
    """The first statement of an import's transaction: from here on no other import runs at the same time."""
    data_stamps.bump([data_stamps.table_name(ImportedRow)])


def apply(viewer: Viewer, plan: Plan, progress: Progress) -> None:
    """Write all that `plan` holds as `viewer`. Raises Refused; the caller's transaction then takes all back."""
    write(viewer, plan, progress)
    take_stock(Area, Organization, Intervention, Partnership, Site, ImportedRow)


def write(viewer: Viewer, plan: Plan, progress: Progress) -> None:
    """As `apply`, where few rows are written: the database need not look at its tables anew."""
    enter_areas(viewer, plan.areas)
    _enter_bodies(viewer, plan.bodies)
    for body in plan.respelled:
        _respell(viewer, body)
    _enter_ventures(viewer, plan.ventures)
    _enter_interventions(viewer, [team for team in plan.teams if team.stored is None])
    progress("interventions", len(plan.teams))
    for team in plan.teams:
        _revise(viewer, team)
    _enter_sites(viewer, plan)
    progress("sites", plan.tally.new)
    for team in plan.teams:
        for draft in team.drafts:
            _change_site(viewer, team, draft)
    _refresh(plan)


def enter_areas(viewer: Viewer, places: list[Place]) -> None:
    """Enter new areas, parents before children, with their ancestors and closure, and give the places their ids."""
    for level in range(5):
        _enter_level(viewer, [place for place in places if place.level == level])


def _enter_level(viewer: Viewer, places: list[Place]) -> None:
    rows = [
        Area(level=place.level, pcode=place.pcode, parent=place.parent.id if place.parent else None,
             name_ar=place.name_ar, name_en=place.name_en)
        for place in places
    ]  # fmt: skip
    reused = {row.id for row in enter(viewer, rows, "pcode")}
    for place, row in zip(places, rows, strict=True):
        place.id = row.id
    fresh = [(place, row) for place, row in zip(places, rows, strict=True) if row.id not in reused]
    for place, row in fresh:
        found = ancestors(place)
        Area.update(**found).where(Area.id == row.id).execute()
        for name, area_id in found.items():
            setattr(row, name, area_id)
    bulk.insert(AreaClosure, area_tree.closure_rows([row for _, row in fresh]))


def _enter_bodies(viewer: Viewer, bodies: list[Body]) -> None:
    rows = [
        Organization(name_ar=body.name_ar, name_en=body.name_en, acronym=body.acronym, kind=body.kind,
                     registration_number=body.registration_number or None, aliases="|".join(body.added))
        for body in bodies
    ]  # fmt: skip
    enter(viewer, rows, "registration_number")
    for body, row in zip(bodies, rows, strict=True):
        body.id = row.id


def _respell(viewer: Viewer, body: Body) -> None:
    row = changes.find(viewer, Organization, body.id)
    row.aliases = "|".join(filter(None, [row.aliases, *body.added]))
    changes.save(viewer, row)


def _enter_ventures(viewer: Viewer, ventures: list[Venture]) -> None:
    rows = [
        Project(code=venture.code or None, title_ar=venture.title_ar, title_en=venture.title_en,
                organization=venture.body.id if venture.body else None)
        for venture in ventures
    ]  # fmt: skip
    enter(viewer, rows, "code")
    for venture, row in zip(ventures, rows, strict=True):
        venture.id = row.id


def _enter_interventions(viewer: Viewer, teams: list[Team]) -> None:
    rows = [_intervention(team) for team in teams]
    reused = {row.id for row in enter(viewer, rows, "record_id")}
    for team, row in zip(teams, rows, strict=True):
        team.stored, team.next_number = row, 1
        if row.id in reused:
            _reuse(viewer, team, row)
    fresh = [(team, row) for team, row in zip(teams, rows, strict=True) if row.id not in reused]
    if viewer.trial is not None:
        # A proposal is made of what the history tells, which leaves out the partners of new interventions.
        for team, row in fresh:
            _replace_partners(viewer, row, team.facts.partners)
        return
    parts = [part for team, row in fresh for part in _parts(team, row)]
    bulk.insert(Partnership, parts)
    if parts:
        data_stamps.bump([data_stamps.table_name(Partnership)])


def _reuse(viewer: Viewer, team: Team, row: Intervention) -> None:
    """A record that came back keeps its former sites archived, numbers its new ones on, and gets partners anew."""
    team.next_number = denormalised.next_site_number(row.id)
    wanted = [{"organization": part["organization"], "role": part["role"]} for part in _parts(team, row)]
    changes.replace_parts(viewer, row, Partnership, wanted)


def _intervention(team: Team) -> Intervention:
    facts = team.facts
    row = Intervention(
        organization=facts.body.id if facts.body else None,
        project=facts.venture.id if facts.venture else None,
        **facts.intervention,
    )
    if team.record_id:
        row.record_id = team.record_id
    return row


def _parts(team: Team, row: Intervention) -> Iterable[dict[str, Any]]:
    for role, bodies in team.facts.partners.items():
        for body_id in dict.fromkeys(body.id for body in bodies):
            yield {"intervention": row.id, "organization": body_id, "role": role}


def _revise(viewer: Viewer, team: Team) -> None:
    """Set what a sheet changes on a stored intervention; its sites' copies follow by themselves."""
    row = team.stored
    if row is None or team.next_number:
        return
    for name, (_, value) in team.told.items():
        setattr(row, name, value.id if isinstance(value, Body | Venture) else value)
    if team.told:
        changes.save(viewer, row)
    if team.partners:
        _replace_partners(viewer, row, team.partners)


def _replace_partners(viewer: Viewer, row: Intervention, partners: dict[str, tuple[Any, ...]]) -> None:
    kept = Partnership.select().where((Partnership.intervention == row.id) & Partnership.role.not_in(list(partners)))
    wanted = [{"organization": part.organization_id, "role": part.role} for part in kept]
    wanted += [{"organization": body.id, "role": role} for role, bodies in partners.items() for body in bodies]
    changes.replace_parts(viewer, row, Partnership, wanted)


def _enter_sites(viewer: Viewer, plan: Plan) -> None:
    """New sites, a few thousand at a time: rows in the making take more memory than the sheet."""
    for piece in pieces(_new_sites(plan), _AT_ONCE):
        bulk.enter(viewer, [row for _, row in piece])
        for draft, row in piece:
            draft.entered = row.id
        bulk.insert(ImportedRow, [_imported(plan, draft, row) for draft, row in piece])


def _new_sites(plan: Plan) -> Iterator[tuple[Draft, Site]]:
    for team in plan.teams:
        fresh = [draft for draft in team.drafts if draft.site is None]
        yield from zip(fresh, _sites(team, fresh), strict=True)


def _sites(team: Team, drafts: list[Draft]) -> Iterator[Site]:
    """New sites with their copies filled from the rows at hand, numbered on from the last one."""
    row = team.stored
    if row is None or not drafts:
        return
    facts = copies_of(team, row)
    for number, draft in enumerate(drafts, team.next_number or denormalised.next_site_number(row.id)):
        place = draft.facts.place
        if place is None:
            raise LookupError("a draft without a place is no good row")
        yield Site(intervention=row.id, number=number, area=place.id, **draft.facts.site, **facts, **ancestors(place))


def copies_of(team: Team, row: Intervention) -> dict[str, Any]:
    """What sites copy of their intervention, the organisation being the canonical one."""
    body = team.facts.body
    counted = body.stands_for if body is not None else denormalised.canonical_id(row.organization_id)
    return {
        **{name: getattr(row, name) for name in Site.copies},
        "sector": row.sector_id,
        "organization": counted,
        "intervention_archived_at": row.archived_at,
    }


def _change_site(viewer: Viewer, team: Team, draft: Draft) -> None:
    site, row = draft.site, team.stored
    if site is None or row is None or not (draft.told or site.intervention_id != row.id):
        return
    for name, (_, value) in draft.told.items():
        setattr(site, name, value.id if isinstance(value, Place) else value)
    if site.intervention_id != row.id:
        site.intervention_id, site.number = row.id, denormalised.next_site_number(row.id)
    changes.save(viewer, site)


def proposed_rows(plan: Plan) -> Iterator[dict[str, Any]]:
    """What is kept of each row of a plan that was tried: new sites have negative numbers, as in the steps."""
    for draft in (draft for team in plan.teams for draft in team.drafts):
        if draft.site is not None:
            yield _imported(plan, draft, draft.site)
        elif draft.entered is not None:
            yield {**_imported(plan, draft, Site()), "site": -draft.entered}


def _imported(plan: Plan, draft: Draft, site: Site) -> dict[str, Any]:
    return {
        "site": site.id,
        "fingerprint": draft.fingerprint,
        "identity": draft.identity,
        "file_name": plan.file_name[-_FILE_NAME:],
        "sheet": plan.sheet[:_FILE_NAME],
        "row_number": draft.reading.row.number,
    }


def _refresh(plan: Plan) -> None:
    """A changed site is known by its new row from now on."""
    for draft in plan.refreshed:
        if draft.site is not None:
            values = _imported(plan, draft, draft.site)
            site_id = values.pop("site")
            if not ImportedRow.update(**values).where(ImportedRow.site == site_id).execute():
                ImportedRow.insert(site=site_id, **values).execute()
