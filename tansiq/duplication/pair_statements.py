"""What is asked of pairs, as statements: the oracle of what columns answer, and the way where nothing is copied."""

from collections.abc import Mapping

from peewee import JOIN, Join, Select, fn

from tansiq.duplication.overlap import GroupKey, OverlapGroup, OverlapQuestion, Tied
from tansiq.duplication.pair_sides import canonical_ids
from tansiq.duplication.pairs import Lower, Upper, stored_pairs
from tansiq.duplication.question_size import lower_sites
from tansiq.duplication.ranking import best
from tansiq.duplication.weights import POINTS, least_points
from tansiq.models import Area, Organization
from tansiq.models.area import ANCESTORS
from tansiq.platform.database import db
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible


def pairs_asked_for(viewer: Viewer, question: OverlapQuestion, area: Area) -> Select:
    """The pairs of sites that a question asks for, in an area. Raises Refused(DATES_REVERSED)."""
    query = stored_pairs(viewer, question.weights, least_points(question.min_score), question.is_settled_too)
    query = query.where(*lower_sites(question, area))
    if question.period:
        query = query.where(question.period.meets(Upper))
    if question.organizations:
        # Named and hidden is as named and not there.
        known = visible(Organization, viewer).where(Organization.id.in_(question.organizations))
        asked = canonical_ids(known.select(Organization.id))
        query = query.where(Lower.organization.in_(asked) | Upper.organization.in_(asked))
    return query


def count_pairs(pairs: Select) -> int:
    """How many pairs of interventions there are among pairs of sites."""
    every = best(pairs).alias("best_pair")
    return int(db.execute(Select([every], [fn.COUNT(every.c.first)])).fetchone()[0])


def group_pairs(pairs: Select, level: int) -> list[OverlapGroup]:
    """They by the area of a level and the sector of their finer place, most first, then best."""
    keys = [getattr(Lower, ANCESTORS[level]).alias("area"), Lower.sector.alias("sector")]
    every = pairs.select_extend(*keys).alias("every_pair")
    columns = [every.c.area, every.c.sector, every.c.first, every.c.second]
    best_of_each = Select([every], [*columns, fn.MAX(every.c.points).alias("points")]).group_by(*columns)
    pair = best_of_each.alias("pair")
    count, top = fn.COUNT(pair.c.first), fn.MAX(pair.c.points)
    groups = Select([pair], [pair.c.area, pair.c.sector, count, top]).group_by(pair.c.area, pair.c.sector)
    rows = db.execute(groups.order_by(count.desc(), top.desc(), pair.c.area, pair.c.sector)).fetchall()
    return [OverlapGroup(area, sector, pair_count, points / POINTS) for area, sector, pair_count, points in rows]


def tie_pairs(pairs: Select, level: int, ties: Select) -> Mapping[GroupKey, list[Tied]]:
    """By such groups: by what pairs are tied together, and how many."""
    keys = [getattr(Lower, ANCESTORS[level]).alias("area"), Lower.sector.alias("sector")]
    tie, tied = ties.alias("tie"), ties.alias("tied")
    either = Select([tied], [tied.c.first]).union_all(Select([tied], [tied.c.second]))
    every = pairs.select_extend(*keys).where(Lower.intervention.in_(either)).alias("every_pair")
    joined = Join(every, tie, JOIN.INNER, (every.c.first == tie.c.first) & (every.c.second == tie.c.second))
    columns = [every.c.area, every.c.sector, tie.c.by]
    pair = Select([joined], [*columns, every.c.first, every.c.second]).distinct().alias("pair")
    counted = [pair.c.area, pair.c.sector, pair.c.by]
    query = Select([pair], [*counted, fn.COUNT(pair.c.first)]).group_by(*counted)
    found: dict[GroupKey, list[Tied]] = {}
    for area, sector, by, count in db.execute(query.order_by(*counted)).fetchall():
        found.setdefault((area, sector), []).append(Tied(by, count))
    return found
