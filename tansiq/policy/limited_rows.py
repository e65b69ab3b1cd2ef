"""The interventions within the limits of a portal in the order of their ids, a slice at a time: a page of them costs
the same however many rows lie within the limits, and however many without.

    limits: districts 11, 17      sites by (district, intervention)    11: 3 8 9 | 14       17: 5 8 12 13 | 15
    as far as each was read       the interventions of a slice         3 5 8 9
    a slice                       what is visible of these, the districts left out

All slices together are what `visible` finds, which has to look at every site there: neither database follows several
places in one order. Where two slices do not fill a page, few rows meet what else is asked, and `visible` is asked for
the rest. Nothing is remembered from one page to the next, so nothing is ever out of date.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import reduce
from operator import add, or_
from typing import Any, NamedTuple

from peewee import SQL, ModelSelect, Select

from tansiq.models import Area, Intervention, Site
from tansiq.models.area import ANCESTORS
from tansiq.platform.id_lists import among, id_list
from tansiq.platform.kept_statements import ask, slot
from tansiq.policy.belonging import stands
from tansiq.policy.viewer import NO_IDS, Viewer
from tansiq.policy.visibility import visible

SLICES = (400, 4_000)
"""Rows that are looked at for the first slice, and for the second."""
LEAST = 16
"""Rows that are looked at in each place, however many places there are."""
MOST_PLACES = 100
"""Places up to which each is followed by itself."""
BEHIND_ALL = 2**53
"""No id is as large."""


@dataclass(frozen=True)
class Limits:
    """Where the interventions of a portal are looked for: one of these columns of a site, or of the intervention
    itself, holds the id beside it."""

    model: type[Site] | type[Intervention]
    places: tuple[tuple[str, int], ...]

    @property
    def key(self) -> Any:
        """The column that tells the intervention."""
        return Site.intervention if self.model is Site else Intervention.id

    def beside(self, viewer: Viewer) -> Viewer:
        """The same viewer without these limits; other limits stay."""
        portal = viewer.portal
        assert portal is not None  # noqa: S101  Nobody else has limits.
        if self.model is Site:
            return replace(viewer, portal=replace(portal, area_ids=NO_IDS))
        return replace(viewer, portal=replace(portal, organization_ids=NO_IDS))


def limits_of(viewer: Viewer) -> Limits | None:
    """The limits of a portal, as the table of areas tells them now; None for whoever has none, or too many to be
    followed one by one."""
    portal = viewer.portal
    if portal is None or len(portal.area_ids or portal.organization_ids) > MOST_PLACES:
        return None
    if portal.area_ids:
        known: Any = Area.select(Area.level, Area.id).where(Area.id.in_(sorted(portal.area_ids))).order_by(Area.id)
        return Limits(Site, tuple((_column(level), area_id) for level, area_id in known.tuples()))
    if portal.organization_ids:
        return Limits(Intervention, tuple(("organization", one) for one in sorted(portal.organization_ids)))
    return None


def sites_by_place(viewer: Viewer) -> "ModelSelect[Site]":
    """What `visible` finds of sites, by the areas above it that each site holds itself: for those of interventions at
    hand. `visible` gathers all areas within the limits first, which takes longer than to read a page of sites."""
    portal = viewer.portal
    if portal is None or not portal.area_ids:
        return visible(Site, viewer)
    ids = sorted(portal.area_ids)
    there = [getattr(Site, column).in_(ids) for column in (*ANCESTORS, "area")]
    return visible(Site, Limits(Site, ()).beside(viewer)).where(reduce(or_, there))


def slices(
    viewer: Viewer, limits: Limits, after: int | None = None, is_descending: bool = False
) -> "Iterator[ModelSelect[Intervention]]":
    """The interventions that `viewer` sees behind the id `after`, as several queries one after another; the rows of
    each are in no order yet. `limits` are those of the viewer."""
    end = (BEHIND_ALL if is_descending else 0) if after is None else after
    rows = visible(Intervention, limits.beside(viewer))
    for looked_at in SLICES:
        found = _slice(limits, end, looked_at, is_descending)
        yield rows.where(among(Intervention.id, id_list(found.ids)))
        if found.end is None:
            return
        end = found.end
    behind = Intervention.id < end if is_descending else Intervention.id > end
    yield visible(Intervention, viewer).where(behind)


def _column(level: int) -> str:
    """Where a site holds that it lies in an area of this level."""
    return ANCESTORS[level] if level < len(ANCESTORS) else "area"


class _Slice(NamedTuple):
    """Ids of interventions within the limits in order, archived ones among them, and the last one as far as all places
    were read; None where that is to their end."""

    ids: list[int]
    end: int | None


def _slice(limits: Limits, start: int, looked_at: int, is_descending: bool) -> _Slice:
    each = max(LEAST, looked_at // max(1, len(limits.places)))
    by_place: dict[int, list[int]] = {place: [] for place in range(len(limits.places))}
    for place, row_id in _first_of_each(limits, start, each, is_descending):
        by_place[place].append(row_id)
    nearest, furthest = (max, min) if is_descending else (min, max)
    ends = [furthest(ids) for ids in by_place.values() if len(ids) == each]
    everything = sorted({row_id for ids in by_place.values() for row_id in ids}, reverse=is_descending)
    if not ends:
        return _Slice(everything, None)
    end = nearest(ends)
    return _Slice(everything[: everything.index(end) + 1], end)


def _first_of_each(limits: Limits, start: int, each: int, is_descending: bool) -> list[tuple[int, int]]:
    """The place, counted from 0, and the id of the first so many interventions behind `start` in each place."""
    if not limits.places:
        return []
    columns = tuple(column for column, _ in limits.places)
    given: dict[Any, Any] = {place: area_id for place, (_, area_id) in enumerate(limits.places)}
    rows: Any = ask(
        ("limited rows", limits.model, columns, is_descending),
        lambda: _statement(limits, is_descending),
        {**given, "start": start, "each": each},
    )
    return list(rows)


def _statement(limits: Limits, is_descending: bool) -> Any:
    # An intervention with several sites in a place is told several times (UNION ALL): rows that are told once only
    # would be fewer than were read, as if there were no more.
    return reduce(add, [_in_place(limits, place, is_descending) for place in range(len(limits.places))])


def _in_place(limits: Limits, place: int, is_descending: bool) -> Any:
    key, table = limits.key, limits.model
    column = getattr(table, limits.places[place][0])
    behind = key < slot("start") if is_descending else key > slot("start")
    rows = table.select(SQL(str(place)).alias("place"), key.alias("found")).where(column == slot(place), behind)
    rows = rows.where(stands(table)) if table is Site else rows
    listed = rows.order_by(key.desc() if is_descending else key).limit(slot("each")).alias(f"in_{place}")
    return Select((listed,), (listed.c.place, listed.c.found))
