"""tansiq plans snapshot, for whoever runs no worker."""

from datetime import date

from click.testing import CliRunner

from tansiq.commands.plans import plans
from tansiq.models import PlanSnapshot
from tansiq.plans.versions import adopt
from tests.people import SALMA
from tests.register import Register


def test_each_followed_plan_is_kept_once_a_month(register: Register) -> None:
    register.plan("YE1210")
    plan = register.plan("YE1211")
    register.item(plan, "Wells")
    adopt(SALMA, plan, date(2026, 1, 1))
    said = [CliRunner().invoke(plans, ["snapshot"]).output for _ in range(2)]
    assert said == ["Kept how 1 plan stands.\n"] * 2
    assert PlanSnapshot.select().count() == 2
