"""The items at the ends of the trees of some plans, as the database reckons them: how far, how late, of which share.

plans -> items, each with its share among its siblings -> down the trees -> leaves -> what was delivered, the last
snapshot -> progress and days late of each leaf

It is the arithmetic of tansiq.plans.figures in SQL: a matrix of a country has tens of thousands of items, and reading
each of them would take longer than adding them up where they lie. A property holds the two against each other.

A leaf is an item that nothing stands under but what is cancelled; what is cancelled or archived, or stands under a
cancelled item, is none. Items, and what was committed to them, are seen with their plan: whoever asks gives plans that
the viewer sees.
"""

import json
import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from tansiq.models.reached_figure import month_of
from tansiq.platform.database import db, is_postgres

LEAVES = """
WITH RECURSIVE plan_row AS MATERIALIZED (
  -- The snapshot that tells of the last month that is over; the present month is written anew several times a day.
  SELECT p.id AS plan, p.area_id AS area, p.tolerance, COALESCE(
    (SELECT MAX(s.month) FROM plan_snapshot s WHERE s.plan_id = p.id AND s.month < {month}),
    (SELECT MAX(s.month) FROM plan_snapshot s WHERE s.plan_id = p.id)) AS month
  FROM plan p WHERE p.id IN ({plans})
), measured(item, progress) AS ({measured}
), entered AS MATERIALIZED (
  -- Cast, as SQLite finds by an index only what it knows to be a number.
  SELECT i.id, i.plan_id AS plan, CAST(COALESCE(above.id, 0) AS BIGINT) AS above, i.item_kind AS kind,
         i.item_state AS state, i.starts_on, i.ends_on, i.required, i.unit_key, i.progress, i.weight
  FROM plan_row p JOIN plan_item i ON i.plan_id = p.plan
  LEFT JOIN plan_item above ON above.id = i.parent_id AND above.archived_at IS NULL
  WHERE i.archived_at IS NULL AND i.item_state <> 'CANCELLED'
), branch AS MATERIALIZED (
  -- Siblings without a weight share what the others leave of 100; where all weigh nothing, all count alike.
  SELECT plan, above, CAST(COUNT(*) AS DOUBLE PRECISION) AS number,
         CAST(CASE WHEN COUNT(*) > COUNT(weight)
                   THEN {greatest}(100.0 - COALESCE(SUM(weight), 0), 0) / (COUNT(*) - COUNT(weight))
              END AS DOUBLE PRECISION) AS rest,
         CAST(CASE WHEN COUNT(*) > COUNT(weight) THEN {greatest}(COALESCE(SUM(weight), 0), 100.0)
                   ELSE SUM(weight) END AS DOUBLE PRECISION) AS whole
  FROM entered GROUP BY plan, above
), item AS MATERIALIZED (
  SELECT i.id, i.plan, i.above, i.kind,
         CASE WHEN b.whole > 0 THEN COALESCE(i.weight, b.rest) / b.whole ELSE 1.0 / b.number END AS share
  FROM entered i JOIN branch b ON b.plan = i.plan AND b.above = i.above
), tree AS (
  SELECT id, id AS root, kind, CAST(share AS DOUBLE PRECISION) AS share, CAST(1 AS DOUBLE PRECISION) AS part
  FROM item WHERE above = 0
  UNION ALL
  SELECT i.id, t.root, t.kind, t.share * i.share, t.part * i.share FROM tree t JOIN item i ON i.above = t.id
), leaf AS MATERIALIZED (
  SELECT i.id, i.plan, i.state, i.starts_on, i.ends_on, i.required, i.unit_key, i.progress,
         t.root, t.kind AS root_kind, t.share, t.part, p.area, p.tolerance, p.month
  FROM tree t JOIN entered i ON i.id = t.id JOIN plan_row p ON p.plan = i.plan
  WHERE NOT EXISTS (SELECT 1 FROM entered below WHERE below.above = i.id)
), given AS MATERIALIZED (
  SELECT c.item_id AS item, SUM(c.quantity) AS committed,
         SUM(CASE c.commitment_state WHEN 'DELIVERED' THEN c.quantity ELSE 0 END) AS delivered
  FROM leaf l JOIN commitment c ON c.item_id = l.id AND c.unit_key = l.unit_key
  WHERE c.archived_at IS NULL AND c.commitment_state <> 'CANCELLED' GROUP BY c.item_id
), told AS MATERIALIZED (
  SELECT l.id, l.plan, l.state, l.starts_on, l.ends_on, l.root, l.root_kind, l.share, l.part, l.area, l.tolerance,
         CAST(CASE WHEN m.progress IS NOT NULL THEN m.progress
                   WHEN l.required > 0 AND g.committed > 0 THEN {least}(g.delivered * 100.0 / l.required, 100)
                   WHEN l.progress IS NOT NULL THEN l.progress
                   WHEN l.state = 'DONE' THEN 100 ELSE 0 END AS DOUBLE PRECISION) AS now,
         CAST(s.progress AS DOUBLE PRECISION) AS before
  FROM leaf l LEFT JOIN given g ON g.item = l.id LEFT JOIN measured m ON m.item = l.id
  LEFT JOIN plan_snapshot s ON s.plan_id = l.plan AND s.month = l.month AND s.item_id = l.id
), standing AS (
  -- Before its last day an item is late by the days by which it is behind the straight line between its days.
  SELECT t.*, CASE WHEN state = 'DONE' OR ends_on IS NULL THEN 0
                   WHEN {today} > ends_on THEN {since_end}
                   WHEN starts_on IS NULL OR {today} <= starts_on THEN 0
                   WHEN {gone} * 100 - (tolerance + now) * {length} > {hair}
                   THEN {greatest}(FLOOR({gone} - now * {length} / 100 + {hair}), 1) ELSE 0 END AS late_days
  FROM told t
)
"""
"""The relation `standing`: id, plan, root, root_kind, area (the plan's), state, now and before (hundredths; before is
empty without a snapshot), share (of its plan), part (of its root), late_days."""

HAIR = "0.000001"
"""What reckoning with floating point may be wrong by."""


def ask(statement: str, given: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    """The rows of a statement written by hand, whose `:names` are given their values."""
    written = re.sub(r":(\w+)", r"%(\1)s", statement) if is_postgres() else statement
    rows: list[tuple[Any, ...]] = db.execute_sql(written, given).fetchall()
    return rows


class PlansAsOf(NamedTuple):
    """Plans that the viewer sees, by their ids, as they stand on a day. `measured` tells, by item, how far its
    indicators are, in hundredths."""

    plan_ids: Sequence[int]
    today: date
    measured: Mapping[int, Decimal]

    def ask(self, select: str, **bound: Any) -> list[tuple[Any, ...]]:
        """The rows of a statement over the relation `standing`; `bound` are the values of `:names` in it."""
        return ask(_leaves() + select, {**bound, **self._given()})

    def _given(self) -> dict[str, str]:
        measured = [[item_id, float(progress)] for item_id, progress in self.measured.items()]
        return {
            "plans": json.dumps(list(self.plan_ids)),
            "measured": json.dumps(measured),
            "today": self.today.isoformat(),
            "month": month_of(self.today).isoformat(),
        }


def _leaves() -> str:
    """The relations, in the words of the database in use."""
    return LEAVES.format(hair=HAIR, **(_POSTGRES if is_postgres() else _SQLITE))


_SQLITE = {
    "plans": "SELECT value FROM json_each(:plans)",
    "measured": "SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]') FROM json_each(:measured)",
    "greatest": "MAX",
    "least": "MIN",
    "today": ":today",
    "month": ":month",
    "since_end": "JULIANDAY(:today) - JULIANDAY(ends_on)",
    "gone": "(JULIANDAY(:today) - JULIANDAY(starts_on))",
    "length": "(JULIANDAY(ends_on) - JULIANDAY(starts_on))",
}
_POSTGRES = {
    "plans": "SELECT CAST(value AS BIGINT) FROM json_array_elements_text(CAST(:plans AS json))",
    "measured": "SELECT CAST(value ->> 0 AS BIGINT), CAST(value ->> 1 AS DOUBLE PRECISION)"
    " FROM json_array_elements(CAST(:measured AS json))",
    "greatest": "GREATEST",
    "least": "LEAST",
    "today": "CAST(:today AS date)",
    "month": "CAST(:month AS date)",
    "since_end": "CAST(:today AS date) - ends_on",
    "gone": "(CAST(:today AS date) - starts_on)",
    "length": "(ends_on - starts_on)",
}
"""What the two databases call differently; days are numbers in both."""
