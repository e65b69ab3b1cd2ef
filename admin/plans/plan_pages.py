"""The pages of a plan beside its outline, each behind the same door and under the same tabs."""

from typing import Any

from flask import request
from flask_admin import expose

from admin.panel.details import row_history
from admin.plans.tabs import TABS, page_head
from admin.plans.timetable import timetable_of


class PlanPagesMixin:
    """What the view of plans answers for one plan beside the usual pages."""

    render: Any
    get_one: Any

    tabs = TABS

    @expose("/timetable/")
    def timetable_view(self) -> Any:
        """The items over time, opened branch by branch."""
        plan = self._plan()
        return self._tab("timetable", plan, table=timetable_of(plan, request.args))

    @expose("/history/")
    def history_view(self) -> Any:
        """Who changed what the plan says of itself."""
        plan = self._plan()
        return self._tab("history", plan, history=row_history(plan))

    def _plan(self) -> Any:
        return self.get_one(request.args.get("id"))

    def _tab(self, code: str, plan: Any, **values: Any) -> Any:
        return self.render(f"plans/{code}.html", **page_head(plan, code), **values)
