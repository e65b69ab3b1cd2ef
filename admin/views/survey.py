"""Surveys: a record type opened to people without an account, made from its page."""

from typing import Any

from admin.current_viewer import viewer
from admin.panel.field_groups import FieldGroup
from admin.panel.filters import filter_by_code, filter_by_row
from admin.panel.forms import GuardedForm
from admin.panel.inviting import InvitingMixin
from admin.panel.radio_inputs import RadiosField
from admin.panel.reference_filter import ReferenceFilter, placed_in
from admin.views.of_owner import OwnedRecordView
from admin.words.labels import label
from tansiq.language.survey_vocabulary import LINK_KINDS
from tansiq.language.words import say
from tansiq.models import Area, Survey, TypeDefinition
from tansiq.platform import clock
from tansiq.policy.survey_rules import is_for_officers


class SurveyView(InvitingMixin, OwnedRecordView):
    """One survey, with its links and what it came to."""

    icon = "comment"
    new_title = say("Make a survey")
    empty = say("No survey yet. Surveys are made on the page of a record type.")
    groups = (
        FieldGroup(say("What participants read"), ("title_ar", "title_en", "intro_ar", "intro_en")),
        FieldGroup(say("Personal questions"), ("consent_ar", "consent_en", "retention_months")),
        FieldGroup(say("Who answers, where and when"), ("link_kind", "area", "starts_on", "ends_on")),
        FieldGroup(say("What becomes of answers"), ("is_reviewed", "reply_days", "has_public_results")),
    )
    facts = ("record_type", "created_at", "changed_at")
    filters = (
        filter_by_row("record_type", TypeDefinition, lambda table: table.period_type == ""),
        filter_by_code("link_kind"),
        ReferenceFilter("area", Area, placed_in, hint=say("With all that lies in it")),
    )
    column_list = ("name", "record_type", "link_kind", "starts_on", "ends_on")
    column_sortable_list = ("record_type", "link_kind", "starts_on", "ends_on")
    column_offered = (
        "area",
        "is_reviewed",
        "reply_days",
        "has_public_results",
        "retention_months",
        "created_at",
        "changed_at",
    )
    columns_at_owner = ("name", "link_kind", "starts_on", "ends_on")
    order = order_at_owner = (("starts_on", True), ("id", True))
    details_template = "surveys/survey_page.html"

    def scaffold_form(self) -> type[GuardedForm]:
        members = {"link_kind": RadiosField(label("link_kind", "survey"), LINK_KINDS, default="OPEN")}
        return type("SurveyForm", (super().scaffold_form(),), members)

    def first_values(self) -> dict[str, Any]:
        """It begins today; that of an officer of one area asks there."""
        own = sorted(viewer().area_ids)
        return {"starts_on": clock.today(), "is_reviewed": True} | ({"area": own[0]} if len(own) == 1 else {})

    def address_to_add(self, key: str, row: Any) -> str:
        """On the page of a register in use, for those who may write its entries."""
        if not isinstance(row, TypeDefinition) or row.is_form or row.owner_table or row.use_state != "ACTIVE":
            return ""
        is_theirs = viewer().is_admin or (bool(viewer().area_ids) and is_for_officers(Survey(record_type=row.id)))
        return str(self.get_url(f"{self.endpoint}.create_view", **{key: row.id})) if is_theirs else ""
