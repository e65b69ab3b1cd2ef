"""What the register already knows of a sheet's rows: by id, by one of their digests, or as waiting for review."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from typing import Any

from peewee import chunked

from tansiq.models import ImportedRow, Intervention, Proposal, ProposedRow, Site
from tansiq.platform.id_lists import among, among_digests, id_list
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible
from tansiq.proposals.proposing import OPEN
from tansiq.records import undone_imports

AT_ONCE = 500
"""Values that one statement asks for."""


@dataclass(frozen=True, slots=True)
class KnownSite:
    """A site that a row was imported to before; `source_id` is the id of that row in its sender's system, or ""."""

    id: int
    intervention_id: int
    is_archived: bool
    source_id: str = ""


def by_digest(viewer: Viewer, column: Any, digests: Collection[bytes]) -> dict[bytes, list[KnownSite]]:
    """By a column of ImportedRow (`fingerprint`, `said`, `identity`): the sites that rows with these digests became.

    Standing ones come before archived ones, then as they were entered; forgotten ones are not among them.
    """
    found: dict[bytes, list[KnownSite]] = defaultdict(list)
    for digest, site in _imported(viewer, column, digests):
        found[digest].append(site)
    for sites in found.values():
        sites.sort(key=lambda site: (site.is_archived, site.id))
    return found


def _imported(viewer: Viewer, column: Any, digests: Collection[bytes]) -> Iterator[tuple[bytes, KnownSite]]:
    """Two plain look-ups: a join of tables that have just been filled is planned without knowing their size."""
    taken_back = undone_imports.undone_row_ids(Site)
    columns = (column, ImportedRow.site, ImportedRow.source_id)
    for piece in chunked(set(digests), AT_ONCE):
        rows = visible(ImportedRow, viewer).select(*columns).where(among_digests(column, piece))
        found = [(bytes(digest), *rest) for digest, *rest in iter(rows.tuples().execute()) if rest[0] not in taken_back]
        sites = _known_sites(viewer, [site_id for _digest, site_id, _source in found])
        for digest, site_id, source_id in found:
            if site_id in sites:
                yield digest, replace(sites[site_id], source_id=source_id or "")


def _known_sites(viewer: Viewer, ids: Collection[int]) -> dict[int, KnownSite]:
    columns = (Site.id, Site.intervention, Site.archived_at, Site.intervention_archived_at)
    known: dict[int, KnownSite] = {}
    for piece in chunked(set(ids), AT_ONCE):
        rows = visible(Site, viewer).select(*columns).where(among(Site.id, id_list(piece)))
        for site_id, intervention_id, archived, above in iter(rows.tuples().execute()):
            known[site_id] = KnownSite(site_id, intervention_id, bool(archived or above))
    return known


def interventions_by_record_id(viewer: Viewer, record_ids: Collection[str]) -> dict[str, Intervention]:
    """The interventions with these record ids; those that an undone import entered are as good as none."""
    taken_back = undone_imports.undone_row_ids(Intervention)
    rows = (
        row
        for piece in chunked(set(record_ids), AT_ONCE)
        for row in visible(Intervention, viewer).where(Intervention.record_id.in_(piece))
        if row.id not in taken_back
    )
    return {row.record_id: row for row in rows}


def interventions_by_id(viewer: Viewer, ids: Collection[int]) -> dict[int, Intervention]:
    """The interventions with these ids."""
    rows = (
        row
        for piece in chunked(set(ids), AT_ONCE)
        for row in visible(Intervention, viewer).where(among(Intervention.id, id_list(piece)))
    )
    return {row.id: row for row in rows}


def sites_of(viewer: Viewer, intervention_ids: Collection[int]) -> list[Site]:
    """All sites of these interventions, archived ones too, in the order of their numbers."""
    return [
        row
        for piece in chunked(set(intervention_ids), AT_ONCE)
        for row in visible(Site, viewer)
        .where(among(Site.intervention, id_list(piece)))
        .order_by(Site.intervention, Site.number)
    ]


def sites_with_ids(viewer: Viewer, ids: Collection[int]) -> dict[int, Site]:
    """The sites with these ids, archived ones too."""
    return {
        row.id: row
        for piece in chunked(set(ids), AT_ONCE)
        for row in visible(Site, viewer).where(among(Site.id, id_list(piece)))
    }


def by_proposal(viewer: Viewer, column: Any, digests: Collection[bytes]) -> dict[bytes, int]:
    """By a column of ProposedRow (`fingerprint`, `said`): the open proposal that an equal row is part of, if `viewer`
    may see it; the oldest of several."""
    found: dict[bytes, int] = {}
    opened = Proposal.select(Proposal.id).where(Proposal.state.in_(OPEN))
    for piece in chunked(set(digests), AT_ONCE):
        rows = visible(ProposedRow, viewer).select(column, ProposedRow.proposal)
        rows = rows.where(among_digests(column, piece), ProposedRow.proposal.in_(opened)).order_by(
            ProposedRow.id.desc()
        )
        found.update({bytes(digest): proposal_id for digest, proposal_id in iter(rows.tuples().execute())})
    return found
