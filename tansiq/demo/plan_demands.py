"""The demands behind the plans: entered as they were raised, then joined, taken into items, declined, or left open."""

from collections.abc import Sequence

from tansiq.demo import plan_tables
from tansiq.demo.entered_plans import EnteredPlan, References
from tansiq.demo.plan_tables import DemandFacts
from tansiq.models import Demand
from tansiq.plans.demands import decline_demands, join_demands, take_demands
from tansiq.policy.viewer import Viewer
from tansiq.records import bulk

RAISERS = {
    "EXECUTIVE_OFFICE": "مكتب تنفيذي مُختلَق",
    "COUNCIL_MEMBER": "عضو مجلس محلي مُختلَق",
    "COMMUNITY_COUNCIL": "مجلس مجتمعي مُختلَق",
    "CITIZEN": "مواطن مُختلَق",
}
"""Names of nobody: that they are invented stands in them."""


def enter_demands(viewer: Viewer, plans: Sequence[EnteredPlan], known: References) -> dict[str, Demand]:
    """The demands behind these plans, by key, with what was decided on each."""
    by_key = {plan.facts.key: plan for plan in plans}
    told = [facts for facts in plan_tables.demands() if facts.plan in by_key]
    rows = {facts.key: _demand(number, facts, known) for number, facts in enumerate(told, 1)}
    bulk.enter(viewer, list(rows.values()))
    for facts in told:
        row = rows[facts.key]
        if facts.joined_into:
            join_demands(viewer, [row], rows[facts.joined_into])
        if facts.item:
            take_demands(viewer, [row], by_key[facts.plan].items[facts.item])
        if facts.declined:
            decline_demands(viewer, [row], facts.declined)
    return rows


def _demand(number: int, facts: DemandFacts, known: References) -> Demand:
    return Demand(
        area=known.areas[facts.area],
        sector=known.sectors[facts.sector],
        title_ar=facts.title_ar,
        title_en=facts.title_en,
        description=facts.description,
        quantity=facts.quantity,
        unit=facts.unit,
        people=facts.people,
        severity=facts.severity,
        raised_on=facts.raised_on,
        raised_by=facts.raised_by,
        raiser=f"{RAISERS[facts.raised_by]} رقم {number}",
    )
