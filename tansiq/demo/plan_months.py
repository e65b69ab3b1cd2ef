"""What was achieved of the plans, month by month: reports, commitments, and a snapshot of each month that was over.

Each step tells how things stood on its day, as life does; so the trend of a plan is that of its snapshots.
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from tansiq.demo import DAY, day
from tansiq.demo.entered_plans import EnteredPlan, References
from tansiq.demo.plan_tables import CommitmentFacts, ItemFacts
from tansiq.models import Commitment, Demand, Intervention, PlanItem
from tansiq.plans.snapshots import take_snapshot
from tansiq.policy.viewer import Viewer
from tansiq.records import bulk

STEPS = (day(7, 31), day(8, 31), day(9, 30), day(10, 31), DAY)
"""The days on which was reported; a snapshot is kept of each but the last, whose month is not over."""
Commitments = list[tuple[CommitmentFacts, Commitment]]


def live_through(viewer: Viewer, plans: Sequence[EnteredPlan], demands: dict[str, Demand], known: References) -> int:
    """Enter what became of the plans until DAY; the number of commitments."""
    commitments = [(facts, _commitment(facts, plan, demands, known)) for plan in plans for facts in plan.commitments]
    for step, on in enumerate(STEPS):
        _report(viewer, plans, step)
        _commit(viewer, commitments, on)
        if on < DAY:
            for plan in plans:
                take_snapshot(plan.row, on)
    return len(commitments)


def _report(viewer: Viewer, plans: Sequence[EnteredPlan], step: int) -> None:
    rows, before = list[PlanItem](), list[dict[str, Any]]()
    for plan in plans:
        states = _states(plan, step)
        for code, row in plan.items.items():
            rows.append(row)
            before.append(row.values())
            _say(row, plan.told[code], states[code], step)
    bulk.change(viewer, rows, before)


def _say(row: PlanItem, item: ItemFacts, state: str, step: int) -> None:
    row.item_state = state
    if item.progress:
        row.progress, row.reported_on = Decimal(item.progress.split()[step]), STEPS[step]
    if STEPS[step] == DAY:
        row.remark = item.remark


def _states(plan: EnteredPlan, step: int) -> dict[str, str]:
    """By number: the state of each item; one with others under it stands as they do."""
    under = dict[str, list[str]]()
    found = dict[str, str]()
    for code, item in reversed(plan.told.items()):
        found[code] = _together(under[code]) if code in under else _state(item, step)
        under.setdefault(item.above, []).append(found[code])
    return found


def _state(item: ItemFacts, step: int) -> str:
    on = STEPS[step]
    if item.state and on == DAY:
        return item.state
    if item.progress:
        progress = item.progress.split()[step]
        return {"0": "NOT_STARTED", "100": "DONE"}.get(progress, "UNDER_WAY")
    has_begun = item.state in ("UNDER_WAY", "DONE") and item.first is not None and item.first <= on
    return "UNDER_WAY" if has_begun else "NOT_STARTED"


def _together(states: Sequence[str]) -> str:
    counted = {state for state in states if state != "CANCELLED"}
    return "UNDER_WAY" if len(counted) > 1 or counted == {"SUSPENDED"} else next(iter(counted), "CANCELLED")


def _commitment(facts: CommitmentFacts, plan: EnteredPlan, demands: dict[str, Demand], known: References) -> Commitment:
    organization = known.organizations[facts.organization]
    amount, currency = facts.amount
    work = Intervention.get_or_none(
        Intervention.organization == organization, Intervention.title_ar == (facts.intervention or None)
    )
    return Commitment(
        item=plan.items[facts.item].id if facts.item else None,
        demand=demands[facts.demand].id if facts.demand else None,
        organization=organization,
        intervention=work.id if work else None,
        quantity=facts.quantity,
        unit=facts.unit,
        people=facts.people,
        amount=amount,
        currency=currency,
        offered_on=facts.offered_on,
        due_on=facts.due_on,
        remark=facts.remark,
    )


def _commit(viewer: Viewer, commitments: Commitments, on: date) -> None:
    """Enter what was offered until a day, and bring what stands to where it had come by then."""
    offered = [(facts, row) for facts, row in commitments if facts.offered_on <= on]
    fresh = [row for _, row in offered if not row.id]
    standing = [row for _, row in offered if row.id]
    before = [row.values() for row in standing]
    for facts, row in offered:
        row.commitment_state = _state_on(facts, on)
        row.delivered_on = facts.delivered_on if row.commitment_state == "DELIVERED" else None
    bulk.enter(viewer, fresh)
    bulk.change(viewer, standing, before)


def _state_on(facts: CommitmentFacts, on: date) -> str:
    if facts.state == "DELIVERED" and facts.delivered_on and facts.delivered_on > on:
        return "UNDER_WAY"
    return "OFFERED" if facts.state == "CANCELLED" and on < DAY else facts.state
