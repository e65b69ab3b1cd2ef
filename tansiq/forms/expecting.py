"""Of which units a report of a period is expected: told from dated assignments, so that no rate exceeds a hundred.

assigned 1 January 2026 to 30 June 2026     2026-Q1 expected     2026-Q2 expected     2026-Q3 not
"""

from typing import Any

from peewee import ModelSelect

from tansiq.models import Assignment, TypeDefinition, Unit
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible
from tansiq.reporting_period import ReportingPeriod
from tansiq.units.on_day import in_being


def is_expected(period: ReportingPeriod) -> Any:
    """The condition that an Assignment, joined with its Unit, expects a report of this period: both last on its last
    day."""
    day = period.ends
    lasts = (Assignment.starts_on <= day) & (Assignment.ends_on.is_null() | (Assignment.ends_on >= day))
    return lasts & Assignment.archived_at.is_null() & Unit.archived_at.is_null() & in_being(Unit, day)


def expected_units(viewer: Viewer, form: TypeDefinition, period: ReportingPeriod) -> "ModelSelect[Unit]":
    """The units that `viewer` sees and of which a report of this period is expected, each once."""
    rows: Any = visible(Unit, viewer).join(Assignment, on=(Assignment.unit == Unit.id))
    return rows.where(Assignment.form == form.id, is_expected(period))  # type: ignore[no-any-return]  # Peewee's rows are not typed.
