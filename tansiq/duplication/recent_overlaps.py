"""Overlaps that are new: one of the two was entered or changed lately.

    history, newest entries -> the interventions they tell of -> their sites -> pairs upwards and downwards

Only the newest entries are looked at, so that it costs the same whether the register is small or large.
"""

from datetime import datetime
from typing import Any

from peewee import CTE, Case, Join, Select

from tansiq.duplication.overlap import Overlap
from tansiq.duplication.pair_facts import read_overlaps
from tansiq.duplication.pair_sides import Side, stored_side
from tansiq.duplication.pairs import COLUMNS, counts, pairs_downwards, pairs_upwards
from tansiq.duplication.ranking import page
from tansiq.duplication.weights import Weights, in_use
from tansiq.models import HistoryEntry, Intervention, Site
from tansiq.models.area import ANCESTORS
from tansiq.models.data_stamps import table_name
from tansiq.platform.database import db
from tansiq.policy.own_rows import is_own_row
from tansiq.policy.viewer import Viewer

ENTRIES = 20_000
CHANGED = 100
"""How many entries of the history, and how many interventions among them, are looked at: the newest."""
SITES_OF_ONE = 10
"""Entries of sites that are looked up for each of these interventions."""

_Site, _Work = Site.alias("new_site"), Intervention.alias("new_work")


def new_overlaps(viewer: Viewer, since: datetime, first: int = 100, works: int = CHANGED) -> list[Overlap]:
    """The clear and strong overlaps of interventions that were entered or changed after `since` (UTC), best first.

    To officers and partners those are told of which one side at least is their own. Of the interventions the newest
    `works` are looked at, of their overlaps the best `first` are given.
    """
    changed = _changed(since, works)
    if not changed:
        return []
    weights = in_use()
    changed_sites = _sites_of(viewer, weights, changed)
    upwards, downwards = (find(viewer, weights, changed_sites, None) for find in (pairs_upwards, pairs_downwards))
    found = upwards.union_all(downwards).alias("found")
    pairs = Select([found], _lower_id_first(found)).where(found.c.points >= weights.clear_points)
    if (own := is_own_row(Intervention, viewer)) is not None:
        own_ids = Intervention.select(Intervention.id).where(own)
        pairs = pairs.where(found.c.first.in_(own_ids) | found.c.second.in_(own_ids))
    return read_overlaps(page(pairs, None, first).with_cte(changed_sites))


def _changed(since: datetime, works: int) -> list[int]:
    """The ids of the interventions that the newest entries tell of, hidden ones too: their sites are asked for next."""
    newest = HistoryEntry.select().order_by(HistoryEntry.id.desc()).limit(ENTRIES).alias("newest")
    work, site = table_name(Intervention), table_name(Site)
    query = Select([newest], [newest.c.record_type, newest.c.record_id])
    query = query.where(newest.c.record_type.in_((work, site)), newest.c.at > since).order_by(newest.c.id.desc())
    told = db.execute(query).fetchall()
    sites = [row_id for kind, row_id in told if kind == site]
    stored_sites: Any = Site.select(Site.id, Site.intervention).where(Site.id.in_(sites[: works * SITES_OF_ONE]))
    above: dict[int, int] = dict(stored_sites.tuples()) if sites else {}
    ids = (row_id if kind == work else above.get(row_id) for kind, row_id in told)
    return [row_id for row_id in dict.fromkeys(ids) if row_id][:works]


def _sites_of(viewer: Viewer, weights: Weights, interventions: list[int]) -> CTE:
    """The stored sites of these interventions as the relation `mine`, with the columns of Side and the ancestors.

    What lies in a place so large that nothing there is more than a weak overlap is left out.
    """
    side = stored_side(_Site, _Work)
    facts = {name: getattr(side, name) for name in Side.__dataclass_fields__}
    facts |= {name: getattr(_Site, name) for name in ANCESTORS}
    tables = Join(_Site, _Work, on=(_Work.id == _Site.intervention))
    query = Select([tables], [value.alias(name) for name, value in facts.items()])
    coarsest = ANCESTORS[min(weights.coarsest(weights.clear_points), len(ANCESTORS) - 1)]
    chosen = _Site.intervention.in_(interventions) & getattr(_Site, coarsest).is_null(False)
    return query.where(chosen, counts(_Site, viewer)).cte("mine", materialized=True)


def _lower_id_first(found: Any) -> list[Any]:
    """The columns of pairs with the lower id of the two first, so that a pair found from both ends is one."""
    is_first = found.c.first < found.c.second
    swapped = {"first": "second", "second": "first", "first_site": "second_site", "second_site": "first_site"}
    columns = {name: Case(None, [(is_first, found.c[name])], found.c[other]) for name, other in swapped.items()}
    return [found.c.points, *(columns[name].alias(name) for name in COLUMNS[1:])]
