"""Plans whose items a workbook may bring: those that may still be changed, by whoever sends it."""

from typing import Any

from admin.current_viewer import viewer
from admin.panel.save_or_propose import may_act
from admin.words.naming import name_of
from tansiq.models import Plan
from tansiq.policy.visibility import visible

MOST = 200
"""Plans that are offered; whoever looks for an older one begins at its page."""


def open_plans() -> list[tuple[int, str]]:
    """(id, name) of the plans to choose from, the latest first."""
    rows: Any = visible(Plan, viewer()).where(
        Plan.archived_at.is_null(),
        Plan.phase != "CLOSED",
        Plan.is_frozen == False,  # noqa: E712  It is SQL.
    )
    found = rows.order_by(Plan.starts_on.desc(), Plan.id.desc()).limit(MOST)
    return [(plan.id, name_of(plan)) for plan in found if may_act("CHANGE", plan)]
