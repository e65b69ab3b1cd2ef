"""Decisions of meetings, entered from the page of the meeting and followed until they are done or dropped."""

from typing import Any, cast

from flask import request

from admin.current_viewer import viewer
from admin.meetings.told_about import about_markup
from admin.panel.field_groups import FieldGroup
from admin.panel.filters import ChoiceFilter, with_all
from admin.panel.reference_filter import ReferenceFilter, of_organization
from admin.views.of_owner import OwnedRecordView
from admin.words.labels import label
from tansiq.language.digits import whole
from tansiq.language.meeting_vocabulary import TOLD_DECISION_STATES
from tansiq.language.words import gettext, say
from tansiq.meetings.following import has_no_owner, is_overdue, save_decision
from tansiq.models import AgendaItem, MeetingDecision, Organization, Record
from tansiq.policy.visibility import visible


def _state_condition(table: Any, value: str) -> Any:
    if value == "OVERDUE":
        return is_overdue(table)
    return has_no_owner(table) if value == "NO_OWNER" else table.decision_state == value


STATES = ChoiceFilter(
    "decision_state",
    label("decision_state", "meeting_decision"),
    lambda: with_all([*TOLD_DECISION_STATES.choices(), ("NO_OWNER", gettext("Open, without an owner"))]),
    _state_condition,
)


class MeetingDecisionView(OwnedRecordView):
    """What was decided, by whom it is carried out, and until when."""

    icon = "check"
    new_title = say("Add a decision")
    empty = say("No decision yet. Decisions are added on the page of a meeting.")
    groups = (
        FieldGroup(say("What was decided"), ("title_ar", "title_en")),
        FieldGroup(say("Who carries it out: one of these"), ("organization", "unit", "account")),
        FieldGroup(say("How it stands"), ("due_on", "decision_state", "settled_on", "remark")),
    )
    facts = ("meeting", "about_kind", "created_at", "changed_at")
    filters = (STATES, ReferenceFilter("organization", Organization, of_organization))
    column_list = columns_at_owner = ("title", "organization", "unit", "due_on", "decision_state", "meeting")
    column_sortable_list = ("title", "organization", "due_on", "decision_state", "meeting")
    column_offered = ("about_kind", "settled_on", "remark", "created_at", "changed_at")
    order = (("due_on", False), ("id", False))
    order_at_owner = (("id", False),)
    details_template = "meetings/about_row.html"

    @property
    def section(self) -> str:
        return "plan"

    def about(self, row: MeetingDecision) -> Any:
        """What the decision is about, with the way there for whoever may see it."""
        return about_markup(row)

    def new_row(self) -> Record:
        """A decision on an item of the agenda is about what that is about."""
        row: Any = super().new_row()
        wanted = (AgendaItem.id == (whole(request.args.get("item")) or -1), AgendaItem.meeting == row.meeting_id)
        item = visible(AgendaItem, viewer()).where(*wanted).first()
        if item is not None:
            row.about_kind, row.about_id = item.about_kind, item.about_id
            row.about_sector_id = item.about_sector_id
        return cast("Record", row)

    def save(self, acting: Any, row: Any) -> Any:
        return save_decision(acting, row)
