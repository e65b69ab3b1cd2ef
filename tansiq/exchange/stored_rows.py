"""The stored rows that a plan changes: interventions, their partners, sites, and what is kept of their sheet rows.

All of a table are written together: a sheet that comes back may change ten thousand of them.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from peewee import chunked

from tansiq.exchange.lookup.known_rows import AT_ONCE
from tansiq.exchange.lookup.organization_index import OrganizationEntry
from tansiq.exchange.lookup.place_index import AreaEntry, ancestors
from tansiq.exchange.lookup.project_index import ProjectEntry
from tansiq.exchange.planning.plan import InterventionDraft, SiteDraft
from tansiq.models import ImportedRow, Intervention, Organization, Partnership, Site
from tansiq.policy.viewer import Viewer
from tansiq.records import bulk, changes, denormalised
from tansiq.records.bulk_parts import parts_of_all, replace_parts
from tansiq.records.prepared import do


class SiteNumbers:
    """The numbers of new and moved sites, counted on for each intervention."""

    def __init__(self) -> None:
        self._next: dict[int, int] = {}

    def take(self, intervention_id: int, first: int | None = None) -> int:
        """The next number; `first` is that of the first site to be numbered, where it is known."""
        if intervention_id not in self._next:
            self._next[intervention_id] = first or denormalised.next_site_number(intervention_id)
        number = self._next[intervention_id]
        self._next[intervention_id] += 1
        return number


def revise(viewer: Viewer, interventions: Iterable[InterventionDraft]) -> None:
    """Set what a sheet changes on stored interventions; their sites' copies follow by themselves."""
    stored = [intervention for intervention in interventions if intervention.stored and not intervention.next_number]
    rows, before = list[Intervention](), list[dict[str, Any]]()
    for intervention in stored:
        row = intervention.stored
        if row is not None and intervention.changes:
            before.append(row.values())
            for name, (_, value) in intervention.changes.items():
                row.enter(name, _id(value))
            rows.append(row)
    bulk.change(viewer, rows, before)
    replace_partners(viewer, [(one.stored, one.partners) for one in stored if one.stored is not None and one.partners])


def replace_partners(viewer: Viewer, wanted: Sequence[tuple[Intervention, dict[str, tuple[Any, ...]]]]) -> None:
    """Let the partners of these roles of each intervention be exactly these organisations; others stay."""
    stored = parts_of_all(Partnership, [row for row, _ in wanted])
    whole = [
        (row, [*(part for part in stored[row.id] if part["role"] not in partners), *_parts(partners)])
        for row, partners in wanted
    ]
    replace_parts(viewer, Partnership, whole)


def _parts(partners: dict[str, tuple[Any, ...]]) -> Iterator[dict[str, Any]]:
    for role, organizations in partners.items():
        for organization in organizations:
            yield {"organization": organization.id, "role": role}


def change_sites(viewer: Viewer, interventions: Iterable[InterventionDraft], numbers: SiteNumbers) -> None:
    """Set what a sheet changes on stored sites, those that move to another intervention included."""
    rows, before = list[Site](), list[dict[str, Any]]()
    for intervention, row in ((one, one.stored) for one in interventions if one.stored is not None):
        facts = copies_of(intervention, row) if any(draft.site for draft in intervention.sites) else {}
        for draft in intervention.sites:
            site = draft.site
            if site is None or not (draft.changes or site.intervention_id != row.id):
                continue
            before.append(site.values())
            _set(site, draft)
            if site.intervention_id != row.id:
                site.intervention_id, site.number = row.id, numbers.take(row.id)
            for name, value in facts.items():
                setattr(site, name, value)
            rows.append(site)
    bulk.change(viewer, rows, before)


def _set(site: Site, draft: SiteDraft) -> None:
    for name, (_, value) in draft.changes.items():
        site.enter(name, _id(value))
        if isinstance(value, AreaEntry):
            for above, area_id in ancestors(value).items():
                setattr(site, above, area_id)


def copies_of(intervention: InterventionDraft, row: Intervention) -> dict[str, Any]:
    """What sites copy of their intervention, the organisation being the canonical one."""
    organization = intervention.changes.get("organization", [None, intervention.facts.organization])[1]
    counted = organization.stands_for if organization is not None else denormalised.canonical_id(row.organization_id)
    return {
        **{name: getattr(row, name) for name in Site.copies},
        "sector": row.sector_id,
        "organization": counted,
        "intervention_archived_at": row.archived_at,
    }


def remember(known: dict[int, dict[str, Any]]) -> None:
    """Let sites be known by these rows of a sheet from now on: by the id of the site, what is kept of the row."""
    there = set[int]()
    for piece in chunked(sorted(known), AT_ONCE):
        asked = ImportedRow.select(ImportedRow.site).where(ImportedRow.site.in_(piece))
        there |= {site_id for (site_id,) in iter(asked.tuples().execute())}
    bulk.renew(ImportedRow, "site", [values for site_id, values in sorted(known.items()) if site_id in there])
    bulk.insert(ImportedRow, [values for site_id, values in sorted(known.items()) if site_id not in there])


def respell(viewer: Viewer, organizations: Iterable[OrganizationEntry]) -> None:
    """Keep the further spellings of stored organisations, in their turn, the lower ids first."""

    def keep(organization: OrganizationEntry) -> None:
        row = changes.find(viewer, Organization, organization.id)
        row.aliases = "|".join(filter(None, [row.aliases, *organization.added]))
        changes.save(viewer, row)

    for organization in sorted(organizations, key=lambda one: one.id or 0):
        do(lambda organization=organization: keep(organization))  # type: ignore[misc]  # Each its own organisation.


def _id(value: Any) -> Any:
    return value.id if isinstance(value, AreaEntry | OrganizationEntry | ProjectEntry) else value
