"""Demands: what offices, councils and citizens ask for in an area."""

from dataclasses import dataclass
from typing import Any

from flask import abort, request
from flask_admin import expose

from admin.current_viewer import viewer
from admin.panel import form_keys
from admin.panel.field_groups import FieldGroup
from admin.panel.filters import PUBLISHED, ChoiceFilter, filter_by_code, filter_by_row, with_all
from admin.panel.forms import show_faults, show_further
from admin.panel.guarded_view import GuardedView
from admin.panel.new_form import keep_unseen
from admin.panel.reference_filter import ReferenceFilter, placed_in
from admin.panel.save_or_propose import may_act, proposal_to_amend, redirect_to_proposal
from admin.plans.alike_demands import DemandCard, demand_cards
from admin.plans.deciding_demands import DecidingMixin, stands_open
from admin.plans.deciding_together import item_field
from admin.views.document import ENDINGS
from admin.views.need import SEVERITIES
from admin.words.coded_fields import code_choices
from admin.words.labels import label
from tansiq.faults import Refused
from tansiq.language.digits import whole
from tansiq.language.words import gettext, say
from tansiq.models import Area, Commitment, Demand, DemandDocument, Document, Proposal, Sector
from tansiq.plans.demands import is_undecided
from tansiq.platform.uploads import limit_mb
from tansiq.proposals.demand_evidence import MOST_FILES, faults_of_files, send_demand
from tansiq.proposals.documents import Sent, proposed_documents


def _outcome_condition(table: Any, value: str) -> Any:
    if value == "JOINED":
        return table.joined_into.is_null(False)
    return is_undecided(table) if value == "OPEN" else table.outcome == value


OUTCOMES = ChoiceFilter(
    "outcome",
    label("outcome", "demand"),
    lambda: with_all([*code_choices("outcome"), ("JOINED", gettext("Joined into another one"))]),
    _outcome_condition,
)
"""The same condition as on the start page, so that its count and this list agree."""


@dataclass(frozen=True)
class Evidence:
    """The files that a proposal holds whose demand is amended, the digests of those to be left out, and whether others
    were sent with the form that comes back: a browser does not send them twice."""

    former: list[Document]
    left_out: list[str]
    is_lost: bool
    endings = ENDINGS
    most = MOST_FILES

    @property
    def staying(self) -> int:
        """How many of the former ones stay."""
        return sum(one.sha256 not in self.left_out for one in self.former)

    @property
    def limit(self) -> int:
        """Megabytes that all files of one form may have together."""
        return limit_mb()


class DemandView(DecidingMixin, GuardedView):
    """What is asked for, where, by whom, and what became of it."""

    icon = "demand"
    new_title = say("Add a demand")
    empty = say("No demand yet. Add what an office, a council or a citizen asks for.")
    groups = (
        FieldGroup(say("What is asked for"), ("title_ar", "title_en", "description", "sector", "area")),
        FieldGroup(say("How much, and for whom"), ("quantity", "unit", "people", "severity")),
        FieldGroup(say("Who asks"), ("raised_by", "raiser", "raised_on")),
        FieldGroup(say("Publication"), ("is_published",)),
    )
    facts = ("outcome", "item", "reason", "joined_into", "created_at", "changed_at")
    only = {"sector": lambda table: table.parent.is_null()}
    filters = (
        ReferenceFilter("area", Area, placed_in, hint=say("With all that lies in it")),
        filter_by_row("sector", Sector, lambda table: table.parent.is_null()),
        OUTCOMES,
        filter_by_code("raised_by"),
        SEVERITIES,
        PUBLISHED,
    )
    column_list = ("title", "area", "sector", "people", "severity", "raised_by", "raised_on", "outcome")
    column_sortable_list = ("title", "area", "sector", "people", "severity", "raised_on")
    column_offered = (
        "quantity", "unit", "description", "raiser", "item", "reason", "joined_into", "is_published",
        "created_at", "changed_at",
    )  # fmt: skip
    list_template, details_template = "panel/demand_list.html", "panel/demand.html"
    create_template = edit_template = "panel/demand_form.html"

    def _process_ajax_references(self) -> dict[str, Any]:
        return {**super()._process_ajax_references(), "item": item_field().lookup}

    def may_add_document(self, row: Demand) -> bool:
        """Whether the reader may add what stands behind a demand."""
        return row.archived_at is None and may_act("CREATE", DemandDocument(demand=row.id))

    def may_commit(self, row: Demand) -> bool:
        """Whether the reader is offered to commit to a demand that is in no plan yet."""
        return row.archived_at is None and may_act("CREATE", Commitment)

    @property
    def evidence(self) -> Evidence:
        """What the form for a new demand asks for beside its fields: the files that stand behind it."""
        amending = proposal_to_amend()
        former = [] if amending is None else proposed_documents(viewer(), amending)
        return Evidence(former, request.form.getlist("left_out"), bool(_sent_files()))

    def create_model(self, form: Any) -> Any:
        row: Any = self.new_row()
        self.fill_row(row, form)
        keep_unseen(row, form)
        try:
            redirect_to_proposal(self._send(row))
        except Refused as refusal:
            show_faults(form, refusal)
            return False
        return row

    def _send(self, row: Demand) -> Proposal | None:
        amending, files = proposal_to_amend(), _sent_files()
        if amending is not None:
            return send_demand(viewer(), row, files, amending, request.form.getlist("left_out"))
        return form_keys.create(row, lambda: send_demand(viewer(), row, files))

    def show_further_faults(self, form: Any) -> None:
        super().show_further_faults(form)
        if not str(request.endpoint).endswith(".edit_view"):
            show_further(form, faults_of_files(_sent_files(), self.evidence.staying))

    def fill_row(self, row: Any, form: Any) -> None:
        super().fill_row(row, form)
        if (into := whole(request.form.get("join_into"))) is not None and stands_open(row):
            row.joined_into = self.get_one(into).id

    def alike(self, form: Any, row: Demand | None) -> DemandCard:
        """What was asked for already, as the form is filled now; shown without scripts where it comes back."""
        given = Demand() if row is None else Demand(**row.__data__)
        super().fill_row(given, form)
        [card] = demand_cards([given])
        return card if stands_open(given) else DemandCard(given, [], card.display)

    @expose("/alike/", methods=("POST",))
    def alike_view(self) -> Any:
        """The same, asked while the form is being filled. Nothing is written."""
        if not (self.may_act("CREATE") or self.may_act("CHANGE")):
            abort(403)
        given = request.args.get("id")
        row = None if given is None else self.get_one(given)
        form = self.create_form() if row is None else self.edit_form(row)
        return self.render("panel/alike_demands.html", card=self.alike(form, row))


def _sent_files() -> list[Sent]:
    return [(sent.stream, sent.filename) for sent in request.files.getlist("evidence") if sent.filename]
