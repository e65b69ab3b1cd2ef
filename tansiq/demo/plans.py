"""Entering the plans of the demonstration with their versions.

    drafted --> adopted --> amended, adopted again        what was achieved meanwhile: tansiq.demo.plan_months

A plan that stands already is passed over, so that whoever loads again enters what is new.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from tansiq.demo import plan_tables
from tansiq.demo.entered_plans import EnteredPlan, PlanSketch, References
from tansiq.demo.plan_consultation import consult
from tansiq.demo.plan_indicators import enter_indicators
from tansiq.demo.plan_tables import ItemFacts, PlanFacts
from tansiq.models import Plan, PlanItem, PlanPhase
from tansiq.models.plan_item import PlanItemArea, PlanItemGoal, PlanItemSector
from tansiq.plans.versions import adopt, amend
from tansiq.policy.viewer import Viewer
from tansiq.records import bulk, bulk_parts, changes


def written_plans(country: str) -> list[PlanSketch]:
    """The plans of a country that are written down one by one."""
    of_country = [facts for facts in plan_tables.plans() if facts.area.startswith(country)]
    return [
        PlanSketch(
            facts,
            [item for item in plan_tables.items() if item.plan == facts.key],
            [one for one in plan_tables.commitments() if one.plan == facts.key],
        )
        for facts in of_country
    ]


def enter_plans(viewer: Viewer, sketches: Sequence[PlanSketch], known: References) -> list[EnteredPlan]:
    """Enter the plans that are not there yet with all versions of them; nothing is reported yet."""
    entered = dict[str, EnteredPlan]()
    for sketch in sketches:
        area = known.areas[sketch.plan.area]
        if not Plan.select().where(Plan.area == area, Plan.name_ar == sketch.plan.name_ar).exists():
            entered[sketch.plan.key] = _enter_plan(viewer, sketch, known, entered.get(sketch.plan.parent))
    return list(entered.values())


def _enter_plan(viewer: Viewer, sketch: PlanSketch, known: References, parent: EnteredPlan | None) -> EnteredPlan:
    facts = sketch.plan
    row = changes.save(viewer, _plan(facts, known, parent))
    phases = [phase.split() for phase in facts.phases]
    changes.replace_parts(viewer, row, PlanPhase, [_phase(*phase) for phase in phases])
    entered = EnteredPlan(facts, row, {}, {item.code: item for item in sketch.items}, sketch.commitments)
    _enter_items(viewer, entered, known, parent, edition=1)
    enter_indicators(viewer, entered, known)
    consult(viewer, entered, known)
    adopt(viewer, row, facts.adopted_on)
    if facts.amended_on:
        amend(viewer, row, facts.reason)
        _change_items(viewer, entered)
        _enter_items(viewer, entered, known, parent, edition=2)
        adopt(viewer, row, facts.amended_on)
    row = changes.find(viewer, Plan, row.id)
    row.phase = phases[-1][0]
    changes.save(viewer, row)
    return entered


def _plan(facts: PlanFacts, known: References, parent: EnteredPlan | None) -> Plan:
    office_ar, office_en = plan_tables.offices()[facts.office]
    return Plan(
        area=known.areas[facts.area],
        plan_kind=facts.kind,
        name_ar=facts.name_ar,
        name_en=facts.name_en,
        starts_on=facts.starts_on,
        ends_on=facts.ends_on,
        parent=parent.row.id if parent else None,
        office_ar=office_ar,
        office_en=office_en,
        description_ar=facts.description_ar,
        description_en=facts.description_en,
        is_published=True,
    )


def _phase(phase: str, first: str, last: str = "") -> dict[str, Any]:
    ends_on = date.fromisoformat(last) if last else None
    return {"phase": phase, "starts_on": date.fromisoformat(first), "ends_on": ends_on}


def _enter_items(
    viewer: Viewer, plan: EnteredPlan, known: References, parent: EnteredPlan | None, *, edition: int
) -> None:
    """Enter the items that came with an edition, level by level, with their sectors, areas and goals."""
    fresh = {code: item for code, item in plan.told.items() if (item.edition or 1) == edition}
    for depth in sorted({code.count(".") for code in fresh}):
        level = {code: _item(item, plan, known, parent) for code, item in fresh.items() if code.count(".") == depth}
        bulk.enter(viewer, list(level.values()))
        plan.items.update(level)
    for part, name, ids in (
        (PlanItemSector, "sector", known.sectors),
        (PlanItemArea, "area", known.areas),
        (PlanItemGoal, "goal", known.goals),
    ):
        wanted = [(plan.items[code], _refer(name, ids, getattr(item, f"{name}s"))) for code, item in fresh.items()]
        bulk_parts.replace_parts(viewer, part, wanted)
    # The numbers of items and their versions are those that the database has by now.
    plan.items.update({row.code: row for row in PlanItem.select().where(PlanItem.plan == plan.row.id)})


def _refer(name: str, ids: dict[str, int], codes: Sequence[str]) -> list[dict[str, Any]]:
    return [{name: ids[code]} for code in codes]


def _item(item: ItemFacts, plan: EnteredPlan, known: References, parent: EnteredPlan | None) -> PlanItem:
    office_ar, office_en = plan_tables.offices().get(item.responsible, ("", ""))
    return PlanItem(
        plan=plan.row.id,
        parent=plan.items[item.above].id if item.above else None,
        position=int(item.code.rpartition(".")[2]),
        item_kind=item.kind,
        name_ar=item.name_ar,
        name_en=item.name_en,
        organization=None if office_ar else known.organizations[item.responsible],
        office_ar=office_ar,
        office_en=office_en,
        serves=parent.items[item.serves].id if parent and item.serves else None,
        starts_on=item.first,
        ends_on=item.last,
        weight=item.weight,
        unit=item.unit,
        **{**_figures(item), **_figures_at_first(item)},
    )


def _figures(item: ItemFacts) -> dict[str, Any]:
    """What an amendment may change."""
    budget, currency = item.budget
    return {"budget": budget, "currency": currency, "required": item.required, "people": item.people}


def _figures_at_first(item: ItemFacts) -> dict[str, Any]:
    """What the first version said otherwise."""
    return {name: int(number) for name, _, number in (cell.partition(" ") for cell in item.at_first)}


def _change_items(viewer: Viewer, plan: EnteredPlan) -> None:
    """Let the items say what the amendment made of them."""
    rows = [plan.items[code] for code, item in plan.told.items() if item.at_first]
    before = [row.values() for row in rows]
    for row in rows:
        for name, value in _figures(plan.told[row.code]).items():
            setattr(row, name, value)
    bulk.change(viewer, rows, before)
