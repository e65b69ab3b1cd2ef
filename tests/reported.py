"""Reports that count, for tests of what figures come to."""

from typing import Any

from tansiq.forms.filling import submit
from tansiq.models import Report
from tests.filled_forms import FilledForm
from tests.people import SALMA


def reported(filled: FilledForm, unit: int = 0, back: int = 1, **values: Any) -> Report:
    """What a unit submits for the period so many before now; approved at once where the form has no levels."""
    report = filled.begun(SALMA, unit, back)
    return submit(SALMA.giving("It is so."), report, filled.values(**values))


def nothing_reported(filled: FilledForm, unit: int = 0, back: int = 1) -> Report:
    """The same of a unit that declares that there was nothing to report."""
    return submit(SALMA, filled.begun(SALMA, unit, back), nil_reason="There was nothing.")
