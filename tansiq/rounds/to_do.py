"""What of rounds waits for somebody: reports that their organisations are asked for, and reports to be looked at."""

from typing import Any

from peewee import ModelSelect

from tansiq.models import Round, RoundReport
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
    last = Round.due_on >= clock.today()
    is_taken = Round.takes_late | last | RoundReport.first_submitted_at.is_null(False)
    own = RoundReport.organization.in_(same_organizations(viewer.organization_ids))
    return rows.where(own if viewer.organization_ids else NOBODY, is_taken)


def reports_to_look_at(viewer: Viewer) -> "ModelSelect[RoundReport]":
    """The submitted reports of rounds that are the viewer's to decide on, the oldest first."""
    rows = _of_open_rounds(viewer, RoundReport.round_state == "SUBMITTED")
    own = Round.area.in_(area_ids_within(viewer.area_ids)) if viewer.area_ids else NOBODY
    return rows if viewer.is_admin else rows.where(own)


def _of_open_rounds(viewer: Viewer, condition: Any) -> "ModelSelect[RoundReport]":
    rows: Any = visible(RoundReport, viewer).join(Round, on=(Round.id == RoundReport.round))
    standing = rows.where(Round.archived_at.is_null(), Round.opened_at.is_null(False), counts_in_round(RoundReport))
    found: ModelSelect[RoundReport] = standing.where(condition)
    return found.order_by(Round.due_on, RoundReport.submitted_at, RoundReport.id)
