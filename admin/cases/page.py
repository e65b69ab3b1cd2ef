"""The page of one case, and its history."""

from typing import Any

from flask import abort, request
from flask_admin import expose

from admin.cases.told_case import head, the_case, told
from admin.current_viewer import viewer
from admin.panel.details import row_history
from admin.panel.signed_in_view import SignedInView
from tansiq.language.words import say
from tansiq.models import OverlapCase
from tansiq.policy.visibility import may


class OfCases(SignedInView):
    """What the pages below the list of cases share."""

    def is_visible(self) -> bool:
        return False

    def is_accessible(self) -> bool:
        return super().is_accessible() and may(viewer(), "READ", OverlapCase)

    def inaccessible_callback(self, name: str, **kwargs: Any) -> Any:
        return super().inaccessible_callback(name, **kwargs) if viewer().account_id is None else abort(404)

    @property
    def section(self) -> str:
        return "cases"

    def trail(self, row: Any = None) -> list[tuple[str, str]]:
        return [(self.get_url("cases.index"), str(say("Cases of duplication")))]


class CasePage(OfCases):
    """One case of duplication; the name of its endpoint is what links and notices look for."""

    title = say("Case of duplication")

    def __init__(self) -> None:
        super().__init__(name=self.title, endpoint="overlapcase", url="/admin/cases/case")

    @expose("/")
    def details_view(self) -> Any:
        """All that is told of one case."""
        return self.render("cases/case.html", **told(the_case(request.args.get("id"))))

    @expose("/history/")
    def history_view(self) -> Any:
        """Who changed what of one case."""
        case = the_case(request.args.get("id"))
        return self.render("cases/history.html", **head(case), history=row_history(case))
