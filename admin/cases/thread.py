"""What is written about a case: the messages, oldest first, each with who wrote it for whom."""

from dataclasses import dataclass
from typing import Any

from admin.current_viewer import viewer
from admin.overlaps.pairs import rows_by_id
from admin.words.naming import name_of
from tansiq.cases.thread import messages
from tansiq.language.words import gettext
from tansiq.models import CaseMessage, Organization, OverlapCase
from tansiq.policy.seen_fields import may_see_field

AT_ONCE = 50
"""Messages that the page tells, the newest; older ones are asked for."""


@dataclass(frozen=True)
class ToldMessage:
    """One message: for whom it was written, and the person where the viewer may know them."""

    row: CaseMessage
    written_for: str
    person: str
    is_own: bool


def thread_told(case: OverlapCase, before: int | None = None) -> dict[str, Any]:
    """The newest messages, oldest first, and the place of the oldest where there are older ones."""
    query = messages(viewer(), case)
    query = query.where(CaseMessage.id < before) if before is not None else query
    rows = list(query.order_by(CaseMessage.id.desc()).limit(AT_ONCE + 1))
    shown = rows[:AT_ONCE][::-1]
    owners = rows_by_id(Organization, (row.organization_id for row in shown))
    said = [_told(row, owners) for row in shown]
    return {"messages": said, "older": shown[0].id if len(rows) > AT_ONCE else None}


def _told(row: CaseMessage, owners: dict[Any, Any]) -> ToldMessage:
    owner = owners.get(row.organization_id)
    who = gettext("The officer") if row.organization_id is None else name_of(owner) if owner else gettext("somebody")
    person = row.author if may_see_field(viewer(), "author", row) else ""
    return ToldMessage(row, who, person, row.account_id is not None and row.account_id == viewer().account_id)
