"""What tests of plans begin with."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tansiq.models import Indicator, Plan
from tansiq.records import changes
from tests.people import SALMA
from tests.tansiq.plans.measured import Make


@pytest.fixture
def indicator(plan: Plan) -> Make:
    """Enter an indicator of the plan: households with water, 100 at the end of 2025, unless said otherwise."""

    def make(**values: Any) -> Indicator:
        facts: dict[str, Any] = {
            "plan": plan.id,
            "name_en": "Households with water",
            "unit": "households",
            "direction": "RISING",
            "baseline": Decimal(100),
            "baseline_on": date(2025, 12, 31),
            "over_areas": "SUM",
            "over_time": "LATEST",
        }
        return changes.save(SALMA, Indicator(**(facts | values)))

    return make
