"""What the pages of cases share: who has them, and the page of one case, also where a form of it was refused."""

from typing import Any

from flask import request

from admin.cases.deed_forms import DueForm, RefusedForm
from admin.cases.told_case import told
from admin.current_viewer import viewer
from admin.panel.signed_in_view import SignedInView
from tansiq.language.words import say
from tansiq.models import OverlapCase
from tansiq.policy.visibility import may


class OfCases(SignedInView):
    """What the list of cases and the pages below it share: who reads no cases is not told that there are any."""

    closed = 404

    def is_visible(self) -> bool:
        return False

    def is_accessible(self) -> bool:
        return super().is_accessible() and may(viewer(), "READ", OverlapCase)

    @property
    def section(self) -> str:
        return "cases"

    def trail(self, row: Any = None) -> list[tuple[str, str]]:
        return [(self.get_url("cases.index"), str(say("Cases of duplication")))]


def case_page(view: OfCases, case: OverlapCase, refused: RefusedForm | None = None) -> Any:
    """The page of a case, with what was wrong in the form that was refused and all that was typed into it."""
    refused = refused or RefusedForm()
    due = DueForm(request.form) if refused.deed == "deadline" else DueForm(data={"due_on": case.due_on})
    if refused.deed == "deadline":
        due.validate()
    return view.render("cases/case.html", **told(case), refused=refused, due_form=due)
