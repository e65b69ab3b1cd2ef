"""Reporting rounds: entered, opened, and how complete they are; their reports stand on pages of their own."""

from typing import Any

from flask import abort, flash, redirect, request
from flask_admin import expose

from admin.current_viewer import viewer
from admin.panel.field_groups import FieldGroup
from admin.panel.filters import filter_by_code
from admin.panel.forms import GuardedForm
from admin.panel.guarded_view import GuardedView
from admin.panel.parts_page import EditableParts
from admin.panel.radio_inputs import RadiosField
from admin.panel.reference_filter import ReferenceFilter, placed_in
from admin.panel.wrong_texts import flash_wrong
from admin.words.labels import label
from tansiq.faults import Refused
from tansiq.language.round_vocabulary import ROUND_CHOICES, ROUND_KINDS
from tansiq.language.words import gettext, ngettext, say
from tansiq.models import Area, Round, RoundArea, RoundOrganization
from tansiq.platform import clock
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import may
from tansiq.reporting_period import period_of
from tansiq.rounds import opening
from tansiq.rounds.choosing import organizations_asked
from tansiq.rounds.counts import RoundCounts, counts_of


class RoundView(GuardedView):
    """One round, with how many reports came in; opened by hand, or by the worker when its day comes."""

    icon = "clock"
    new_title = say("Add a reporting round")
    empty = say("No round yet. A round asks organisations what they did, or mean to do, until a day.")
    groups = (
        FieldGroup(
            say("What the round is about"), ("name_ar", "name_en", "round_kind", "period", "plan", "asks_fields")
        ),
        FieldGroup(say("Where, and of whom"), ("area", "round_choice", "organization_kind")),
        FieldGroup(say("Until when"), ("opens_on", "due_on", "grace_days", "takes_late", "is_repeated")),
    )
    facts = ("opened_at", "follows", "created_at", "changed_at")
    parts = (
        EditableParts(RoundArea, "round", say("Add an area")),
        EditableParts(RoundOrganization, "round", say("Add an organisation")),
    )
    filters = (
        filter_by_code("round_kind"),
        ReferenceFilter("area", Area, placed_in, hint=say("With all that lies in it")),
    )
    column_list = ("name", "area", "period", "round_kind", "opens_on", "due_on")
    column_sortable_list = ("period", "round_kind", "opens_on", "due_on")
    column_offered = (
        "round_choice",
        "grace_days",
        "takes_late",
        "is_repeated",
        "opened_at",
        "created_at",
        "changed_at",
    )
    order = (("due_on", True), ("id", True))
    details_template = "rounds/round.html"

    def scaffold_form(self) -> type[GuardedForm]:
        members = {
            "round_kind": RadiosField(label("round_kind", "round"), ROUND_KINDS, default="ACHIEVED"),
            "round_choice": RadiosField(label("round_choice", "round"), ROUND_CHOICES, default="AT_WORK"),
        }
        return type("RoundForm", (super().scaffold_form(),), members)

    def first_values(self) -> dict[str, Any]:
        """It opens today and asks of the last quarter; that of an officer of one area asks there."""
        own, today = sorted(viewer().area_ids), clock.today()
        values = {"opens_on": today, "takes_late": True, "period": period_of("QUARTER", today).after(-1).key}
        return values | ({"area": own[0]} if len(own) == 1 else {})

    def save(self, acting: Viewer, row: Any) -> Any:
        return opening.save(acting, row)

    def get_save_return_url(self, model: Any, is_created: bool = False) -> str:
        """The page of the round, on which its areas and organisations are chosen."""
        return str(self.get_url(".details_view", id=model.id))

    def may_open(self, row: Round) -> bool:
        """Whether its reports may be asked for today."""
        is_waiting = not row.is_opened and row.archived_at is None
        return is_waiting and row.opens_on <= clock.today() and may(viewer(), "CHANGE", row)

    def asked(self, row: Round) -> int:
        """How many organisations a round that is planned would ask today."""
        return int(organizations_asked(row).count())

    def counts(self, row: Round) -> RoundCounts:
        """How many of its reports that the reader may see came in."""
        return counts_of(viewer(), [row])[row.id]

    @expose("/open/", methods=("POST",))
    def open_view(self) -> Any:
        """Ask for the reports."""
        row: Round = self.get_one(request.form.get("id"))
        if not may(viewer(), "CHANGE", row):
            abort(403)
        try:
            opened = opening.open_round(viewer(), row)
        except Refused as refusal:
            flash_wrong(refusal.faults)
        else:
            count = self.counts(opened).expected
            asked = ngettext("%(count)s organisation is asked.", "%(count)s organisations are asked.", count)
            flash(gettext("The round is open. %(asked)s", asked=asked), "success")
        return redirect(self.get_url(".details_view", id=row.id))
