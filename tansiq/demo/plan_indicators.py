"""The indicators of the plans with their targets and with what was achieved."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from tansiq.demo import plan_tables
from tansiq.demo.entered_plans import EnteredPlan, References
from tansiq.demo.plan_tables import IndicatorFacts
from tansiq.models import Indicator, IndicatorTarget, IndicatorValue
from tansiq.policy.viewer import Viewer
from tansiq.records import bulk


def enter_indicators(viewer: Viewer, plan: EnteredPlan, known: References) -> None:
    """The indicators of a plan and its items; before its adoption, which closes them."""
    told = [facts for facts in plan_tables.indicators() if facts.plan == plan.facts.key]
    rows = [_indicator(facts, plan) for facts in told]
    bulk.enter(viewer, rows)
    pairs = list(zip(told, rows, strict=True))
    bulk.enter(viewer, [target for facts, row in pairs for target in _targets(facts, row)])
    bulk.enter(viewer, [value for facts, row in pairs for value in _values(facts, row, known)])


def _indicator(facts: IndicatorFacts, plan: EnteredPlan) -> Indicator:
    return Indicator(
        plan=plan.row.id,
        item=plan.items[facts.item].id if facts.item else None,
        name_ar=facts.name_ar,
        name_en=facts.name_en,
        unit=facts.unit,
        direction=facts.direction,
        baseline=facts.baseline,
        baseline_on=facts.baseline_on,
        over_areas=facts.over_areas,
        over_time=facts.over_time,
    )


def _targets(facts: IndicatorFacts, row: Indicator) -> Iterator[IndicatorTarget]:
    for cell in facts.targets:
        on, value = cell.split()
        yield IndicatorTarget(indicator=row.id, on=_day_or_year(on), value=Decimal(value))


def _values(facts: IndicatorFacts, row: Indicator, known: References) -> Iterator[IndicatorValue]:
    for cell in facts.values:
        on, value, *pcode = cell.split()
        area = known.areas[pcode[0]] if pcode else None
        told = {"on": date.fromisoformat(on), "value": Decimal(value), "area": area, "source": facts.source}
        yield IndicatorValue(indicator=row.id, **told)


def _day_or_year(text: str) -> date:
    """A year alone means its last day."""
    return date.fromisoformat(text if "-" in text else f"{text}-12-31")
