"""The evaluation of a year, and the general picture over years.

/evaluation/?area=12&year=2026           by organisation        &by=area  by organisation and area
/evaluation/export/xlsx?area=12          the same as a file
"""

from typing import Any

from flask import abort, jsonify, request
from flask_admin import expose

from admin.current_viewer import viewer
from admin.panel.filters import FilterValue
from admin.panel.list_export import TYPES, TableFile, list_file
from admin.panel.reference_filter import ReferenceFilter, placed_in
from admin.panel.signed_in_view import SignedInView
from admin.rounds.evaluation_rows import cells, rows_of, titles, year_cells
from tansiq.language.digits import whole
from tansiq.language.words import Sentence, gettext, say
from tansiq.models import Area, Round
from tansiq.platform import clock
from tansiq.policy.visibility import may, visible
from tansiq.rounds.evaluation import YEARS, evaluate, over_years

AREA = ReferenceFilter("area", Area, placed_in, hint=say("With all that lies in it"))


class EvaluationPage(SignedInView):
    """/admin/evaluation/: reached from the list of rounds and from the page of each."""

    title: Sentence = say("Evaluation of the year")
    closed = 404

    def __init__(self) -> None:
        super().__init__(name=self.title, endpoint="evaluation", url="evaluation")

    def is_visible(self) -> bool:
        return False

    def is_accessible(self) -> bool:
        return super().is_accessible() and may(viewer(), "READ", Round)

    @expose("/")
    def index(self) -> Any:
        """What organisations planned and achieved, and how the years compare."""
        chosen, area, year, is_by_area = self._asked()
        found = rows_of(evaluate(viewer(), area, year), is_by_area) if area else []
        years = [(one.year, year_cells(one)) for one in over_years(viewer(), area, year)] if area else []
        return self.render(
            "rounds/evaluation.html", chosen=chosen, area=area, year=year, by="area" if is_by_area else "", rows=found,
            years=years, years_offered=range(clock.today().year, clock.today().year - 2 * YEARS, -1),
        )  # fmt: skip

    @expose("/export/<kind_of_file>")
    def export(self, kind_of_file: str) -> Any:
        """The rows as a file."""
        _chosen, area, year, is_by_area = self._asked()
        if kind_of_file not in TYPES or area is None:
            abort(404)
        about = TableFile(self.title, area, [(gettext("Year"), str(year))])
        return list_file(kind_of_file, about, titles(), cells(rows_of(evaluate(viewer(), area, year), is_by_area)))

    @expose("/lookup/<of>/")
    def ajax_lookup(self, of: str) -> Any:
        """Areas whose names hold what is typed."""
        if of != AREA.name:
            abort(404)
        return jsonify(AREA.lookup.get_list(request.args.get("query"), limit=12))

    def trail(self, row: Any = None) -> list[tuple[str, str]]:
        """From the list of rounds."""
        return [(self.get_url("round.index_view"), gettext("Reporting rounds"))]

    def _asked(self) -> tuple[FilterValue, Area | None, int, bool]:
        """The area that was chosen, else the reader's own or the country; the year; whether areas are told apart."""
        chosen, this_year = AREA.read(request.args), clock.today().year
        year = whole(request.args.get("year"), 4)
        is_known = year is not None and this_year - 2 * YEARS < year <= this_year
        area = chosen.meant or (None if chosen.fault else self._own_area())
        return chosen, area, year if year is not None and is_known else this_year, request.args.get("by") == "area"

    def _own_area(self) -> Area | None:
        rows: Any = visible(Area, viewer()).where(Area.archived_at.is_null())
        own = sorted(viewer().area_ids)
        rows = rows.where(Area.id == own[0]) if own else rows.where(Area.level == 0)
        found: Area | None = rows.order_by(Area.id).first()
        return found
