"""Proposing an arrangement, answering it, and withdrawing it.

/cases/arrange/            which kind; then what it needs; then what it would do, before it is sent
/cases/arrange/answer/     agree or object, for a party     /cases/arrange/withdraw/
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

from flask import abort, flash, redirect, request
from flask_admin import expose

from admin.cases.arranging_form import UNCHANGED, ArrangingForm
from admin.cases.case_page import OfCases, case_page
from admin.cases.deed_forms import LONGEST_NOTE, RefusedForm, typed_text
from admin.cases.foretold import Foretold, foretold
from admin.cases.told_case import head, speaking, the_case
from admin.current_viewer import viewer
from admin.overlaps.pairs import rows_by_id
from admin.panel.form_keys import sent_key
from admin.words.formatting import day_text
from admin.words.naming import name_of, paths_by_id
from tansiq.cases.arranging import arrange, reply, withdraw
from tansiq.cases.effects import effect, year_of
from tansiq.cases.gaps_nearby import gaps_nearby
from tansiq.cases.members import members_of
from tansiq.cases.speaking import forbidden, is_in_charge_of, speaks_for
from tansiq.faults import Fault, Refused
from tansiq.language.case_vocabulary import ARRANGEMENT_KINDS
from tansiq.language.digits import whole
from tansiq.language.words import gettext, say
from tansiq.models import Arrangement, Intervention, Organization, OverlapCase
from tansiq.proposals.creating_once import create_once
from tansiq.records import changes


class ArrangingPage(OfCases):
    """Arrangements of a case; reached from its page."""

    title = say("Propose an arrangement")

    def __init__(self) -> None:
        super().__init__(name=self.title, endpoint="arranging", url="/admin/cases/arrange")

    @expose("/", methods=("GET", "POST"))
    def propose_view(self) -> Any:
        """The kind is chosen first; what it would do is seen before it is sent."""
        case, kind = the_case(request.values.get("id")), request.values.get("kind", "")
        if not speaks_for(viewer(), case) and not is_in_charge_of(viewer(), case):
            return self._shown(case, kind, Shown(refused=RefusedForm.of("arrange", forbidden(case))))
        if request.method == "GET" or kind not in ARRANGEMENT_KINDS:
            return self._shown(case, kind, Shown())
        return self._sent(case, ArrangingForm.of(kind, members_of(viewer(), [case])[case.id]))

    def _sent(self, case: OverlapCase, typed: ArrangingForm) -> Any:
        """Show what it would do; send it once that was seen."""
        if not typed.is_right():
            return self._shown(case, typed.kind, Shown(typed))
        is_seen = typed.kind in UNCHANGED or request.form.get("seen") == typed.fingerprint()
        try:
            if request.form.get("deed") == "send" and is_seen:
                return self._propose(case, typed)
            found = effect(viewer(), case, typed.kind, typed.steps(), typed.lead_id)
        except Refused as refusal:
            refused = RefusedForm("arrange", tuple(_with_name(one, typed) for one in refusal.faults))
            return self._shown(case, typed.kind, Shown(typed, refused))
        return self._shown(case, typed.kind, Shown(typed, found=foretold(found)))

    def _propose(self, case: OverlapCase, typed: ArrangingForm) -> Any:
        row, form = Arrangement(), typed.form

        def deed() -> None:
            terms = {"lead_id": typed.lead_id, "note": form.note.data or "", "answer_by": form.answer_by.data}
            speaking = whole(request.form.get("organization"))
            made = arrange(viewer(), case, typed.kind, typed.steps(), organization_id=speaking, **terms)
            row.id, row.answer_by = made.id, made.answer_by
            row.arrangement_state = made.arrangement_state

        create_once(viewer(), sent_key(), row, deed)
        if row.arrangement_state == "PROPOSED" and row.answer_by:
            text = gettext("Proposed. All parties are told, and answer until %(day)s.", day=day_text(row.answer_by))
            flash(text, "success")
        return redirect(self._address(case.id))

    @expose("/answer/", methods=("POST",))
    def answer_view(self) -> Any:
        """Agree or object for a party; what was typed is kept where it is refused."""
        row = self._row()
        given = request.form.get
        try:
            reply(viewer(), row, whole(given("organization")), given("reply", ""), typed_text("note", LONGEST_NOTE))
        except Refused as refusal:
            return self._refused(row, refusal)
        flash(_after_answer(row), "success")
        return redirect(self._address(row.case_id))

    @expose("/withdraw/", methods=("POST",))
    def withdraw_view(self) -> Any:
        """Take a proposed arrangement back."""
        row = self._row()
        try:
            withdraw(viewer(), row)
        except Refused as refusal:
            return self._refused(row, refusal)
        flash(gettext("The arrangement was withdrawn."), "success")
        return redirect(self._address(row.case_id))

    def _refused(self, row: Arrangement, refusal: Refused) -> Any:
        refused = RefusedForm.of(f"answer-{row.id}", refusal)
        return case_page(self, the_case(row.case_id), refused), refused.status

    def _address(self, case_id: int) -> str:
        return f"{self.get_url('overlapcase.details_view', id=case_id)}#arrangements"

    def _row(self) -> Arrangement:
        try:
            return changes.find(viewer(), Arrangement, request.form.get("row"))
        except Refused:
            abort(404)

    def _shown(self, case: OverlapCase, kind: str, shown: "Shown") -> Any:
        works = list(members_of(viewer(), [case])[case.id])
        known = kind if kind in ARRANGEMENT_KINDS else ""
        form = shown.typed or (ArrangingForm.of(known, works) if known else None)
        gaps = gaps_nearby(viewer(), case.sector_id, [case.area_id], year_of(case)) if known == "MOVE" else []
        page = self.render(
            "cases/arrange.html", **head(case), kind=known, kinds=ARRANGEMENT_KINDS, works=works, typed=form,
            gaps=gaps, gap_names=paths_by_id((gap.area.id for gap in gaps), viewer()),
            owners=rows_by_id(Organization, (work.organization_id for work in works)),
            found=shown.found, refused=shown.refused or RefusedForm(), is_unchanged=known in UNCHANGED,
            **speaking(case),
        )  # fmt: skip
        return (page, shown.refused.status) if shown.refused else page


class Shown(NamedTuple):
    """What was typed, what was wrong with it, or what it would do."""

    typed: ArrangingForm | None = None
    refused: RefusedForm | None = None
    found: Foretold | None = None


def _with_name(fault: Fault, typed: ArrangingForm) -> Fault:
    """A fault of one step with the name of its intervention."""
    parts, steps = fault.field.split("."), typed.steps()
    place = whole(parts[1]) if parts[0] == "steps" and len(parts) > 1 else None
    if place is None or place >= len(steps):
        return fault
    work = _work(typed.works, steps[place].intervention_id)
    return Fault(fault.code, fault.field, say("%(title)s: %(fault)s", title=work, fault=fault.sentence))


def _work(works: Sequence[Intervention], row_id: int) -> str:
    return next((name_of(work) for work in works if work.id == row_id), "")


def _after_answer(row: Arrangement) -> str:
    state = row.arrangement_state
    if state == "AGREED":
        return gettext("All parties agreed. The changes to the records are proposed, and wait for their approval.")
    if state == "CARRIED_OUT":
        return gettext("All parties agreed. The case is settled.")
    return gettext("Your answer is kept. The others are told.")
