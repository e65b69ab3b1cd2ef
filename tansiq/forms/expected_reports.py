"""Which units are expected to report for each of several periods: as tansiq.forms.expecting, for all of them at once.

expected_reports(2026-Q1 .. 2026-Q4) -> {unit: ExpectedUnit(where it lies, {31 March, 30 June, 30 September})}
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from tansiq.faults import Fault, Refused
from tansiq.forms.deadlines import deadlines
from tansiq.language.words import say
from tansiq.models import Area, Assignment, FormVersion, TypeDefinition, Unit, UnitSuccessor
from tansiq.models.area import ANCESTORS
from tansiq.platform import clock
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible
from tansiq.reporting_period import ReportingPeriod

MOST = 1_000_000
"""Reports of which one answer is made: of units times periods."""


@dataclass(frozen=True)
class ExpectedUnit:
    """A unit of which reports are expected: the ids of the areas that it lies in by level, then that of its own area;
    and the last days of the periods."""

    places: tuple[int | None, ...]
    ends: frozenset[date]


Expected = Mapping[int, ExpectedUnit]
"""By id of the unit."""


def expected_reports(viewer: Viewer, form: TypeDefinition, periods: Sequence[ReportingPeriod]) -> Expected:
    """The units that `viewer` sees and of which a report of at least one of the periods is expected by today: for which
    a version was published that may be filled already. Raises Refused(TOO_MANY_PERIODS) where these would be more than
    MOST."""
    days = [period.ends for period in open_by_now(form, periods)]
    assigned, became = list(_assigned(form)), _successors()
    if len(assigned) * len(days) > MOST:
        text = say("That would be more than %(most)s reports. Ask about fewer periods.", most=f"{MOST:,}")
        raise Refused(Fault("TOO_MANY_PERIODS", "from", text))
    filling: dict[int, set[date]] = {}
    for unit_id, starts_on, ends_on in assigned:
        lasting = {day for day in days if starts_on <= day and (ends_on is None or day <= ends_on)}
        for heir in _with_heirs(unit_id, became) if lasting else ():
            filling.setdefault(heir, set()).update(lasting)
    found = {}
    for unit_id, starts_on, ends_on, *places in _units(viewer):
        expected = frozenset(day for day in filling.get(unit_id, ()) if _is_in_being(starts_on, ends_on, day))
        if expected:
            found[unit_id] = ExpectedUnit(tuple(places), expected)
    return found


def open_by_now(form: TypeDefinition, periods: Iterable[ReportingPeriod]) -> list[ReportingPeriod]:
    """Those of some periods for which a version was published, and that may be filled by today."""
    columns = (FormVersion.used_from, FormVersion.opens_days, FormVersion.due_days, FormVersion.closes_days)
    rows: Any = FormVersion.select(*columns).where(FormVersion.form == form.id, FormVersion.withdrawn_on.is_null())
    versions, today = list(rows.order_by(FormVersion.number.desc())), clock.today()
    found = []
    for period in periods:
        version = next((one for one in versions if one.used_from <= period.begins), None)
        if version is not None and deadlines(version, period).opens_on <= today:
            found.append(period)
    return found


def _is_in_being(starts_on: date | None, ends_on: date | None, day: date) -> bool:
    return (starts_on is None or starts_on <= day) and (ends_on is None or day <= ends_on)


def _assigned(form: TypeDefinition) -> Iterable[tuple[int, date, date | None]]:
    table: Any = Assignment
    rows = table.select(table.unit, table.starts_on, table.ends_on)
    found: Iterable[tuple[int, date, date | None]] = rows.where(
        table.form == form.id, table.archived_at.is_null()
    ).tuples()
    return found


def _successors() -> Mapping[int, list[int]]:
    found: dict[int, list[int]] = {}
    rows: Any = UnitSuccessor.select(UnitSuccessor.unit, UnitSuccessor.successor)
    for unit_id, heir in rows.tuples():
        found.setdefault(unit_id, []).append(heir)
    return found


def _with_heirs(unit_id: int, became: Mapping[int, list[int]]) -> set[int]:
    """A unit and all that it became, whatever became of these."""
    found, waiting = {unit_id}, [unit_id]
    while waiting:
        for heir in became.get(waiting.pop(), ()):
            if heir not in found:
                found.add(heir)
                waiting.append(heir)
    return found


def _units(viewer: Viewer) -> Any:
    """The units that are seen, with their days and where they lie."""
    rows: Any = visible(Unit, viewer).where(Unit.archived_at.is_null()).join(Area, on=(Area.id == Unit.area))
    places = [getattr(Area, name) for name in ANCESTORS]
    return rows.select(Unit.id, Unit.starts_on, Unit.ends_on, *places, Unit.area).tuples()
