"""Plans of a size to measure; one of 500 items whole: the contract's question about it, by the program and by the
database itself.

`database_json` is one statement written by hand for exactly this question. It leaves out the progress of items and the
days they are late, which are put together over the whole tree and which no single statement tells: the program tells
them as well.
"""

from datetime import date, timedelta
from decimal import Decimal
from itertools import product
from typing import Any

from peewee import chunked

from tansiq.models import (
    Area,
    Commitment,
    Indicator,
    IndicatorTarget,
    IndicatorValue,
    Organization,
    Plan,
    PlanItem,
    PlanItemArea,
    PlanItemSector,
    Sector,
)
from tansiq.platform.database import db, is_postgres
from tansiq.records import changes
from tansiq.records.item_numbers import DIGITS
from tests.api.plan_documents import PLAN
from tests.people import SALMA

WHOLE = PLAN.replace("(kind: [PROJECT])", "")
BESIDES = ("lateDays", "progress")
"""What the program alone tells of items."""
AXES, PROJECTS, ACTIVITIES = 5, 9, 10
YEAR = date(2026, 1, 1)


def items(activities: int) -> int:
    """How many items a plan has whose projects have so many activities."""
    return AXES * (1 + PROJECTS * (1 + activities))


ITEMS = items(ACTIVITIES)


def enter_plan(area: Area, sector: Sector, owners: list[Organization], activities: int = ACTIVITIES) -> Plan:
    """A published plan of 5 axes, of 9 projects each with an indicator, of so many activities each with four
    commitments."""
    days = {"starts_on": YEAR, "ends_on": date(2026, 12, 31), "is_published": True}
    plan = changes.save(SALMA, Plan(area=area.id, name_en="Recovery plan", name_ar="خطة تعافي", **days))
    rows = [_item(plan, places, owners) for places in _places(activities)]
    _insert(PlanItem, rows)
    ids = {row.order_key: row.id for row in PlanItem.select().where(PlanItem.plan == plan.id)}
    for key, row_id in ids.items():
        if len(key) > DIGITS:
            PlanItem.update(parent=ids[key[:-DIGITS]]).where(PlanItem.id == row_id).execute()
    _insert(PlanItemSector, [{"item": row_id, "sector": sector.id} for row_id in ids.values()])
    _insert(PlanItemArea, [{"item": row_id, "area": area.id} for row_id in ids.values()])
    _commit([row_id for key, row_id in ids.items() if len(key) == 3 * DIGITS], owners)
    _measure(plan, [row_id for key, row_id in ids.items() if len(key) == 2 * DIGITS])
    return plan


def _places(activities: int) -> list[tuple[int, ...]]:
    """The places of all items from the root, each before those under it."""
    levels = [range(1, 1 + count) for count in (AXES, PROJECTS, activities)]
    return sorted(places for depth in (1, 2, 3) for places in product(*levels[:depth]))


def _item(plan: Plan, places: tuple[int, ...], owners: list[Organization]) -> dict[str, Any]:
    is_activity, number = len(places) == len(("axis", "project", "activity")), sum(places)
    return {
        "plan": plan.id,
        "item_kind": ("AXIS", "PROJECT", "ACTIVITY")[len(places) - 1],
        "name_en": f"Item {places}",
        "name_ar": f"بند {places}",
        "code": ".".join(map(str, places)),
        "order_key": "".join(f"{place:0{DIGITS}}" for place in places),
        "organization": owners[number % len(owners)].id,
        "starts_on": YEAR,
        "ends_on": date(2026, 12, 1) - timedelta(days=number),
        "required": Decimal(100) if is_activity else None,
        "unit": "km" if is_activity else "",
        "unit_key": "km" if is_activity else "",
        "budget": Decimal(1000),
        "currency": "USD",
        "progress": Decimal(number % 101),
    }


def _commit(item_ids: list[int], owners: list[Organization]) -> None:
    said = {"quantity": Decimal("20.5"), "unit": "km", "unit_key": "km", "offered_on": YEAR, "delivered_on": YEAR}
    states = ("OFFERED", "DELIVERED", "CANCELLED", "AGREED")
    given = product(item_ids, enumerate(states))
    _insert(Commitment, [
        {"item": item_id, "organization": owners[number % len(owners)].id, "commitment_state": state, **said}
        for item_id, (number, state) in given
    ])  # fmt: skip


def _measure(plan: Plan, item_ids: list[int]) -> None:
    said = {"unit": "households", "direction": "RISING", "over_areas": "SUM", "over_time": "LATEST"}
    said |= {"name_en": "Households with water", "name_ar": "أسر لديها مياه"}
    based = {"baseline": Decimal(10), "baseline_on": date(2025, 1, 1)}
    _insert(Indicator, [{"plan": plan.id, "item": item_id, **said, **based} for item_id in item_ids])
    ids = [row.id for row in Indicator.select().where(Indicator.plan == plan.id)]
    _insert(IndicatorTarget, [{"indicator": row_id, "on": date(2026, 12, 31), "value": Decimal(90)} for row_id in ids])
    _insert(IndicatorValue, [
        {"indicator": row_id, "on": date(2026, month, 1), "value": Decimal(10 * month)}
        for row_id, month in product(ids, (2, 4))
    ])  # fmt: skip


def _insert(table: Any, rows: list[dict[str, Any]]) -> None:
    for piece in chunked(rows, 200):
        table.insert_many(piece).execute()


def database_json(plan_id: int) -> bytes:
    """The data as JSON, by the database, in one statement; for anonymous readers of English."""
    found = db.execute_sql(_POSTGRES if is_postgres() else _SQLITE, (plan_id,)).fetchone()[0]
    return found if isinstance(found, bytes) else str(found).encode()


_NAME = "coalesce(nullif({0}.name_en, ''), {0}.name_ar)"
_SUMS = """
    LEFT JOIN (
        SELECT c.item_id, sum(CASE WHEN c.unit_key = j.unit_key THEN coalesce(c.quantity, 0) ELSE 0 END) AS committed,
            sum(CASE WHEN c.commitment_state = 'DELIVERED' AND c.unit_key = j.unit_key THEN coalesce(c.quantity, 0)
                ELSE 0 END) AS delivered
        FROM commitment c JOIN plan_item j ON j.id = c.item_id
        WHERE j.plan_id = p.id AND c.archived_at IS NULL AND c.commitment_state <> 'CANCELLED' GROUP BY c.item_id
    ) g ON g.item_id = i.id
"""
_QUERY = """
SELECT {object}('plan', {object}('id', CAST(p.id AS TEXT), 'name', {p_name}, 'items', {json}((
  SELECT {array}({object}(
    'id', CAST(i.id AS TEXT), 'code', i.code, 'kind', i.item_kind, 'name', {i_name},
    'parent', CASE WHEN i.parent_id IS NULL THEN NULL ELSE {object}('id', CAST(i.parent_id AS TEXT)) END,
    'sectors', {json}((SELECT {array}({object}('code', s.code)) FROM plan_item_sector x
        JOIN sector s ON s.id = x.sector_id AND s.archived_at IS NULL WHERE x.item_id = i.id)),
    'areas', {json}((SELECT {array}({object}('pcode', s.pcode, 'name', {s_name})) FROM plan_item_area x
        JOIN area s ON s.id = x.area_id AND s.archived_at IS NULL WHERE x.item_id = i.id)),
    'responsible', CASE WHEN o.id IS NULL THEN NULL ELSE {object}('name', {o_name}) END,
    'startsOn', i.starts_on, 'endsOn', i.ends_on, 'state', i.item_state, 'required', i.required, 'unit', i.unit,
    'committed', coalesce(g.committed, 0), 'delivered', coalesce(g.delivered, 0),
    'open', CASE WHEN i.required IS NULL THEN NULL WHEN coalesce(g.committed, 0) > i.required THEN 0
        ELSE i.required - coalesce(g.committed, 0) END,
    'coverageState', CASE WHEN g.item_id IS NULL THEN 'NONE' WHEN g.delivered >= i.required THEN 'DELIVERED'
        WHEN g.committed >= i.required THEN 'COMMITTED' ELSE 'PARTIAL' END,
    'budget', CASE WHEN i.budget IS NULL THEN NULL
        ELSE {object}('amount', {money}, 'currency', i.currency) END,
    'indicators', {json}((SELECT coalesce({array}({object}(
        'name', {n_name}, 'unit', n.unit, 'baseline', n.baseline, 'direction', n.direction,
        'targets', {json}((SELECT {array}({object}('on', t."on", 'value', t.value)) FROM indicator_target t
            WHERE t.indicator_id = n.id AND t.archived_at IS NULL)),
        'values', {json}((SELECT {array}({object}('on', t."on", 'value', t.value)) FROM indicator_value t
            WHERE t.indicator_id = n.id AND t.archived_at IS NULL))
      )), {none}) FROM indicator n WHERE n.item_id = i.id AND n.archived_at IS NULL))
  ){ordered}) FROM (SELECT * FROM plan_item WHERE plan_id = p.id AND archived_at IS NULL ORDER BY order_key) i
    LEFT JOIN organization o ON o.id = i.organization_id AND o.is_published AND o.archived_at IS NULL {sums}
)), 'versions', {json}((SELECT coalesce({array}({object}('number', v.number, 'adoptedOn', v.adopted_on, 'reason',
    v.reason)), {none}) FROM plan_version v WHERE v.plan_id = p.id)))) AS answer
FROM plan p WHERE p.id = {mark} AND p.is_published AND p.archived_at IS NULL
"""


def _written(**words: str) -> str:
    names = {f"{table}_name": _NAME.format(table) for table in "pison"}
    return _QUERY.format(sums=words.pop("given", _SUMS), **names, **words)


_SQLITE = _written(
    object="json_object", array="json_group_array", json="json", none="json('[]')", ordered="", mark="?",
    money="printf('%.2f', i.budget)",
    # A subquery behind FROM does not see the plan of the query around it.
    given=_SUMS.replace("j.plan_id = p.id AND ", ""),
)  # fmt: skip
_POSTGRES = "SELECT CAST(answer AS text) FROM (" + _written(
    object="json_build_object", array="json_agg", json="", none="'[]'::json", ordered=" ORDER BY i.order_key",
    mark="%s", money="to_char(i.budget, 'FM999999999990.00')",
    given=_SUMS.replace("LEFT JOIN (", "LEFT JOIN LATERAL (").replace("j.plan_id = p.id", "c.item_id = i.id").replace(
        "ON g.item_id = i.id", "ON true"),
) + ") AS whole"  # fmt: skip
