"""Proposals: the queue of those who decide, one's own, and the page of one, old and new side by side.

queue -> one proposal -> approve (clashes chosen field by field) | return | reject, with a comment
                      -> amend (the form, filled with what is proposed) | withdraw
"""

from collections.abc import Sequence
from typing import Any

from flask import abort, flash, redirect, request
from flask_admin import expose

from admin.current_viewer import local, viewer
from admin.overlaps.form_warnings import OverlapWarnings, overlap_warnings
from admin.panel.bulk_actions import chosen_counts
from admin.panel.registered_views import view_of_table
from admin.panel.signed_in_view import SignedInView
from admin.proposals.step_lines import record_of, source_sheet, step_lines
from admin.twins.telling import twins_proposed
from admin.views.document import given_out
from admin.words.formatting import number_text
from admin.words.labels import kind_label
from tansiq.cases.carrying_out import case_of
from tansiq.cases.deciding import title_of
from tansiq.faults import Refused
from tansiq.language.bilingual import pick
from tansiq.language.digits import whole
from tansiq.language.vocabulary import PROPOSAL_STATES
from tansiq.language.words import Sentence, gettext, ngettext, say
from tansiq.models import (
    ChoiceList,
    Proposal,
    ProposalEvent,
    Registration,
)
from tansiq.models.record_type import type_named
from tansiq.notices.inbox import seen
from tansiq.policy.seen_fields import may_see_field
from tansiq.policy.visibility import may, visible
from tansiq.proposals import imported_rows, proposed_answers, proposed_entry, reviewing
from tansiq.proposals.documents import proposed_documents
from tansiq.proposals.proposing import OPEN, is_reviewer, is_to_be_told, withdraw
from tansiq.proposals.steps import Step, read_steps
from tansiq.twins.finding import LikelyTwin

PAGE = 25
MOST = 100
"""Proposals that are approved at once, and that are counted."""

SHAPES: dict[str, Sentence] = {
    "review": say("To decide"),
    "own": say("My proposals"),
    "decided": say("Decided"),
}


class ProposalsView(SignedInView):
    """What waits for approval, what one proposed, and what was decided."""

    title = say("Proposals")
    group = "register"
    icon = "proposal"

    def __init__(self) -> None:
        super().__init__(name=self.title, endpoint="proposal", url="/admin/proposal")

    def is_accessible(self) -> bool:
        return super().is_accessible() and may(viewer(), "READ", Proposal)

    def waiting(self) -> str:
        """How many wait for the viewer, for the menu; "" where none does."""
        return _count_text(reviewing.waiting_proposals(viewer()))

    @expose("/")
    def index_view(self) -> Any:
        shape, run_id = self._shape(), whole(request.args.get("run"))
        page = whole(request.args.get("page")) or 0
        state = request.args.get("state") if request.args.get("state") in PROPOSAL_STATES else None
        found = list(_filtered(_query(shape), run_id, state).limit(PAGE + 1).offset(page * PAGE))
        own = reviewing.own_proposals(viewer()).where(Proposal.state.in_(OPEN))
        counts = {"review": self.waiting(), "own": _count_text(own)}
        return self.render(
            "panel/proposals.html",
            rows=found[:PAGE],
            has_next=len(found) > PAGE,
            page=page,
            shape=shape,
            shapes=self._shapes(),
            counts=counts,
            run=run_id,
            state=state,
            chosen_counts=chosen_counts,
        )

    @expose("/details/")
    def details_view(self) -> Any:
        """What one proposal would change, and what happened to it so far."""
        proposal = self._find(request.args.get("id"))
        seen(viewer(), proposal)
        return self._page(proposal)

    @expose("/file/")
    def file_view(self) -> Any:
        """A file of a proposed document, for whoever made the proposal and those who decide on it."""
        documents = proposed_documents(viewer(), self._find(request.args.get("id")))
        number = whole(request.args.get("number", "0"))
        return abort(404) if number is None or number >= len(documents) else given_out(documents[number])

    @expose("/decide/", methods=("POST",))
    def decide_view(self) -> Any:
        """Approve, return or reject; what is refused is told on the same page, with what was typed."""
        proposal = self._find(request.form.get("id"))
        # Decided is what was read: the version comes with the form.
        proposal.version = whole(request.form.get("version")) or 0
        try:
            text = _decide(proposal)
        except Refused as refusal:
            return self._page(self._find(proposal.id), refusal)
        flash(text, "success")
        return redirect(self._next(proposal))

    @expose("/withdraw/", methods=("POST",))
    def withdraw_view(self) -> Any:
        """Take one's own proposal back."""
        proposal = self._find(request.form.get("id"))
        try:
            withdraw(viewer(), proposal)
        except Refused as refusal:
            return self._page(self._find(proposal.id), refusal)
        flash(gettext("Withdrawn. Nothing was changed in the register."), "success")
        return redirect(self.get_url(".details_view", id=proposal.id))

    @expose("/approve/", methods=("GET", "POST"))
    def approve_view(self) -> Any:
        """Approve several: asked first, then each by itself."""
        rows = self._chosen()
        if not rows:
            flash(gettext("Choose at least one proposal first."), "error")
            return redirect(self.get_url(".index_view"))
        if request.method == "GET":
            return self.render("panel/proposals_approve.html", rows=rows)
        self._approve_all(rows)
        return redirect(self.get_url(".index_view"))

    def _approve_all(self, rows: Sequence[Proposal]) -> None:
        count, left = reviewing.approve_all(viewer(), rows)
        if count:
            flash(ngettext("%(count)s proposal was approved.", "%(count)s proposals were approved.", count), "success")
        for proposal, refusal in left:
            text = gettext("Not approved: %(title)s. %(why)s")
            flash(text % {"title": self.title_of(proposal), "why": str(refusal.faults[0])}, "error")

    def _chosen(self) -> list[Proposal]:
        ids = [number for text in request.values.getlist("row")[:MOST] if (number := whole(text)) is not None]
        return list(reviewing.waiting_proposals(viewer()).where(Proposal.id.in_(ids))) if ids else []

    def _page(self, proposal: Proposal, refusal: Refused | None = None) -> Any:
        clashes = reviewing.clashes(proposal) if proposal.state in OPEN else []
        events = visible(ProposalEvent, viewer()).where(ProposalEvent.proposal == proposal.id)
        return self.render(
            "panel/proposal.html",
            proposal=proposal,
            steps=step_lines(viewer(), proposal, clashes),
            clashes=clashes,
            events=list(events.order_by(ProposalEvent.id)),
            record_address=_page_of(record_of(viewer(), proposal)),
            refusal=refusal,
            may_decide=proposal.state in ("WAITING", "RETURNED") and is_reviewer(viewer(), proposal),
            may_amend=proposal.state in OPEN and may(viewer(), "CHANGE", proposal),
            amend_address=self._amend_address(proposal),
            overlaps=self._overlaps(proposal),
            twins=self._twins(proposal),
            documents=proposed_documents(viewer(), proposal),
            sender=_sender(proposal),
            case=case_of(viewer(), proposal),
            title_of_case=title_of,
            sheet=source_sheet(viewer(), proposal),
            chosen=request.form,
        )

    def _overlaps(self, proposal: Proposal) -> OverlapWarnings | None:
        """What the proposed intervention would do twice; told while it can still be decided."""
        entry = proposed_entry.entry_of(viewer(), proposal) if proposal.state in OPEN else None
        return overlap_warnings(viewer(), entry) if entry is not None else None

    def _twins(self, proposal: Proposal) -> list[LikelyTwin]:
        """The likely twins of proposed organisations; told while it can still be decided, to those who decide."""
        is_to_tell = proposal.state in OPEN and is_reviewer(viewer(), proposal)
        return twins_proposed(viewer(), read_steps(proposal.steps)) if is_to_tell else []

    def _amend_address(self, proposal: Proposal) -> str:
        """Where the form stands that is filled with what is proposed; "" where there is nothing to fill in."""
        steps = read_steps(proposal.steps)
        first = steps[0] if steps else None
        if first is None or first.act not in ("CREATE", "CHANGE") or not proposed_entry.fits_one_form(steps):
            return ""
        if proposed_answers.are_of_one_list(steps):
            return self._address_of_answers(steps, proposal)
        if view_of_table(first.model) is None:
            return ""
        endpoint, known = first.table.replace("_", ""), {"proposal": proposal.id}
        if not any(True for _ in first.values()):
            part = next(name for name in first.fields)
            return str(self.get_url(f"{endpoint}.parts_view", id=first.id, of=part, **known))
        if first.id > 0:
            return str(self.get_url(f"{endpoint}.edit_view", id=first.id, **known))
        # What belongs to another record is entered from its page.
        name = first.kind.parent
        above = {name: first.fields[name][1]} if name else {}
        return str(self.get_url(f"{endpoint}.create_view", **above, **known))

    def _address_of_answers(self, steps: list[Step], proposal: Proposal) -> str:
        """The form of the field that offers the proposed answers, else of their list."""
        step = proposed_answers.form_step(steps)
        endpoint = "choicelist" if step is None or step.model is ChoiceList else "fielddefinition"
        row_id = proposed_answers.list_of(steps) if step is None else step.id
        of = {"id": row_id} if row_id > 0 else {}
        return str(self.get_url(f"{endpoint}.{'edit' if of else 'create'}_view", **of, proposal=proposal.id))

    def _next(self, proposal: Proposal) -> str:
        """After a decision: back to the queue, where the next one is."""
        return local(request.form.get("back")) if request.form.get("back") else str(self.get_url(".index_view"))

    def _shapes(self) -> dict[str, Sentence]:
        """The lists that the viewer has: whoever decides nothing has no queue."""
        decides = may(viewer(), "APPROVE", Proposal)
        return {name: text for name, text in SHAPES.items() if decides or name != "review"}

    def _shape(self) -> str:
        shapes = self._shapes()
        shape = request.args.get("show", "")
        return shape if shape in shapes else next(iter(shapes))

    def _find(self, given: object) -> Proposal:
        """The proposal with this id that the viewer may see; 404 for any other."""
        found: Proposal | None = visible(Proposal, viewer()).where(Proposal.id == (whole(given) or -1)).first()
        return found or abort(404)

    @staticmethod
    def title_of(proposal: Proposal) -> str:
        """The name of the record it is about, or else its kind."""
        is_told = is_to_be_told(viewer(), proposal, type_named(proposal.record_type).model)
        return (pick(proposal, "title") if is_told else "") or str(kind_label(proposal.record_type))


def _page_of(row: Any) -> str:
    """The address of the page of a row; "" where there is no row, or its kind has no pages, as an answer of a list."""
    view = None if row is None else view_of_table(type(row))
    return "" if view is None else str(view.get_url(".details_view", id=row.id))


def _sender(proposal: Proposal) -> Registration | None:
    """Who registered the organisation, for those who may know."""
    found: Registration | None = visible(Registration, viewer()).where(Registration.proposal == proposal.id).first()
    return found if found is not None and may_see_field(viewer(), "email", found) else None


def _query(shape: str) -> Any:
    if shape == "review":
        return reviewing.waiting_proposals(viewer())
    if shape == "own":
        return reviewing.own_proposals(viewer())
    return (
        visible(Proposal, viewer())
        .where(Proposal.state.not_in(OPEN))
        .order_by(Proposal.changed_at.desc(), Proposal.id.desc())
    )


def _count_text(query: Any) -> str:
    """How many there are; beyond MOST nobody needs to know, and it would cost to count."""
    count = query.limit(MOST + 1).count()
    return f"{number_text(MOST)}+" if count > MOST else number_text(count) if count else ""


def _filtered(query: Any, run_id: int | None, state: str | None) -> Any:
    """Only the proposals of an import, or only those in a state, where the address says so."""
    if run_id is not None:
        query = query.where(Proposal.id.in_(imported_rows.proposals_of_run(run_id)))
    return query if state is None else query.where(Proposal.state == state)


def _decide(proposal: Proposal) -> str:
    deed, comment = request.form.get("deed"), request.form.get("comment", "")[:2000]
    if deed == "return":
        reviewing.give_back(viewer(), proposal, comment)
        return gettext("Returned. Whoever proposed it sees what you wrote.")
    if deed == "reject":
        reviewing.reject(viewer(), proposal, comment)
        return gettext("Rejected. Whoever proposed it sees what you wrote.")
    if deed != "approve":
        abort(400)
    choices = {
        name.removeprefix("choice-"): value for name, value in request.form.items() if name.startswith("choice-")
    }
    reviewing.approve(viewer().giving(comment), proposal, choices)
    return gettext("Approved. It is in the register now.")
