"""What of rounds waits for somebody: reports that their organisations are asked for, and reports to be looked at."""

from typing import Any

from peewee import Case, ModelSelect

from tansiq.models import Round, RoundReport
from tansiq.models.round import last_day_on_time
from tansiq.models.round_report import OPEN_STATES
from tansiq.platform import clock
from tansiq.policy.belonging import NOBODY, area_ids_within
from tansiq.policy.round_rules import same_organizations
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible
from tansiq.rounds.counts import counts_in_round


def reports_to_state(viewer: Viewer) -> "ModelSelect[RoundReport]":
    """The reports that a partner's organisations are asked for and that are still taken, the first due first."""
    rows = _of_open_rounds(viewer, RoundReport.round_state.in_(sorted(OPEN_STATES)))
    is_taken = RoundReport.round.not_in(_closed_rounds()) | RoundReport.first_submitted_at.is_null(False)
    return rows.where(_is_own(viewer), is_taken)


def reports_to_look_at(viewer: Viewer) -> "ModelSelect[RoundReport]":
    """The submitted reports of rounds that are the viewer's to decide on, the oldest first."""
    rows = _of_open_rounds(viewer, RoundReport.round_state == "SUBMITTED")
    return rows if viewer.is_admin else rows.where(_is_decided_on(viewer))


def reports_filled(viewer: Viewer) -> "ModelSelect[RoundReport]":
    """All reports that the viewer fills, with their rounds: those of their organisations; of whoever speaks for none,
    those that are theirs to decide on. What is open comes first, and of that what is due first; then the newest."""
    rows = _of_open_rounds(viewer, RoundReport.round_state.is_null(False))
    if viewer.organization_ids:
        rows = rows.where(_is_own(viewer))
    elif not viewer.is_admin:
        rows = rows.where(_is_decided_on(viewer))
    is_open = RoundReport.round_state.in_(sorted(OPEN_STATES))
    open_first = (Case(None, [(is_open, 0)], 1), Case(None, [(is_open, Round.due_on)], None))
    return rows.select(RoundReport, Round).order_by(*open_first, Round.due_on.desc(), RoundReport.id)


def _is_own(viewer: Viewer) -> Any:
    own = RoundReport.organization.in_(same_organizations(viewer.organization_ids))
    return own if viewer.organization_ids else NOBODY


def _is_decided_on(viewer: Viewer) -> Any:
    return Round.area.in_(area_ids_within(viewer.area_ids)) if viewer.area_ids else NOBODY


def _closed_rounds() -> list[int]:
    """The ids of the rounds that take no report any more that was not submitted yet."""
    today = clock.today()
    over = Round.select().where(Round.takes_late == False, Round.due_on < today)  # noqa: E712  # A condition.
    return [row.id for row in over if last_day_on_time(row) < today]


def _of_open_rounds(viewer: Viewer, condition: Any) -> "ModelSelect[RoundReport]":
    rows: Any = visible(RoundReport, viewer).join(Round, on=(Round.id == RoundReport.round))
    standing = rows.where(Round.archived_at.is_null(), Round.opened_at.is_null(False), counts_in_round(RoundReport))
    found: ModelSelect[RoundReport] = standing.where(condition)
    return found.order_by(Round.due_on, RoundReport.submitted_at, RoundReport.id)
