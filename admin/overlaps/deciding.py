"""Deciding on a pair of interventions that overlap, taking a decision back, and the list of decisions taken."""

from typing import Any, NamedTuple
from urllib.parse import parse_qsl, urlencode, urlsplit

from flask import abort, flash, redirect, request
from flask_admin import expose

from admin.current_viewer import ROOT, local, viewer
from admin.overlaps.comparing import comparison, interventions_of_pair
from admin.overlaps.pairs import SignedDecision, rows_by_id, signed_decisions, strength_badge
from admin.panel.signed_in_view import SignedInView
from tansiq.duplication.decisions import decide, decisions_taken, take_back
from tansiq.faults import Refused
from tansiq.language.digits import whole
from tansiq.language.vocabulary import DECISIONS
from tansiq.language.words import gettext, say
from tansiq.models import Intervention, OverlapCase, OverlapDecision, OverlapWeights
from tansiq.policy.visibility import may
from tansiq.records import changes

AT_ONCE = 25
DEEPEST = 10_000
LONGEST_NOTE = 2_000
DONE = "decided"
"""The name in the address of the decision that was just taken, so that its page can offer to take it back."""


class DecisionOnPair(NamedTuple):
    """One decision with the two interventions it is about, as far as they are visible."""

    decided: SignedDecision
    first: Intervention | None
    second: Intervention | None


class TypedDecision(NamedTuple):
    """What somebody typed who was refused, and where they came from."""

    decision: str
    note: str
    back: str


class DecisionsPage(SignedInView):
    """Decisions on overlaps; reached from the page of overlaps."""

    title = say("Decisions on overlaps")

    def __init__(self) -> None:
        super().__init__(name=self.title, endpoint="decision", url="/admin/overlaps/decisions")

    def is_visible(self) -> bool:
        return False

    @property
    def section(self) -> str:
        return "overlap"

    def trail(self, row: Any = None) -> list[tuple[str, str]]:
        return [(self.get_url("overlap.index"), str(say("Overlaps")))]

    @expose("/")
    def index(self) -> Any:
        """The decisions that stand, newest first."""
        if not may(viewer(), "READ", OverlapDecision):
            abort(404)
        chosen, page = request.args.get("decision", ""), min(whole(request.args.get("page")) or 0, DEEPEST)
        chosen = chosen if chosen in DECISIONS else ""
        found = list(decisions_taken(viewer(), chosen).limit(AT_ONCE + 1).offset(page * AT_ONCE))
        return self.render(
            "panel/overlap_decisions.html",
            decided_pairs=decisions_on_pairs(signed_decisions(found[:AT_ONCE])), chosen=chosen, page=page,
            has_next=len(found) > AT_ONCE,
            **common_values(),
        )  # fmt: skip

    @expose("/take/", methods=("POST",))
    def take(self) -> Any:
        """Decide on a pair, and go back to where it was shown; who is refused keeps what they typed."""
        given = request.form.get
        first, second = interventions_of_pair(given("first"), given("second"))
        note = (given("note") or "").replace("\x00", "").strip()[:LONGEST_NOTE]
        typed = TypedDecision(given("decision") or "", note, local(given("back")))
        try:
            row = decide(viewer(), first, second, typed.decision, note)
        except Refused as refusal:
            _tell(refusal)
            page = self.render("panel/overlap_pair.html", **common_values(), **comparison(first, second), typed=typed)
            return page, 403 if refusal.code == "FORBIDDEN" else 200
        return redirect(_with(typed.back, row.id))

    @expose("/take-back/", methods=("POST",))
    def forget(self) -> Any:
        """Forget a decision: the pair returns to the list."""
        _demand("ARCHIVE")
        back = local(request.form.get("back"))
        row = _find(OverlapDecision, request.form.get("id"))
        row.version = whole(request.form.get("version")) or 0
        try:
            take_back(viewer(), row)
        except Refused as refusal:
            _tell(refusal)
            return redirect(_with(back, None))
        flash(gettext("The decision was taken back. The pair is on the list again."), "success")
        return redirect(_with(back, None))


def common_values() -> dict[str, Any]:
    """What the templates of overlaps are given on every page."""
    may_see = may(viewer(), "READ", OverlapDecision)
    known = {"strength_badge": strength_badge, "decisions": DECISIONS, "just": just_decided(), "may_see": may_see}
    known |= {"may_read_cases": may(viewer(), "READ", OverlapCase), "may_weigh": may(viewer(), "READ", OverlapWeights)}
    return known


def just_decided() -> DecisionOnPair | None:
    """The decision that the address says was just taken, while it stands and the viewer may take it back."""
    given = request.args.get(DONE)
    if not given:
        return None
    try:
        row = changes.find(viewer(), OverlapDecision, given)
    except Refused:
        return None
    may_take_back = row.archived_at is None and may(viewer(), "ARCHIVE", row)
    return decisions_on_pairs(signed_decisions([row]))[0] if may_take_back else None


def decisions_on_pairs(decided: list[SignedDecision]) -> list[DecisionOnPair]:
    """Decisions with their interventions; two statements, however many."""
    rows = rows_by_id(Intervention, (each for one in decided for each in (one.row.first_id, one.row.second_id)))
    return [DecisionOnPair(one, rows.get(one.row.first_id), rows.get(one.row.second_id)) for one in decided]


def _demand(act: str) -> None:
    if not may(viewer(), act, OverlapDecision):
        abort(403)


def _find(model: Any, given: object) -> Any:
    try:
        return changes.find(viewer(), model, given)
    except Refused:
        abort(404)


def _tell(refusal: Refused) -> None:
    for fault in refusal.faults:
        flash(str(fault), "error")


def _with(address: str, decision_id: int | None) -> str:
    """The address with the decision that was just taken, or with none."""
    parts = urlsplit(address)
    arguments = [(name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if name != DONE]
    arguments += [(DONE, str(decision_id))] if decision_id is not None else []
    return parts._replace(query=urlencode(arguments)).geturl() or ROOT
