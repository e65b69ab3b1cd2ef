"""From pairs of sites to pairs of interventions: the best of each, ranked, cut into pages."""

from typing import Any

from peewee import Case, Select, fn

from tansiq.duplication.overlap import OverlapRank
from tansiq.duplication.pairs import COLUMNS


def best(pairs: Any) -> Select:
    """One row for each pair of interventions: the pair of their sites with most points, then the lowest ids, those of
    the older intervention first, whichever of the two is asked about."""
    every = pairs.alias("every_pair")
    is_older, sites = every.c.first < every.c.second, (every.c.first_site, every.c.second_site)
    ties = [Case(None, [(is_older, one)], other) for one, other in (sites, sites[::-1])]
    order = [every.c.points.desc(), *ties]
    place = fn.ROW_NUMBER().over(partition_by=[every.c.first, every.c.second], order_by=order)
    columns = [*(every.c[name] for name in COLUMNS), place.alias("place")]
    ranked = Select([every], columns).alias("ranked_pair")
    return Select([ranked], [ranked.c[name] for name in COLUMNS]).where(ranked.c.place == 1)


def page(pairs: Any, after: OverlapRank | None, limit: int) -> Select:
    """The best pairs that come after a rank, best first."""
    found = best(pairs).alias("best_pair")
    points, first, second = found.c.points, found.c.first, found.c.second
    query = Select([found], [found.c[name] for name in COLUMNS])
    if after is not None:
        later = (first > after.first_id) | ((first == after.first_id) & (second > after.second_id))
        query = query.where((points < after.points) | ((points == after.points) & later))
    return query.order_by(points.desc(), first, second).limit(limit)
