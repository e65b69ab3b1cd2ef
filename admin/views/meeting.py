"""Meetings: planned once or in series; the page of one has its agenda, who takes part, and what was decided."""

from typing import Any, cast

from flask import flash, g, redirect, request
from flask_admin import expose

from admin.current_viewer import viewer
from admin.meetings.meeting_page import MeetingPage, meeting_page
from admin.panel.field_groups import FieldGroup
from admin.panel.filters import PUBLISHED, ChoiceFilter, filter_by_code, with_all
from admin.panel.guarded_view import GuardedView
from admin.panel.reference_filter import ReferenceFilter, placed_in
from admin.panel.wrong_texts import flash_wrong
from tansiq.faults import Refused
from tansiq.language.words import gettext, ngettext, say
from tansiq.meetings.answering import answer, own_invitations
from tansiq.meetings.letters import invite
from tansiq.meetings.planning import save_meeting
from tansiq.models import Area, Meeting
from tansiq.models.record import now

WHEN = ChoiceFilter(
    "when",
    say("When"),
    lambda: with_all([("coming", gettext("Still to come")), ("past", gettext("Over"))]),
    lambda table, value: table.ends_at >= now() if value == "coming" else table.ends_at < now(),
)


class MeetingView(GuardedView):
    """When and where those who coordinate come together."""

    icon = "group"
    new_title = say("Plan a meeting")
    empty = say("No meeting yet. Plan the first one: its agenda is put together on its page.")
    groups = (
        FieldGroup(say("Which meeting"), ("meeting_kind", "name_ar", "name_en", "area", "meeting_state")),
        FieldGroup(say("When and where"), ("starts_at", "ends_at", "place", "link")),
        FieldGroup(say("Series"), ("every", "until_on")),
        FieldGroup(say("Minutes"), ("minutes_ar", "minutes_en")),
        FieldGroup(say("Publication"), ("is_published",)),
    )
    facts = ("created_at", "changed_at")
    filters = (
        ReferenceFilter("area", Area, placed_in, hint=say("With all that lies in it")),
        WHEN,
        filter_by_code("meeting_kind"),
        filter_by_code("meeting_state"),
        PUBLISHED,
    )
    column_list = ("name", "meeting_kind", "area", "starts_at", "place", "meeting_state")
    column_sortable_list = ("name", "meeting_kind", "area", "starts_at", "meeting_state")
    column_offered = ("ends_at", "link", "every", "until_on", "is_published", "created_at", "changed_at")
    order = (("starts_at", True), ("id", True))
    list_template, details_template = "meetings/list.html", "meetings/meeting.html"
    links_shown_above = ("agenda_item.meeting", "meeting_attendee.meeting", "meeting_decision.meeting")

    def is_visible(self) -> bool:
        # The menu has no room: meetings are reached from the list of plans and the start page.
        return False

    @property
    def section(self) -> str:
        return "plan"

    def first_values(self) -> dict[str, Any]:
        """That of an officer of one area lies there."""
        own = sorted(viewer().area_ids)
        return {"area": own[0]} if len(own) == 1 else {}

    def save(self, acting: Any, row: Any) -> Any:
        return save_meeting(acting, row)

    def page(self, row: Meeting) -> MeetingPage:
        """What the page of a meeting shows beside its fields."""
        if "meeting_page" not in g:
            g.meeting_page = meeting_page(row)
        return cast("MeetingPage", g.meeting_page)

    @expose("/invite/", methods=("POST",))
    def invite_view(self) -> Any:
        """Have everybody mailed who is invited and got no letter yet; the worker mails."""
        row = self.get_one(request.args.get("id"))
        try:
            count = invite(viewer(), row)
            flash(ngettext("%(count)s invitation is on its way.", "%(count)s invitations are on their way.", count))
        except Refused as refusal:
            flash_wrong(refusal.faults)
        return redirect(self.get_url(".details_view", id=row.id))

    @expose("/answer/", methods=("POST",))
    def answer_view(self) -> Any:
        """Whoever is invited says whether they come."""
        row = self.get_one(request.args.get("id"))
        own = {str(one.id): one for one in own_invitations(viewer(), row)}
        given = own.get(request.form.get("attendee", ""))
        try:
            if given is not None:
                answer(viewer(), given, request.form.get("answer", ""))
                flash(gettext("Your answer is kept."), "success")
        except Refused as refusal:
            flash_wrong(refusal.faults)
        return redirect(self.get_url(".details_view", id=row.id))
