"""The frames that a question about coverage is answered from: sites, needs and empty cells, out of copied columns."""

from typing import Any

import numpy as np

from tansiq.copied_columns.beside import everybody, once
from tansiq.copied_columns.copies import Copy
from tansiq.copied_columns.masks import among
from tansiq.copied_columns.tables import NO_DAY, NONE, Numbers, UncopiedError, tables
from tansiq.copied_columns.views import view
from tansiq.coverage.column_counting import Frame
from tansiq.coverage.conditions import area_conditions, ids_of, need_conditions, site_conditions
from tansiq.coverage.question import CoverageQuestion
from tansiq.geography.within import lies_in
from tansiq.language.vocabulary import ORGANIZATION_KINDS, STATUSES
from tansiq.models import Area, Organization, Sector
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import condition, visible

KINDS = tuple(sorted(ORGANIZATION_KINDS.codes))
"""Kinds of organisations stand in frames as places in this list."""
_PLANNED = STATUSES.codes.index("PLANNED")


def site_frame(copy: Copy, viewer: Viewer, question: CoverageQuestion, area: Area) -> Frame:
    sites = view(copy, "site", site_conditions(viewer, question, area))
    areas, group = sites.column("area"), sites.column("population_group")
    status, starts = sites.column("status"), sites.column("starts_on")
    targeted = sites.column("targeted")
    frame = {
        "cell": copy.places.cell(question.level, areas),
        "area": areas,
        "sector": sites.column("sector"),
        "group": group,
        "everybody": (group == everybody()).astype(np.int8),
        "intervention": sites.column("intervention"),
        "organization": sites.column("organization"),
        "status": status,
        "targeted": targeted,
        "reached": sites.column("reached"),
        "planned": np.where(status == _PLANNED, targeted, NONE),
        "is_distinct": sites.column("is_distinct_people"),
        "dated": (starts != NO_DAY).astype(np.int8) if question.period else np.ones(len(sites), np.int8),
    }
    if "ORGANIZATION_KIND" in question.by:
        frame["kind"] = _kinds(viewer, frame["organization"])
    return frame


def need_frame(copy: Copy, viewer: Viewer, question: CoverageQuestion, area: Area) -> Frame:
    places = copy.places
    within = view(copy, "area", [lies_in(Area, area)]).column("id")
    needs = view(copy, "need", need_conditions(viewer, question)).among("area", within)
    sector = _tops_of(needs.column("sector"))
    if question.sectors:
        kept = among(sector, np.array([row_id for (row_id,) in ids_of(Sector, question.sectors).tuples()], np.int64))
        needs, sector = needs.only(kept), sector[kept]
    areas, group = needs.column("area"), needs.column("population_group")
    return {
        "cell": places.cell(question.level, areas),
        "area": areas,
        "level": places.of("level", areas),
        "sector": sector,
        "group": group,
        "everybody": (group == everybody()).astype(np.int8),
        "in_need": needs.column("people_in_need"),
        "severity": needs.column("severity"),
    }


def grid_frame(copy: Copy, viewer: Viewer, question: CoverageQuestion, area: Area, seen: Numbers) -> Frame:
    """Every area of the level that stood then, by every sector in use if asked; `seen` are sectors known to be."""
    cells = view(copy, "area", area_conditions(viewer, question, area)).column("id")
    if "SECTOR" not in question.by:
        return {"cell": cells}
    sectors = _listed_sectors(question)
    if not question.sectors:
        is_used = among(sectors, seen)
        sectors = sectors[is_used if is_used.all() else among(sectors, _in_use(copy, viewer))]
    return {"cell": np.repeat(cells, len(sectors)), "sector": np.tile(sectors, len(cells))}


def _listed_sectors(question: CoverageQuestion) -> Numbers:
    """The ids of the top-level sectors that stand, or of those asked for."""
    table: Any = Sector
    tops = table.select(table.id).where(table.parent.is_null(), table.archived_at.is_null())
    chosen = tops.where(table.code.in_(question.sectors)) if question.sectors else tops
    return np.array([row_id for (row_id,) in chosen.tuples()], np.int64)


def _in_use(copy: Copy, viewer: Viewer) -> Numbers:
    """Sectors of which the register tells something, anywhere, to this viewer."""
    at_work = view(copy, "site", [condition_of("site", viewer)]).column("sector")
    in_need = _tops_of(view(copy, "need", [condition_of("need", viewer)]).column("sector"))
    return np.concatenate([seen_ids(at_work), seen_ids(in_need)])


def seen_ids(ids: Numbers) -> Numbers:
    """The different ids among some."""
    return np.flatnonzero(np.bincount(ids)) if len(ids) else ids


def condition_of(name: str, viewer: Viewer) -> Any:
    """The policy's condition on a copied table."""
    return condition(tables()[name].model, viewer)


def _tops_of(sectors: Numbers) -> Numbers:
    """The sectors that these are part of, or themselves.

    Raises UncopiedError for one that came since this request began, of which the sectors asked for then tell nothing.
    """
    table: Any = Sector
    known = once("sectors", (Sector,), lambda: table.select(table.id, table.parent))
    tops = np.full(max([row_id for row_id, _ in known] + [int(sectors.max(initial=0))]) + 1, NONE, np.int64)
    for row_id, parent in known:
        tops[row_id] = parent or row_id
    found: Numbers = tops[sectors]
    if (found == NONE).any():
        raise UncopiedError("sector")
    return found


def _kinds(viewer: Viewer, organizations: Numbers) -> Numbers:
    """The kind of each organisation as its place in KINDS; hidden ones have none. Raises UncopiedError for a kind that
    nobody knows."""
    table: Any = Organization
    # Who works where decides whom a portal with limits sees.
    found = once(("kinds", viewer.scope), None, lambda: visible(table, viewer).select(table.id, table.kind))
    highest = max([row_id for row_id, _ in found] + [int(organizations.max(initial=0))])
    kinds = np.full(highest + 1, NONE, np.int8)
    for row_id, kind in found:
        if kind not in KINDS:
            raise UncopiedError(kind)
        kinds[row_id] = KINDS.index(kind)
    told: Numbers = kinds[organizations]
    return told
