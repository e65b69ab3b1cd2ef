"""The program and the database tell the same of a plan, so that comparing their times compares the same work."""

from typing import Any

import orjson

from tansiq.models import PlanItem
from tests.api.schema_client import ENGLISH, ask
from tests.bench import plan_page
from tests.bench.outline_page import ACTIVITIES
from tests.register import Register


def test_plans_have_as_many_items_as_is_said_of_them(register: Register) -> None:
    place = register.areas["YE1211"], register.sectors["WSH"], [register.organization("NRA")]
    for activities, count in ((0, 50), (2, 140)):
        plan = plan_page.enter_plan(*place, activities)
        assert PlanItem.select().where(PlanItem.plan == plan.id).count() == plan_page.items(activities) == count
    assert plan_page.items(ACTIVITIES["large"]) == 5_000


def test_the_program_and_the_database_tell_the_same_of_a_plan(register: Register) -> None:
    owners = [register.organization(name) for name in ("NRA", "ADR", "LWC")]
    plan = plan_page.enter_plan(register.areas["YE1211"], register.sectors["WSH"], owners)
    told: dict[str, Any] = ask(plan_page.WHOLE, ENGLISH, {"id": str(plan.id)})
    items = told["plan"]["items"]
    assert len(items) == 500
    for one in (*items, *(indicator for item in items for indicator in item["indicators"])):
        for name in plan_page.BESIDES:
            one.pop(name, None)
    assert orjson.loads(plan_page.database_json(plan.id)) == told
