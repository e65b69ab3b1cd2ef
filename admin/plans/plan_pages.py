"""The pages of a plan beside its outline, each behind the same door and under the same tabs."""

from typing import Any

from flask import abort, request
from flask_admin import expose

from admin.panel.details import row_history
from admin.panel.list_export import TYPES, list_file
from admin.panel.save_or_propose import may_act
from admin.plans.area_map import MOST_LISTED, SHOWN, counted, plan_map
from admin.plans.consultation import consultation_values
from admin.plans.gains import points_markup
from admin.plans.indicator_chart import indicator_charts, indicators_of_plan
from admin.plans.tabs import TABS, page_head
from admin.plans.timetable import timetable_of
from admin.plans.trend_chart import trend_of, when
from admin.words.formatting import percent_text
from tansiq.models import Indicator
from tansiq.models.plan import ONCE_ADOPTED


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

    @expose("/trend/")
    def trend_view(self) -> Any:
        """How the plan, or one of its items, came along month by month."""
        plan = self._plan()
        found = trend_of(plan, request.args.get("item"))
        words = {"when": when, "percent": percent_text, "points_markup": points_markup}
        return self._tab("trend", plan, trend=found, is_followed=plan.phase in ONCE_ADOPTED, **words)

    @expose("/trend/export/<kind_of_file>")
    def trend_export(self, kind_of_file: str) -> Any:
        """The months as a workbook or a plain table."""
        if kind_of_file not in TYPES:
            abort(404)
        return list_file(kind_of_file, *trend_of(self._plan(), request.args.get("item")).file())

    @expose("/map/")
    def map_view(self) -> Any:
        """Where the items are carried out, how many there are open and late."""
        plan = self._plan()
        shown = plan_map(plan, request.args)
        return self._tab("map", plan, map=shown, shown=SHOWN, counted=counted, most=MOST_LISTED)

    @expose("/indicators/")
    def indicators_view(self) -> Any:
        """What is measured of the plan and of its items, each with its chart."""
        plan = self._plan()
        rows = indicators_of_plan(plan)
        may_add = may_act("CREATE", Indicator(plan=plan.id))
        return self._tab("indicators", plan, rows=rows, charts=indicator_charts(rows), may_add=may_add)

    @expose("/consultation/")
    def consultation_view(self) -> Any:
        """What is said of the plan, and who reads it as a draft."""
        plan = self._plan()
        return self._tab("consultation", plan, **consultation_values(plan))

    @expose("/history/")
    def history_view(self) -> Any:
        """Who changed what the plan says of itself."""
        plan = self._plan()
        return self._tab("history", plan, history=row_history(plan))

    def _plan(self) -> Any:
        return self.get_one(request.args.get("id"))

    def _tab(self, code: str, plan: Any, **values: Any) -> Any:
        return self.render(f"plans/{code}.html", **page_head(plan, code), **values)
