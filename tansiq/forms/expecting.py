"""Of which units a report of a period is expected: told from dated assignments, so that no rate exceeds a hundred.

assigned 1 January 2026 to 30 June 2026     2026-Q1 expected     2026-Q2 expected     2026-Q3 not
assigned, then merged into another unit     the one that it became is expected in its place, without a word
"""

from typing import Any

from peewee import ModelSelect

from tansiq.models import Assignment, TypeDefinition, Unit, UnitSuccessor
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible
from tansiq.reporting_period import ReportingPeriod
from tansiq.units.on_day import in_being


def expected_units(viewer: Viewer, form: TypeDefinition, period: ReportingPeriod) -> "ModelSelect[Unit]":
    """The units that `viewer` sees and of which a report of this period is expected, each once: those in being on its
    last day that are assigned then, or became of such."""
    filling = _filling(form, period)
    rows: Any = visible(Unit, viewer).where(Unit.archived_at.is_null(), in_being(Unit, period.ends))
    found: ModelSelect[Unit] = rows.where(Unit.id.in_(filling.select_from(filling.c.unit_id)))
    return found


def _filling(form: TypeDefinition, period: ReportingPeriod) -> Any:
    """The ids of the assigned units and of all that they became, in being or not."""
    day, table = period.ends, Assignment
    lasts = (table.starts_on <= day) & (table.ends_on.is_null() | (table.ends_on >= day))
    assigned: Any = table.select(table.unit.alias("unit_id"))
    assigned = assigned.where(table.form == form.id, table.archived_at.is_null(), lasts)
    base = assigned.cte("filling", recursive=True, columns=("unit_id",))
    became: Any = UnitSuccessor.select(UnitSuccessor.successor.alias("unit_id"))
    became = became.join(base, on=(base.c.unit_id == UnitSuccessor.unit))
    # UNION without ALL ends where units that became each other were entered by hand.
    return base.union(became)
