"""A form with items, published and assigned to a unit, for tests of what is reported in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from tansiq.forms.assigning import assign
from tansiq.forms.filling import begin
from tansiq.forms.versions import publish
from tansiq.models import FieldDefinition, Report, TypeDefinition, Unit
from tansiq.platform import clock
from tansiq.policy.viewer import Viewer
from tansiq.reporting_period import ReportingPeriod, period_of
from tests.definitions import answers, form, item, rule
from tests.people import SALMA

BEGINNING = date(2020, 1, 1)


@dataclass(frozen=True)
class FilledForm:
    """Municipal statistics: vehicles, those at work, waste by kind and those idle, which is reckoned; who fills it."""

    form: TypeDefinition
    items: Mapping[str, FieldDefinition]
    units: tuple[Unit, ...]

    def number(self, key: str) -> int:
        """The number of an item."""
        return self.items[key].number

    def values(self, **values: Any) -> dict[int, Any]:
        """What is reported, by number of the item."""
        return {self.number(key): value for key, value in values.items()}

    def period(self, back: int = 1) -> ReportingPeriod:
        """The period so many before that in which today lies."""
        return period_of(self.form.period_type, clock.today()).after(-back)

    def begun(self, viewer: Viewer = SALMA, unit: int = 0, back: int = 1) -> Report:
        """A report that somebody begins."""
        return begin(viewer, self.form, self.units[unit], self.period(back))


def municipal_form(*units: Unit, **values: Any) -> FilledForm:
    """Published and assigned to these units, without a day on which it closes unless said otherwise."""
    given = {"reported_from": BEGINNING, "closes_days": None, "period_type": "QUARTER", **values}
    made = form("municipal", **given)
    vehicles = item(made, "vehicles", is_required=True)
    working = item(made, "working", over_time="LATEST", least=0)
    waste = item(made, "waste", "NUMBER", decimals=1, least=0, breakdown=answers("DRY", "WET").id)
    formula = f"${{{vehicles.number}}} - ${{{working.number}}}"
    idle = item(made, "idle", "CALCULATED", formula=formula, over_areas="SUM", over_time="LATEST")
    rule("{0} <= {1}", working, vehicles)
    rule("{0} <= 900", waste, rule_severity="WARN", message_en="That is much waste.", message_ar="هذه نفايات كثيرة.")
    publish(SALMA, made, BEGINNING)
    assign(SALMA, made, units, BEGINNING)
    items = {"vehicles": vehicles, "working": working, "waste": waste, "idle": idle}
    return FilledForm(made, items, units)
