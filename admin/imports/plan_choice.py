"""Plans whose items a workbook may bring: those that may still be changed, by whoever sends it."""

from typing import Any

from admin.current_viewer import viewer
from admin.words.naming import name_of
from tansiq.models import Plan
from tansiq.policy.own_rows import own_rows
from tansiq.policy.visibility import among, may

MOST = 200
"""Plans that are offered; whoever looks for an older one begins at its page."""


def open_plans() -> list[tuple[int, str]]:
    """(id, name) of the plans to choose from, the latest first."""
    rows: Any = own_rows(Plan, viewer()).where(
        Plan.archived_at.is_null(),
        Plan.phase != "CLOSED",
        Plan.is_frozen == False,  # noqa: E712  It is SQL.
    )
    found = list(rows.order_by(Plan.starts_on.desc(), Plan.id.desc()).limit(MOST))
    # Those of an officer's areas are asked for together; the others are of the partner's own organisation, and few.
    in_charge = {plan.id for plan in among(viewer(), "CHANGE", found)}
    return [(plan.id, name_of(plan)) for plan in found if plan.id in in_charge or may(viewer(), "PROPOSE", plan)]
