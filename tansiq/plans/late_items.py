"""Which items of plans are late on a day, and by how much: those at the ends of the trees, of all visible plans.

visible plans that go on --> their leaves as they stand (leaf_statement) --> those late --> a list, narrowed and sorted

An axis is as late as the latest of its activities, and is not counted beside them. What is of a plan that is closed or
archived is late no more.
"""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from peewee import JOIN, SQL, ModelSelect, Select

from tansiq.models import (
    Commitment,
    Indicator,
    IndicatorTarget,
    IndicatorValue,
    Plan,
    PlanInvitation,
    PlanItem,
)
from tansiq.plans.figures import FINISHED
from tansiq.plans.followed_items import FOLLOWED
from tansiq.plans.indicators import progress_of_items
from tansiq.plans.leaf_statement import PlansAsOf
from tansiq.platform.database import is_postgres
from tansiq.policy.own_rows import own_rows
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible
from tansiq.records.slow_answers import cached

LATE_DAYS: Any = SQL("late.late_days")
"""By what the rows of `only_late` are ordered: the days by which each is late."""
_TABLES = (Plan, PlanItem, PlanInvitation, Commitment, Indicator, IndicatorTarget, IndicatorValue, *FOLLOWED)
_COLUMNS = (("item", "BIGINT"), ("late_days", "BIGINT"), ("progress", "DOUBLE PRECISION"))
_LATE = "SELECT id, late_days, now FROM standing WHERE late_days > 0 ORDER BY late_days DESC, plan, id"


class LateItem(NamedTuple):
    """By how many days an item is late, and how far it is, in hundredths."""

    late_days: int
    progress: float


def late_items(viewer: Viewer, on: date) -> Mapping[int, LateItem]:
    """By id, the latest first: what is late on a day of all that `viewer` sees, as far as it is known now.

    Five statements however many plans and items, and none while nothing of them changes.
    """
    kept: Mapping[int, LateItem] = cached(("late_items", viewer.scope, on), _TABLES, lambda: _late(viewer, on)).value
    return kept


def _late(viewer: Viewer, on: date) -> Mapping[int, LateItem]:
    plans: Any = visible(Plan, viewer).where(Plan.archived_at.is_null(), Plan.phase != "CLOSED")
    ids = [plan_id for (plan_id,) in plans.select(Plan.id).tuples()]
    if not ids:
        return {}
    asked = PlansAsOf(ids, on, progress_of_items(viewer, ids, on))
    return {row_id: LateItem(int(days), float(now)) for row_id, days, now in asked.ask(_LATE)}


def only_late(query: "ModelSelect[PlanItem]", found: Mapping[int, LateItem]) -> "ModelSelect[PlanItem]":
    """Those rows of a query over items that are `found` late, to be ordered by LATE_DAYS; whatever is done, cancelled
    or archived since they were found is left out.

    Each row has `late_days` and `late_progress` as they were found.
    """
    stands = PlanItem.archived_at.is_null() & PlanItem.item_state.not_in(FINISHED)
    late = _relation(found)
    # Plain words of SQL are told by the row itself, columns of the relation by a row of its own.
    told = query.select_extend(LATE_DAYS.alias("late_days"), SQL("late.progress").alias("late_progress"))
    return told.where(stands).join(late, JOIN.INNER, on=(PlanItem.id == late.c.item))


def _relation(found: Mapping[int, LateItem]) -> Any:
    """The rows (item, late_days, progress) as a relation called `late`: one bound text, however many they are."""
    rows = json.dumps([[row_id, *one] for row_id, one in found.items()])
    if is_postgres():
        source, each = "json_array_elements(CAST(%s AS json))", "CAST(value ->> {} AS {})"
    else:
        source, each = "json_each(?)", "CAST(json_extract(value, '$[{}]') AS {})"
    columns = [SQL(f"{each.format(place, kind)} AS {name}") for place, (name, kind) in enumerate(_COLUMNS)]
    return Select([SQL(source, [rows])], columns).alias("late")


def own_of_late(viewer: Viewer, found: Mapping[int, LateItem]) -> "ModelSelect[PlanItem]":
    """Those of the late items that are the viewer's own to look after, the latest first."""
    query = only_late(own_rows(PlanItem, viewer), found)
    return query.order_by(LATE_DAYS.desc(), PlanItem.plan, PlanItem.order_key, PlanItem.id)
