"""What people say of a plan while it is consulted upon, for tests."""

from typing import Any

import pytest

from tansiq.faults import Refused
from tansiq.models import Plan, PlanComment
from tansiq.plans.consultation import comment
from tansiq.policy.viewer import Viewer


def said(viewer: Viewer, plan: Plan, text: str = "Deeper, please", **values: Any) -> PlanComment:
    """What somebody says of a plan."""
    return comment(viewer, PlanComment(**({"plan": plan.id, "text": text} | values)))


def proposed(viewer: Viewer, plan: Plan, name: str = "A fish market", **values: Any) -> PlanComment:
    """An item that somebody proposes."""
    return said(viewer, plan, "", comment_kind="NEW_ITEM", proposed=name, **values)


def stored(row: PlanComment) -> PlanComment:
    """A comment as it is kept now."""
    return PlanComment.get_by_id(row.id)


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[tuple[str, str]]:
    """The code and the field of each fault of a refusal."""
    return [(fault.code, fault.field) for fault in refused.value.faults]
