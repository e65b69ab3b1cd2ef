"""Decisions are followed: who carries them out, which are open, and which have lost their owner."""

from typing import Any

from peewee import ModelSelect

from tansiq.meetings.about import About, require_seen
from tansiq.meetings.agenda import carry_decision
from tansiq.models import Account, Meeting, MeetingDecision, Organization, Unit
from tansiq.platform import clock
from tansiq.policy.meeting_rules import carried_out_by
from tansiq.policy.own_rows import own_rows
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible
from tansiq.records import changes


def save_decision(viewer: Viewer, row: MeetingDecision) -> MeetingDecision:
    """Save a decision; an open one is put on the agenda of the next meeting by itself, and one that is settled says
    when. Raises Refused: NOT_FOUND (they do not see what it is about), or as `changes.save` does."""
    require_seen(viewer, row)
    if row.decision_state != "OPEN" and row.settled_on is None:
        row.settled_on = clock.today()
    with changes.together():
        changes.save(viewer, row)
        if row.decision_state == "OPEN" and viewer.trial is None:
            carry_decision(viewer, row)
    return row


def decisions_about(viewer: Viewer, about: About, sector: int | None = None) -> "ModelSelect[MeetingDecision]":
    """The decisions about something that the viewer may see, the open ones first; of a gap in one sector."""
    kind, row_id = about
    table = MeetingDecision
    rows = visible(table, viewer).where(table.about_kind == kind, table.about_id == row_id, table.archived_at.is_null())
    rows = rows if sector is None else rows.where(table.about_sector == sector)
    return rows.order_by(table.decision_state.desc(), table.due_on, table.id)


def is_open(table: Any) -> Any:
    """The condition that a decision is being carried out."""
    return (table.decision_state == "OPEN") & table.archived_at.is_null()


def is_overdue(table: Any) -> Any:
    """The condition that a decision is open although its day is over, in the country."""
    return is_open(table) & (table.due_on < clock.today())


def own_open_decisions(viewer: Viewer) -> "ModelSelect[MeetingDecision]":
    """The open decisions that are for the viewer, or their organisations, to carry out; the most pressing first."""
    own = carried_out_by(MeetingDecision, viewer)
    found: Any = MeetingDecision.select().where(is_open(MeetingDecision))
    return _in_order(found.where(own if own is not None else MeetingDecision.id.is_null()))


def has_no_owner(table: Any) -> Any:
    """The condition that an open decision has nobody to carry it out: nobody was named, or whoever was has left. A
    joined organisation handed its decisions to the other one when it was joined."""
    gone = (
        (table.organization, Organization.select(Organization.id).where(Organization.archived_at.is_null(False))),
        (table.unit, Unit.select(Unit.id).where(Unit.archived_at.is_null(False) | (Unit.ends_on < clock.today()))),
        (table.account, Account.select(Account.id).where(~Account.active | Account.archived_at.is_null(False))),
    )
    lacking = table.organization.is_null() & table.unit.is_null() & table.account.is_null()
    for key, rows in gone:
        lacking |= key.in_(rows)
    return is_open(table) & lacking


def decisions_without_owner(viewer: Viewer) -> "ModelSelect[MeetingDecision]":
    """Those of `has_no_owner` that were taken by meetings of the viewer's own areas."""
    rows: Any = own_rows(MeetingDecision, viewer)
    return _in_order(rows.where(has_no_owner(MeetingDecision)))


def overdue_decisions(viewer: Viewer) -> "ModelSelect[MeetingDecision]":
    """Those of `is_overdue` that were taken by meetings of the viewer's own areas."""
    rows: Any = own_rows(MeetingDecision, viewer)
    return _in_order(rows.where(is_overdue(MeetingDecision)))


def _in_order(query: Any) -> "ModelSelect[MeetingDecision]":
    ordered: ModelSelect[MeetingDecision] = query.order_by(MeetingDecision.due_on.asc(nulls="LAST"), MeetingDecision.id)
    return ordered


def taken_by(viewer: Viewer, meeting: Meeting) -> "ModelSelect[MeetingDecision]":
    """The decisions of a meeting, in the order in which they were taken."""
    rows = visible(MeetingDecision, viewer).where(MeetingDecision.meeting == meeting.id)
    return rows.order_by(MeetingDecision.id)
