"""Plans: what an area, an organisation or an office means to do over a period; its page is the outline of its items."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from flask import request
from flask_admin import expose

from admin.current_viewer import viewer
from admin.panel.copying import row_to_copy
from admin.panel.field_groups import FieldGroup
from admin.panel.filters import PUBLISHED, filter_by_code
from admin.panel.forms import show_faults
from admin.panel.guarded_view import GuardedView
from admin.panel.parts_page import EditableParts
from admin.panel.period_filter import PeriodFilter
from admin.panel.reference_filter import ReferenceFilter, of_organization, placed_in
from admin.panel.save_or_propose import save_row
from admin.plans.consultation import Consultation, consultation_of
from admin.plans.gains import COLUMNS as STANDINGS
from admin.plans.gains import with_gains
from admin.plans.outline import outline_of
from admin.plans.page import piece_values
from admin.plans.plan_pages import PlanPagesMixin
from admin.plans.plan_workbook import PlanWorkbookMixin
from admin.plans.tabs import page_head
from admin.views.owned_records import owned_records
from admin.words.formatting import DisplayRows
from tansiq.faults import Refused
from tansiq.language.words import say
from tansiq.models import Area, Organization, Plan, PlanDocument, PlanPhase
from tansiq.models.record_type import type_of
from tansiq.plans.copying import enter_copy
from tansiq.policy.visibility import may


class PlanView(PlanPagesMixin, PlanWorkbookMixin, GuardedView):
    """Plans; the items are entered in the outline."""

    icon = "plan"
    new_title = say("Add a plan")
    empty = say("No plan yet. Add the first one: its items are entered on its page.")
    groups = (
        FieldGroup(say("Which plan"), ("plan_kind", "name_ar", "name_en", "area", "starts_on", "ends_on", "parent")),
        FieldGroup(say("Whose plan"), ("organization", "office_ar", "office_en")),
        FieldGroup(say("Phase and follow-up"), ("phase", "tolerance")),
        FieldGroup(say("Description"), ("description_ar", "description_en")),
        FieldGroup(say("Publication"), ("is_published",)),
    )
    parts = (EditableParts(PlanPhase, "plan", say("Add a phase")),)
    facts = ("edition", "created_at", "changed_at")
    filters = (
        ReferenceFilter("area", Area, placed_in, hint=say("With all that lies in it")),
        filter_by_code("plan_kind"),
        filter_by_code("phase"),
        PeriodFilter(say("Running in the period")),
        ReferenceFilter("organization", Organization, of_organization),
        PUBLISHED,
    )
    column_list = ("name", "plan_kind", "area", "phase", *STANDINGS, "starts_on", "ends_on")
    column_sortable_list = ("name", "plan_kind", "area", "phase", "starts_on", "ends_on")
    column_offered = (
        "parent", "organization", "office_ar", "office_en", "tolerance", "is_published", "created_at", "changed_at",
    )  # fmt: skip
    order = (("starts_on", True), ("id", True))
    list_template, details_template = "panel/plan_list.html", "panel/plan.html"

    def display_rows(self, rows: list[Any], names: Iterable[str]) -> DisplayRows:
        shown = tuple(names)
        return with_gains(super().display_rows(rows, shown), shown)

    @property
    def links_shown_above(self) -> tuple[str, ...]:
        return ("plan_item.plan", "indicator.plan", "plan_comment.plan", "plan_invitation.plan", "plan_document.plan")

    def outline(self, row: Any) -> dict[str, Any]:
        """What the piece of the outline needs, as the address asks for it."""
        return piece_values(outline_of(row, request.args))

    def consultation(self, row: Any) -> Consultation:
        """How the consultation on it stands for the reader."""
        return consultation_of(row)

    @expose("/documents/")
    def documents_view(self) -> Any:
        """Letters, minutes, maps: its documents, those that were archived last."""
        plan = self.get_one(request.args.get("id"))
        found = owned_records(type_of(PlanDocument), plan)
        shown = replace(found, texts=(say("Documents"), *found.texts[1:]))
        return self.render("plans/documents.html", **page_head(plan, "documents"), documents=shown)

    # A plan is copied with its items; ?copy=1&achieved=1 also with what was achieved of them.
    def create_form(self, obj: Any = None) -> Any:
        form = super().create_form()
        if request.method == "GET" and row_to_copy(self.model) is not None:
            form.phase.data, form.is_published.data = "DRAFTING", False
        return form

    def create_model(self, form: Any) -> Any:
        source = row_to_copy(self.model)
        if source is None:
            return super().create_model(form)
        row = Plan()
        self.fill_row(row, form)
        try:
            save_row(row, lambda acting: enter_copy(acting, source, row, "achieved" in request.args))
        except Refused as refusal:
            show_faults(form, refusal)
            return False
        return row

    def may_publish(self, row: Any) -> bool:
        """Whether the viewer adopts and amends the plan: that is never proposed."""
        return row.archived_at is None and may(viewer(), "CHANGE", row)
