"""Participants of meetings, entered from the page of the meeting."""

from admin.panel.field_groups import FieldGroup
from admin.panel.filters import filter_by_code
from admin.views.of_owner import OwnedRecordView
from tansiq.language.words import say


class MeetingAttendeeView(OwnedRecordView):
    """An organisation, an office, a person or a guest: invited, answering, attended."""

    icon = "account"
    new_title = say("Add a participant")
    empty = say("No participant yet. Participants are added on the page of a meeting.")
    groups = (
        FieldGroup(say("Who takes part: one of these"), ("organization", "unit", "account", "guest", "email")),
        FieldGroup(say("Invited, and there"), ("is_invited", "invitation_answer", "has_attended")),
    )
    facts = ("meeting", "answered_at", "created_at", "changed_at")
    filters = (filter_by_code("invitation_answer"),)
    column_list = columns_at_owner = ("name", "meeting", "is_invited", "invitation_answer", "has_attended")
    column_sortable_list = ("meeting", "is_invited", "invitation_answer", "has_attended")
    column_offered = ("answered_at", "created_at", "changed_at")
    order = order_at_owner = (("meeting", True), ("id", False))

    @property
    def section(self) -> str:
        return "plan"
