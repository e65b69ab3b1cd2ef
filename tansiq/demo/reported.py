"""What units reported in the demonstration's forms: invented figures by rules that stand in its file, period by period.

    {"form": "served", "from": "2023-Q4", "until": "2026-Q3",        one report a unit and period, some are missing
     "missing": 0.05, "late": 0.1, "waiting": "2026-Q3",             late by some days; those of this period wait yet
     "items": [["population", {"median": 90000, "spread": 0.7, "drift": 0.004}],
               ["served",     {"of": "population", "share": [0.7, 0.95]}],
               ["workers",    {"of": "population", "share": [0.002, 0.003], "cells": {"F": 0.1, "M": 0.9}}],
               ["readiness",  {"choices": {"READY": 0.7, "NOT_READY": 0.3}}]],
     "implausible": [["waste", 10, 0.01]]}                           a hundredth of them is told ten times

A share is drawn once for a unit and moves a little from period to period; it never passes what it is of.
"""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Any

from tansiq.demo import DAY
from tansiq.demo.random_numbers import Dice
from tansiq.forms.expecting import expected_units
from tansiq.forms.filling import days_of
from tansiq.models import FieldDefinition, Report, TypeDefinition, Unit
from tansiq.models.definitions import ENTRY, as_stored
from tansiq.models.form_version import version_of_period
from tansiq.platform import clock
from tansiq.policy.viewer import Viewer
from tansiq.records import changes
from tansiq.reporting_period import ReportingPeriod, period_named, periods_between

Rules = Mapping[str, Any]
_MOVES = 0.02
_HOUR = time(9, 30)


def enter_reports(viewer: Viewer, told: Rules) -> int:
    """Enter the reports of one form; how many. Raises Refused as `changes.save` does."""
    form: Any = TypeDefinition.get(TypeDefinition.key == told["form"])
    fields = {one.key: one for one in as_stored().of((ENTRY, int(form.id)))}
    first, last = (period_named(told[name]) for name in ("from", "until"))
    units: dict[int, _Told] = {}
    # What rules warn of is there on purpose; nobody sits at a form.
    acting = viewer.through("COMMAND")
    count = 0
    for period in periods_between(form.period_type, first.ends, last.ends):
        for unit in expected_units(viewer, form, period).order_by(Unit.id):
            of_unit = units.setdefault(unit.id, _Told(told, fields, Dice(f"{told['form']} of {unit.code or unit.id}")))
            row = of_unit.report(form, unit, period)
            if row is not None:
                changes.save(acting, row)
                count += 1
    return count


class _Told:
    """What one unit reports, period after period."""

    def __init__(self, told: Rules, fields: Mapping[str, FieldDefinition], dice: Dice) -> None:
        self.told, self.fields, self.dice = told, fields, dice
        self.levels = {key: _level(rules, dice) for key, rules in told["items"]}

    def report(self, form: TypeDefinition, unit: Unit, period: ReportingPeriod) -> Report | None:
        """The report of a period; None where it is missing. Chance is asked alike whether it is or not."""
        values = self._values()
        is_missing, is_late = (self.dice.happens(self.told[name]) for name in ("missing", "late"))
        moment = self._moment(form, unit, period, is_late)
        if is_missing or moment is None or clock.local(moment).date() > DAY:
            return None
        row = Report(form=form.id, unit=unit.id, period=period.key)
        row.extra = {str(self.fields[key].number): value for key, value in values.items() if value is not None}
        row.first_submitted_at = row.submitted_at = moment
        is_waiting = period.key == self.told.get("waiting") and self.dice.happens(0.5)
        row.report_state = "SUBMITTED" if is_waiting else "APPROVED"
        row.approved_level = 0 if is_waiting else form.approval_levels or 0
        return row

    def _moment(self, form: TypeDefinition, unit: Unit, period: ReportingPeriod, is_late: bool) -> datetime | None:
        """When it was submitted: in the days before it is due, or some days after; in UTC."""
        version = version_of_period(form.id, period.begins)
        days, by = self.dice.randint(0, 6), self.dice.randint(1, 12)
        if version is None:
            return None
        due = days_of(version, unit.id, period).due_on
        return clock.stored(datetime.combine(due + timedelta(days=by if is_late else -days), _HOUR))

    def _values(self) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for key, rules in self.told["items"]:
            values[key] = self._value(key, rules, values)
        for key, factor, probability in self.told.get("implausible", ()):
            if self.dice.happens(probability) and isinstance(values.get(key), int | float):
                values[key] = self._written(key, values[key] * factor)
        return values

    def _value(self, key: str, rules: Rules, values: Mapping[str, Any]) -> Any:
        if "choices" in rules:
            return self.levels[key]
        if not self.dice.happens(rules.get("known", 1)):
            return None
        whole = 1.0 if "of" not in rules else _total(values.get(rules["of"]))
        if whole is None:
            return None
        level = self.levels[key] = self.levels[key] * (1 + rules.get("drift", 0))
        number = whole * _kept_in(level * self.dice.around(1, rules.get("moves", _MOVES)), rules)
        return self._cells(key, rules["cells"], number) if "cells" in rules else self._written(key, number)

    def _cells(self, key: str, shares: Mapping[str, float], number: float) -> Mapping[str, Any]:
        return {code: self._written(key, number * share) for code, share in shares.items()}

    def _written(self, key: str, number: float) -> int | float:
        """A number as its item takes it; never more than what it is of, as it is rounded down."""
        one = self.fields[key]
        if one.value_type == "WHOLE":
            return int(number)
        places = 10 ** (1 if one.decimals is None else min(one.decimals, 1))
        return float(int(number * places) / places)


def _level(rules: Rules, dice: Dice) -> Any:
    """What is drawn once for a unit: a share, a number, or an answer."""
    if "choices" in rules:
        return dice.weighted(list(rules["choices"]), list(rules["choices"].values()))
    if "share" in rules:
        return dice.uniform(*rules["share"])
    return dice.around(rules["median"], rules.get("spread", 0.3))


def _kept_in(level: float, rules: Rules) -> float:
    """A share of something is at most all of it."""
    is_part = "of" in rules and rules["share"][1] <= 1
    return min(level, 1.0) if is_part else level


def _total(value: Any) -> float | None:
    cells = list(value.values()) if isinstance(value, Mapping) else [value]
    known = [one for one in cells if isinstance(one, int | float)]
    return float(sum(known)) if known else None
