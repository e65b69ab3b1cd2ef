"""What is done twice: pairs of interventions of different organisations in one sector, place and time.

The rules are those of `pairs`, the weights those of `weights`; here they are asked: of one intervention that
is being entered, of an area, and grouped by area and sector. One statement answers each.
"""

import math
from collections.abc import Sequence

from peewee import JOIN, Join, Select, fn

from tansiq.duplication.overlap import (
    GroupKey,
    Overlap,
    OverlapGroup,
    OverlapPage,
    OverlapQuestion,
    OverlapRank,
    Tied,
)
from tansiq.duplication.pair_facts import overlaps_of_rows, read_overlaps, told_of
from tansiq.duplication.pair_sides import canonical_ids, entered_sites, entered_values
from tansiq.duplication.pairs import Lower, Upper, pairs_downwards, pairs_upwards, stored_pairs
from tansiq.duplication.question_size import lower_sites
from tansiq.duplication.ranking import best, page
from tansiq.duplication.weights import POINTS
from tansiq.geography.within import find_area
from tansiq.models import Intervention, Organization, Site
from tansiq.models.area import ANCESTORS
from tansiq.platform.database import db
from tansiq.platform.kept_statements import ask, slot
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible


def overlaps_of(
    viewer: Viewer,
    intervention: Intervention,
    sites: Sequence[Site] | None = None,
    partners: Sequence[int] | None = None,
    first: int = 20,
) -> list[Overlap]:
    """The best overlaps of one intervention as it stands in the form, saved or not, with stored ones.

    `sites` are those of the form (area and group are looked at), or None for the stored ones; `partners` the
    ids of organisations that lead it or carry out part of it, or None for the stored ones. Empty while the
    sector, the organisation, the start or all areas are still missing. Its cost does not grow with the register.
    """
    if sites is None:
        sites = list(visible(Site, viewer).where(Site.intervention == intervention.id, Site.archived_at.is_null()))
    placed = [site for site in sites if site.area_id]
    is_told = intervention.organization_id and intervention.sector_id and intervention.starts_on
    if not placed or not is_told or intervention.status == "CANCELLED":
        return []
    given = entered_values(intervention, placed)
    given |= {("partner", place): one for place, one in enumerate(partners or ())}
    shape = (len(placed), None if partners is None else len(partners), first)
    return overlaps_of_rows(ask((viewer.scope, shape), lambda: _statement(viewer, *shape), given))


def _statement(viewer: Viewer, sites: int, partners: int | None, first: int) -> Select:
    """The statement of `overlaps_of` for so many sites and partners, with slots for all that the form holds."""
    named = None if partners is None else [slot(("partner", place)) for place in range(partners)]
    given, mine = entered_sites(sites)
    pairs = pairs_upwards(viewer, mine, named).union_all(pairs_downwards(viewer, mine, named))
    return told_of(page(pairs, None, first), mine, given)


def overlaps(
    viewer: Viewer, question: OverlapQuestion, first: int = 50, after: OverlapRank | None = None
) -> OverlapPage:
    """One page of the pairs asked for, best score first; `after` is the `end` of the page before.

    Raises Refused(NOT_FOUND or DATES_REVERSED).
    """
    found = read_overlaps(page(_pairs_asked_for(viewer, question), after, first + 1))
    shown = found[:first]
    end = OverlapRank(round(shown[-1].score * POINTS), shown[-1].first_id or 0, shown[-1].second_id) if shown else None
    return OverlapPage(shown, len(found) > first, end)


def count_overlaps(viewer: Viewer, question: OverlapQuestion) -> int:
    """How many pairs there are in all."""
    pairs = best(_pairs_asked_for(viewer, question)).alias("best_pair")
    return int(db.execute(Select([pairs], [fn.COUNT(pairs.c.first)])).fetchone()[0])


def group_overlaps(viewer: Viewer, question: OverlapQuestion, level: int = 2) -> list[OverlapGroup]:
    """The pairs counted by sector and by area of a level (0-3), most first, then best.

    A pair that overlaps in several areas counts in each of them.
    """
    keys = [getattr(Lower, ANCESTORS[level]).alias("area"), Lower.sector.alias("sector")]
    every = _pairs_asked_for(viewer, question).select_extend(*keys).alias("every_pair")
    columns = [every.c.area, every.c.sector, every.c.first, every.c.second]
    pairs = Select([every], [*columns, fn.MAX(every.c.points).alias("points")]).group_by(*columns)
    pair = pairs.alias("pair")
    count, top = fn.COUNT(pair.c.first), fn.MAX(pair.c.points)
    groups = Select([pair], [pair.c.area, pair.c.sector, count, top]).group_by(pair.c.area, pair.c.sector)
    rows = db.execute(groups.order_by(count.desc(), top.desc(), pair.c.area, pair.c.sector)).fetchall()
    return [OverlapGroup(area, sector, pair_count, points / POINTS) for area, sector, pair_count, points in rows]


def tied_groups(viewer: Viewer, question: OverlapQuestion, level: int, ties: Select) -> dict[GroupKey, list[Tied]]:
    """By area and sector, as `group_overlaps` has them: by what pairs there are tied together, and how many pairs.

    `ties` selects first, second (ids of interventions, the lower one first) and what ties them, `by`.
    """
    keys = [getattr(Lower, ANCESTORS[level]).alias("area"), Lower.sector.alias("sector")]
    tie, tied = ties.alias("tie"), ties.alias("tied")
    either = Select([tied], [tied.c.first]).union_all(Select([tied], [tied.c.second]))
    pairs = _pairs_asked_for(viewer, question).select_extend(*keys).where(Lower.intervention.in_(either))
    every = pairs.alias("every_pair")
    joined = Join(every, tie, JOIN.INNER, (every.c.first == tie.c.first) & (every.c.second == tie.c.second))
    columns = [every.c.area, every.c.sector, tie.c.by]
    pair = Select([joined], [*columns, every.c.first, every.c.second]).distinct().alias("pair")
    counted = [pair.c.area, pair.c.sector, pair.c.by]
    query = Select([pair], [*counted, fn.COUNT(pair.c.first)]).group_by(*counted)
    found: dict[GroupKey, list[Tied]] = {}
    for area, sector, by, count in db.execute(query.order_by(*counted)).fetchall():
        found.setdefault((area, sector), []).append(Tied(by, count))
    return found


def overlap_between(viewer: Viewer, one: Intervention, other: Intervention) -> Overlap | None:
    """How two stored interventions overlap, decided or not; None where they do not, or not any more."""
    ids = sorted((one.id, other.id))
    pairs = stored_pairs(viewer, 0, is_settled_too=True)
    found = read_overlaps(page(pairs.where(Lower.intervention.in_(ids), Upper.intervention.in_(ids)), None, 1))
    return found[0] if found else None


def _pairs_asked_for(viewer: Viewer, question: OverlapQuestion) -> Select:
    area = find_area(viewer, question.within)
    query = stored_pairs(viewer, _points(question), question.is_settled_too)
    query = query.where(*lower_sites(question, area))
    if question.period:
        query = query.where(question.period.meets(Upper))
    if question.organizations:
        # Named and hidden is as named and not there.
        known = visible(Organization, viewer).where(Organization.id.in_(question.organizations))
        asked = canonical_ids(known.select(Organization.id))
        query = query.where(Lower.organization.in_(asked) | Upper.organization.in_(asked))
    return query


def _points(question: OverlapQuestion) -> int:
    return math.ceil(round(question.min_score * POINTS, 6))
