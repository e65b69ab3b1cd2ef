"""Interventions that serve no plan."""

from datetime import date
from typing import Any

from tansiq.models import Commitment, PlanItem
from tansiq.plans.unplanned import unplanned_interventions
from tansiq.policy.viewer import Viewer
from tansiq.records import changes
from tests.people import NOBODY, SALMA
from tests.register import Register


def _titles(viewer: Viewer) -> list[str]:
    return sorted(row.title_en for row in unplanned_interventions(viewer))


def _serving(register: Register, title: str, item: PlanItem, **values: Any) -> Commitment:
    work = register.intervention("NRA", title_en=title)
    facts = {"item": item.id, "organization": work.organization_id, "intervention": work.id}
    return changes.save(SALMA, Commitment(offered_on=date(2026, 1, 1), **(facts | values)))


def test_work_serves_a_plan_while_a_commitment_to_a_standing_item_says_so(register: Register) -> None:
    plan = register.plan()
    item, gone = register.item(plan, "Wells"), register.item(plan, "Gone")
    _serving(register, "Serving", item)
    _serving(register, "Cancelled commitment", item, commitment_state="CANCELLED")
    _serving(register, "Item archived", gone)
    changes.archive(SALMA, PlanItem.get_by_id(gone.id))
    register.intervention("NRA", title_en="Alone")
    register.intervention("NRA", title_en="Cancelled", status="CANCELLED")
    changes.archive(SALMA, register.intervention("NRA", title_en="Archived"))
    assert _titles(SALMA) == ["Alone", "Cancelled commitment", "Item archived"]


def test_serving_a_draft_is_told_to_those_who_read_the_draft(register: Register) -> None:
    draft = register.plan(is_published=False)
    _serving(register, "For a draft", register.item(draft, "Wells"))
    assert _titles(SALMA) == []
    assert _titles(NOBODY) == ["For a draft"]
