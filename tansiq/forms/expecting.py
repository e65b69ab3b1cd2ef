"""Of which units a report of a period is expected: told from dated assignments, so that no rate exceeds a hundred.

assigned 1 January 2026 to 30 June 2026     2026-Q1 expected     2026-Q2 expected     2026-Q3 not
assigned, then merged into another unit     the one that it became is expected in its place, without a word
"""

from peewee import ModelSelect

from tansiq.models import TypeDefinition, Unit
from tansiq.models.filling_units import fills_on
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible
from tansiq.reporting_period import ReportingPeriod


def expected_units(viewer: Viewer, form: TypeDefinition, period: ReportingPeriod) -> "ModelSelect[Unit]":
    """The units that `viewer` sees and of which a report of this period is expected, each once: those in being on its
    last day that are assigned then, or became of such."""
    found: ModelSelect[Unit] = visible(Unit, viewer).where(fills_on(form.id, period.ends))
    return found
