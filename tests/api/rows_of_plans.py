"""Plans with all that stands in them, for each kind of row one that anonymous readers may not see."""

from datetime import date
from decimal import Decimal
from typing import Any

from tansiq.models import (
    Commitment,
    Demand,
    Goal,
    Indicator,
    IndicatorTarget,
    IndicatorValue,
    Intervention,
    Organization,
    Plan,
    PlanItem,
    PlanItemArea,
    PlanItemGoal,
    PlanItemSector,
    PlanItemSupporter,
    PlanPhase,
)
from tansiq.plans.versions import adopt, amend
from tansiq.records import changes
from tests.people import SALMA
from tests.register import Register

FIRST = date(2026, 1, 1)
WHOLE: dict[str, Any] = {"required": Decimal("12.345"), "unit": "km", "budget": Decimal("99.5"), "currency": "USD"}


def enter_plans(register: Register, shown: Organization, hidden: Organization) -> None:
    """A plan in force with an open amendment, and a draft that is hidden; items of both, and what belongs to them."""
    draft: dict[str, Any] = {"is_published": False, "plan_kind": "ANNUAL", "name_ar": "مسودة"}
    for owner, values in ((shown, dict[str, Any]()), (hidden, draft)):
        strategy = register.plan("YE12", name_en="Strategy", plan_kind="STRATEGY", is_published=owner is shown)
        aim = register.item(strategy, "Aim", item_kind="OBJECTIVE")
        plan = register.plan(parent=strategy.id, organization=owner.id, tolerance=5, **values)
        phases = [{"phase": phase, "starts_on": FIRST, "ends_on": None} for phase in ("DRAFTING", "ASSESSMENT")]
        changes.replace_parts(SALMA, plan, PlanPhase, phases)
        items = _items(register, plan, aim, owner)
        for item in items:
            _parts(register, item, (shown, hidden))
            _measured(register, item, owner)
        _demands(register, items[0], shown)
        _commitments(items[:2], (shown, hidden))
        adopt(SALMA, plan, FIRST)
        amend(SALMA, Plan.get_by_id(plan.id), "Why it is amended")
        changes.archive(SALMA, items[-1])


def _items(register: Register, plan: Plan, aim: PlanItem, owner: Organization) -> list[PlanItem]:
    axis = register.item(plan, "Axis", item_kind="AXIS", office_ar="مكتب", weight=Decimal("12.5"), serves=aim.id)
    under = [
        register.item(plan, "Pipes", axis, item_kind="PROJECT", organization=owner.id, **WHOLE),
        register.item(plan, "Wells", axis, progress=Decimal("33.33"), starts_on=FIRST, ends_on=date(2026, 2, 1)),
        register.item(plan, "Given up", axis, item_state="CANCELLED", name_ar="متروك"),
        register.item(plan, "Archived", ends_on=FIRST),
    ]
    return [*under[:2], axis, *under[2:]]


def _parts(register: Register, item: PlanItem, owners: tuple[Organization, ...]) -> None:
    goal = Goal.get_or_none() or changes.save(SALMA, Goal(code="6", name_ar="المياه", name_en="Water"))
    areas = [{"area": register.areas[pcode].id} for pcode in ("YE121121", "YE1210")]
    changes.replace_parts(SALMA, item, PlanItemArea, areas)
    changes.replace_parts(
        SALMA, item, PlanItemSector, [{"sector": register.sectors[code].id} for code in ("WSH", "HEA")]
    )
    changes.replace_parts(SALMA, item, PlanItemSupporter, [{"organization": owner.id} for owner in owners])
    changes.replace_parts(SALMA, item, PlanItemGoal, [{"goal": goal.id}])


def _measured(register: Register, item: PlanItem, owner: Organization) -> None:
    facts = {"unit": "households", "direction": "FALLING", "over_areas": "SUM", "over_time": "LATEST"}
    told = {"baseline": Decimal(100), "baseline_on": FIRST}
    for values in ({"item": item.id, **told}, {"item": item.id}, told):
        row = changes.save(SALMA, Indicator(plan=item.plan_id, name_en="Without water", **facts, **values))
        for month, target in ((6, "60.125"), (12, "20")):
            days: dict[str, Any] = {"indicator": row.id, "on": date(2026, month, 1)}
            changes.save(SALMA, IndicatorTarget(value=Decimal(target), **days))
        where = {"area": register.areas["YE121121"].id, "organization": owner.id, "source": "Survey"}
        changes.save(SALMA, IndicatorValue(indicator=row.id, on=date(2026, 1, 20), value=Decimal("88.8"), **where))
    changes.archive(SALMA, row)


def _demands(register: Register, item: PlanItem, owner: Organization) -> None:
    facts: dict[str, Any] = {"area": register.areas["YE121121"].id, "sector": register.sectors["WSH"].id}
    facts |= {
        "raised_by": "CITIZEN",
        "raised_on": FIRST,
        "raiser": "Somebody",
        "quantity": Decimal("1.5"),
        "unit": "km",
    }
    first = changes.save(SALMA, Demand(title_ar="مياه", severity=3, **facts))
    changes.save(SALMA, Demand(title_en="The same", joined_into=first.id, **facts))
    changes.save(SALMA, Demand(title_en="Taken", outcome="TAKEN", item=item.id, severity=5, **facts))
    hidden = {"outcome": "DECLINED", "reason": "Too late", "is_published": False}
    declined = changes.save(SALMA, Demand(title_en="Declined", **hidden, **facts))
    for demand in (first, declined):
        changes.save(SALMA, Commitment(demand=demand.id, organization=owner.id, offered_on=FIRST, people=7))


def _commitments(items: list[PlanItem], owners: tuple[Organization, ...]) -> None:
    states: tuple[dict[str, Any], ...] = (
        {},
        {"commitment_state": "CANCELLED"},
        {"commitment_state": "DELIVERED", "delivered_on": FIRST},
    )
    for item in items:
        for owner in owners:
            work = Intervention.get(Intervention.organization == owner.id)
            for number, state in enumerate(states):
                facts: dict[str, Any] = {"quantity": Decimal("2.125"), "unit": "KM", "due_on": date(2026, 5, 1)}
                facts |= {"amount": Decimal("1.5"), "currency": "USD"} if number else {"intervention": work.id}
                changes.save(SALMA, Commitment(item=item.id, organization=owner.id, offered_on=FIRST, **facts, **state))
