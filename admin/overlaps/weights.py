"""The weights of the score: administrators change them, and see before what a change would do to today's list.

/overlaps/weights/   GET: what holds, and its history; POST do=show: what others would do; POST do=save: let them hold
"""

from typing import Any, NamedTuple

from flask import abort, redirect, request
from flask_admin import expose

from admin.current_viewer import viewer
from admin.overlaps.pairs import OverlapPair, pairs_of, strength_badge
from admin.overlaps.weights_form import WeightsForm, weights_form
from admin.panel.details import row_history
from admin.panel.signed_in_view import SignedInView
from admin.panel.undo_offers import flash_with_button
from admin.words.naming import paths_by_id
from tansiq.cases.other_weights import Foretold, foretell
from tansiq.duplication import question_size
from tansiq.duplication.overlap import OverlapQuestion
from tansiq.duplication.setting_weights import present_row, set_weights
from tansiq.duplication.weights import Weights, stored_row
from tansiq.faults import Refused
from tansiq.language.case_vocabulary import OVERLAP_STRENGTHS
from tansiq.language.digits import whole
from tansiq.language.words import gettext, say
from tansiq.models import OverlapWeights
from tansiq.policy.visibility import may


class ForetoldPairs(NamedTuple):
    """What other weights would do, ready for the page: where, and the pairs that come and go."""

    path: str
    year: int
    foretold: Foretold
    then: Weights
    come: list[OverlapPair]
    gone: list[OverlapPair]


class WeightsPage(SignedInView):
    """How the score of an overlap is made; reached from the page of overlaps and from that of cases."""

    title = say("Weights of the score")

    def __init__(self) -> None:
        super().__init__(name=self.title, endpoint="weights", url="/admin/overlaps/weights")

    def is_accessible(self) -> bool:
        return super().is_accessible() and may(viewer(), "READ", OverlapWeights)

    def is_visible(self) -> bool:
        return False

    @property
    def section(self) -> str:
        return "overlap"

    def trail(self, row: Any = None) -> list[tuple[str, str]]:
        return [(self.get_url("overlap.index"), str(say("Overlaps")))]

    @expose("/", methods=("GET", "POST"))
    def index(self) -> Any:
        """The form as it holds; posted, what it would do, or that it holds from now on."""
        row = present_row()
        form = weights_form(row)
        if request.method == "GET":
            return self._page(form, row)
        if not may(viewer(), "CREATE", OverlapWeights):
            abort(403)
        if request.form.get("do") != "save":
            return self._page(form, row, _foretold(form))
        form.judged(is_saving=True)
        return self._page(form, row) if form.errors else self._save(form, row)

    def _save(self, form: WeightsForm, row: OverlapWeights) -> Any:
        version = whole(request.form.get("version"))
        try:
            batch = set_weights(viewer(), form.values, -1 if version is None else version)
        except Refused as refusal:
            form.tell(refusal.faults)
            return self._page(form, row)
        text = gettext("Saved. Lists follow at once, cases within a minute.")
        flash_with_button(text, self.get_url("batches.undo_view"), gettext("Undo"), id=batch.id)
        return redirect(self.get_url(".index"))

    def _page(self, form: WeightsForm, row: OverlapWeights, foretold: ForetoldPairs | None = None) -> Any:
        stored = stored_row()
        return self.render(
            "panel/overlap_weights.html",
            form=form,
            row=row,
            version=request.form.get("version") or (row.version if row.id else 0),
            may_change=may(viewer(), "CREATE", OverlapWeights),
            foretold=foretold,
            strengths=list(OVERLAP_STRENGTHS)[::-1],
            history=row_history(stored) if stored is not None else None,
            stored=stored,
            strength_badge=strength_badge,
        )


def _foretold(form: WeightsForm) -> ForetoldPairs | None:
    """What the weights of the form would do; None where something in it is wrong, which is told there."""
    row, asked = form.judged(is_saving=False), form.area_and_period()
    if form.errors or asked is None:
        return None
    area, period = asked
    if not question_size.is_answerable(viewer(), OverlapQuestion(area, period=period)):
        text = gettext("Too many interventions lie there to compare while you wait: choose a smaller area.")
        form.within.errors = [text]
        return None
    then = Weights.of(row)
    found = foretell(viewer(), area, period, then)
    path = paths_by_id([area.id], viewer())[area.id]
    return ForetoldPairs(path, period.begins.year, found, then, pairs_of(found.come), pairs_of(found.gone))
