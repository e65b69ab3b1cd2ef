"""Comments on plans: written by partners while a plan is consulted upon, answered by whoever is in charge of it."""

from typing import Any

from flask import redirect, request, url_for
from flask_admin import expose

from admin.current_viewer import viewer
from admin.panel.field_groups import FieldGroup
from admin.panel.filters import ChoiceFilter, filter_by_code, filter_by_row, with_all
from admin.panel.reference_filter import ReferenceFilter, of_organization
from admin.panel.save_or_propose import may_act
from admin.panel.signed_in_view import SignedInView
from admin.plans.answering_comments import AnsweringMixin
from admin.plans.consultation import may_say
from admin.views.of_owner import OwnedRecordView
from admin.words.coded_fields import code_choices
from admin.words.labels import label
from tansiq.language.digits import whole
from tansiq.language.words import gettext, say
from tansiq.models import Organization, Plan, PlanComment, PlanItem, Sector
from tansiq.plans.consultation import comment, is_lately_answered, is_unanswered
from tansiq.platform import clock
from tansiq.policy.visibility import visible
from tansiq.records import changes


def _outcome_condition(table: Any, value: str) -> Any:
    if value == "JOINED":
        return table.joined_into.is_null(False)
    if value == "LATELY":
        return is_lately_answered(table)
    return is_unanswered(table) if value == "OPEN" else table.comment_outcome == value


OUTCOMES = ChoiceFilter(
    "comment_outcome",
    label("comment_outcome", "plan_comment"),
    lambda: with_all(
        [
            *code_choices("comment_outcome"),
            ("LATELY", gettext("Answered within the last two weeks")),
            ("JOINED", gettext("Joined into another one")),
        ]
    ),
    _outcome_condition,
)
"""The same conditions as on the start page, so that its counts and this list agree."""


def _in_consultation(table: Any) -> Any:
    """Items of plans on which something can be said now."""
    return table.plan.in_(Plan.select(Plan.id).where(Plan.phase == "CONSULTATION"))


def _spoken_for(table: Any) -> Any:
    """Partners write for their own organisations; officers enter what came on paper from any."""
    who = viewer()
    is_open = who.is_admin or bool(who.area_ids)
    return table.id.is_null(False) if is_open else table.id.in_(sorted(who.organization_ids))


class PlanCommentView(AnsweringMixin, OwnedRecordView):
    """One comment with its answer, and the queue of those that wait."""

    icon = "comment"
    new_title = say("Comment on the plan")
    empty = say("No comment yet. Comments are written on the page of a plan while it is in consultation.")
    groups = (
        FieldGroup(say("Comment"), ("item", "comment_kind", "text")),
        FieldGroup(say("Proposed item"), ("proposed", "sector", "area", "quantity", "unit")),
        FieldGroup(say("Who says it"), ("organization", "written_on")),
    )
    facts = (
        "plan", "author", "joined_into", "comment_outcome", "taken_into", "answer", "answered_on", "answered_by",
        "created_at", "changed_at",
    )  # fmt: skip
    only = {
        "item": _in_consultation,
        "organization": _spoken_for,
        "sector": lambda table: table.parent.is_null(),
    }
    filters = (
        OUTCOMES,
        ReferenceFilter("plan", Plan, lambda table, row: table.plan == row.id),
        filter_by_code("comment_kind"),
        ReferenceFilter("item", PlanItem, lambda table, row: table.item == row.id),
        ReferenceFilter("organization", Organization, of_organization),
        filter_by_row("sector", Sector, lambda table: table.parent.is_null()),
    )
    column_list = ("name", "plan", "item", "organization", "written_on", "comment_outcome", "taken_into")
    column_sortable_list = ("plan", "organization", "written_on", "comment_outcome", "answered_on")
    column_offered = (
        "comment_kind", "text", "proposed", "sector", "area", "quantity", "unit", "author", "answer", "answered_on",
        "joined_into", "created_at", "changed_at",
    )  # fmt: skip
    columns_at_owner = ("name", "item", "organization", "comment_outcome", "taken_into")
    details_template, list_template = "panel/plan_comment.html", "panel/plan_comment_list.html"

    def _process_ajax_references(self) -> dict[str, Any]:
        return {**super()._process_ajax_references(), **self.answer_lookups()}

    def address_to_add(self, key: str, row: Any) -> str:
        """From the page of a plan and from that of an item, while something can be said of it."""
        about = {"plan": row.plan_id, "item": row.id} if key == "item" else {"plan": row.id}
        if key not in ("plan", "item") or not may_say(Plan.get_by_id(about["plan"])):
            return ""
        return str(self.get_url(f"{self.endpoint}.create_view", **about))

    def first_values(self) -> dict[str, Any]:
        """The item that the address names, what is proposed, and the organisation of whoever speaks for one alone."""
        given, own = whole(request.args.get("item")), sorted(viewer().organization_ids)
        item = visible(PlanItem, viewer()).where(PlanItem.id == given).first() if given is not None else None
        kind = "NEW_ITEM" if request.args.get("kind") == "NEW_ITEM" else "REMARK"
        return {
            "item": item.id if item is not None else None,
            "comment_kind": kind,
            "written_on": clock.today(),
            "organization": own[0] if len(own) == 1 else None,
        }

    def save(self, acting: Any, row: Any) -> Any:
        return changes.save(acting, row) if row.id else comment(acting, row)

    def get_save_return_url(self, model: Any, is_created: bool = False) -> str:
        return str(self.get_url(".details_view", id=model.id))


class CommentsPage(SignedInView):
    """An entry of the menu that leads to the comments which the reader wrote, or answers."""

    title = say("Comments on plans")
    group = "plans"
    icon = "comment"

    def __init__(self) -> None:
        super().__init__(name=self.title, endpoint="comments", url="comments-on-plans")

    def is_visible(self) -> bool:
        return may_act("CREATE", PlanComment)

    @expose("/")
    def index(self) -> Any:
        """The list of comments."""
        return redirect(url_for("plancomment.index_view"))
