"""Of what the rows of a workbook are, and who may send such ones."""

from dataclasses import dataclass

from tansiq.exchange import entry_import, plan_import, report_import, units_import
from tansiq.faults import Fault, Refused
from tansiq.language.words import say
from tansiq.models import Plan, RoundReport, TypeDefinition, Unit
from tansiq.policy.viewer import Viewer
from tansiq.rounds.stating import find_to_state, require_open


@dataclass(frozen=True)
class ReportsOf:
    """Reports of a form, all of the one period that was asked for where that is given by its key."""

    form: TypeDefinition
    period: str | None = None


Whose = Plan | TypeDefinition | type[Unit] | ReportsOf | RoundReport | None
"""Of what the rows of a workbook are: items of a plan, entries of a type, units, reports, what a report in a round
states; None: who does what where."""


def require_importable(viewer: Viewer, whose: Whose) -> None:
    """Raise Refused unless the viewer may enter such rows, or propose them: FORBIDDEN, NOT_FOUND, PLAN_CLOSED,
    PLAN_FROZEN, ARCHIVED, LOCKED, NOT_OPEN, CLOSED."""
    if isinstance(whose, Plan):
        plan_import.require_importable(viewer, whose)
    elif isinstance(whose, TypeDefinition):
        entry_import.require_importable(viewer, whose)
    elif isinstance(whose, ReportsOf):
        report_import.require_importable(viewer, whose.form)
    elif isinstance(whose, RoundReport):
        require_open(find_to_state(viewer, whose.id))
    elif whose is Unit:
        units_import.require_importable(viewer)
    elif not sends_work(viewer):
        raise Refused(Fault("FORBIDDEN", "", say("You may not do this. Sign in with an account that may.")))


def sends_work(viewer: Viewer) -> bool:
    """Whether somebody sends who does what where: not those who do no more than fill in for a unit."""
    return bool(viewer.is_admin or viewer.area_ids or viewer.organization_ids)
