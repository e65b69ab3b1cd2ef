"""The list of cases of duplication: those that stand, the strongest first, narrowed by the address.

/cases/                  the list, a page of it
/cases/export/<kind>/    the same as a file
"""

from typing import Any

from flask import abort, request
from flask_admin import expose

from admin.cases.case_page import OfCases
from admin.cases.listing import export_cells, export_titles, listed_cases
from admin.cases.question_form import case_form
from admin.current_viewer import viewer
from admin.overlaps.pairs import strength_badge
from admin.panel.list_export import TYPES, TableFile, list_file
from tansiq.language.digits import whole
from tansiq.language.words import say
from tansiq.models import AvoidedOverlap, OverlapWeights
from tansiq.policy.visibility import may

AT_ONCE = 20
DEEPEST = 10_000
MOST_EXPORTED = 5_000
PIECE = 500
"""Cases that are read at once for a file."""


class CasesPage(OfCases):
    """Cases of duplication, for those who read them at all."""

    title = say("Cases of duplication")
    group = "questions"
    icon = "case"

    def __init__(self) -> None:
        super().__init__(name=self.title, endpoint="cases", url="/admin/cases")

    def is_visible(self) -> bool:
        return True

    def trail(self, row: Any = None) -> list[tuple[str, str]]:
        return []

    @expose("/")
    def index(self) -> Any:
        """A page of the cases asked for."""
        form, page = case_form(), min(whole(request.args.get("page")) or 0, DEEPEST)
        rows = [] if form.errors else list(form.rows().limit(AT_ONCE + 1).offset(page * AT_ONCE))
        return self.render(
            "cases/list.html", form=form, cases=listed_cases(rows[:AT_ONCE]), page=page, has_next=len(rows) > AT_ONCE,
            most_exported=MOST_EXPORTED, strength_badge=strength_badge,
            has_figures=may(viewer(), "READ", AvoidedOverlap), may_weigh=may(viewer(), "READ", OverlapWeights),
        )  # fmt: skip

    @expose("/export/<kind>/")
    def export_view(self, kind: str) -> Any:
        """The cases asked for as a file of one of TYPES."""
        form = case_form()
        if kind not in TYPES or form.errors:
            abort(404)
        rows = list(form.rows().limit(MOST_EXPORTED))
        pieces = (listed_cases(rows[start : start + PIECE]) for start in range(0, len(rows), PIECE))
        area = form.within.lookup.get_one(form.within.data) if form.within.data else None
        cells = (export_cells(one) for piece in pieces for one in piece)
        return list_file(kind, TableFile(self.title, area, form.in_force()), export_titles(), cells)
