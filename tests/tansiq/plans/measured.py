"""Indicators of plans with their targets and values, and what is refused of them, for tests."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tansiq.faults import Refused
from tansiq.models import Indicator, IndicatorTarget, IndicatorValue
from tansiq.policy.viewer import Viewer
from tansiq.records import changes
from tests.people import SALMA

JUNE = date(2026, 6, 30)

Make = Callable[..., Any]


def aimed(indicator: Indicator, value: int, on: date = date(2026, 12, 31), by: Viewer = SALMA) -> IndicatorTarget:
    """A target of an indicator."""
    return changes.save(by, IndicatorTarget(indicator=indicator.id, on=on, value=Decimal(value)))


def reached(indicator: Indicator, value: int, on: date = JUNE, by: Viewer = SALMA, **more: Any) -> IndicatorValue:
    """A value that was achieved."""
    return changes.save(by, IndicatorValue(indicator=indicator.id, on=on, value=Decimal(value), **more))


def refusal_of(deed: Callable[[], Any]) -> Refused:
    """What a deed is refused with."""
    with pytest.raises(Refused) as refused:
        deed()
    return refused.value


def told_of(refusal: Refused) -> list[tuple[str, str]]:
    """The code and the field of each fault."""
    return [(fault.code, fault.field) for fault in refusal.faults]
