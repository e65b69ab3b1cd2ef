"""The start page is a person's desk: what they have to do first, what else needs attention, their figures.

small register: everything at once
large one:      the page at once, what takes a while is fetched after it (without scripts: by a link)
"""

from typing import Any

from flask import render_template, request
from flask_admin import AdminIndexView, expose

from admin.current_viewer import viewer
from admin.overlaps.page import START
from admin.pages.attention_list import attention_items
from admin.pages.case_line import case_line
from admin.pages.desk import desk
from admin.panel.charts import charts
from admin.panel.guarded_view import GuardedView
from admin.panel.save_or_propose import may_act
from admin.panel.signed_in_view import SignedInView
from admin.views.dashboard import drawn_tiles
from tansiq.accounts import visits
from tansiq.accounts.arranged import dashboards_for
from tansiq.attention import is_empty
from tansiq.forms.to_fill import forms_in_use
from tansiq.language.words import say
from tansiq.models import Intervention, Site
from tansiq.policy.own_rows import has_own
from tansiq.records.table_size import has_more_than
from tansiq.trends import is_large, known_trends, trends

MANY = 30_000
"""Sites from which on it takes a while to count what needs attention in the whole register."""


class StartPage(SignedInView, AdminIndexView):
    """/admin/ itself."""

    def __init__(self) -> None:
        super().__init__(name=say("Start"), url="/admin")

    @expose("/")
    def index(self) -> Any:
        since = visits.note_visit(viewer(), START)
        if is_empty(viewer(), Intervention) and not forms_in_use(viewer()).exists():
            return self.render("panel/start_first.html", first=self._first(), may_enter=may_act("CREATE", Intervention))
        is_asked = request.args.get("whole") == "yes"
        figures = trends(viewer()) if is_asked or not is_large() else known_trends(viewer())
        is_counted = is_asked or has_own(viewer()) or not has_more_than(Site, MANY)
        return self.render(
            "panel/start.html", since=since, matters=attention_items(viewer()) if is_counted else None,
            charts=charts(figures.value) if figures else None, at=figures.at if figures else None, desk=desk(),
            cases=case_line() if figures else "",
            dashboards=[(row, drawn_tiles(row)) for row in dashboards_for(viewer()) if row.is_on_start],
        )  # fmt: skip

    @expose("/attention/")
    def attention(self) -> Any:
        """What needs attention, as a piece of the start page."""
        return render_template("panel/start_attention.html", matters=attention_items(viewer()))

    @expose("/figures/")
    def figures(self) -> Any:
        """The figures, as a piece of the start page."""
        found = trends(viewer())
        return render_template("panel/start_figures.html", charts=charts(found.value), at=found.at, cases=case_line())

    def _first(self) -> list[GuardedView]:
        """The tables of the menu that are still empty."""
        views = [view for view in self.admin._views if isinstance(view, GuardedView) and view.is_visible()]
        return [view for view in views if is_empty(viewer(), view.model)]
