"""Reading what a form comes to: one item or formula at a time, by place and period, always with how many reports are in
it; as a table, over time, in comparison, and as a map. Its address is read by admin.following.asked_figures.
"""

from typing import Any

from flask import abort, redirect, request
from flask_admin import expose

from admin.current_viewer import viewer
from admin.following.asked_figures import MOST, SHOWN, UNITS, AskedFigures, asked_figures, asked_form, item_name
from admin.following.figure_bars import figure_bars
from admin.following.figure_map import figure_map
from admin.following.figure_series import figure_series
from admin.following.figures_table import column_name, reports_text, years_text
from admin.panel.list_export import TYPES, TableFile, list_file
from admin.panel.signed_in_view import SignedInView
from admin.words.defined_values import name_in_expressions
from admin.words.naming import name_of
from tansiq.forms.inhabitants import BASES
from tansiq.forms.to_fill import forms_in_use
from tansiq.language.vocabulary import LEVELS
from tansiq.language.words import Sentence, gettext, say
from tansiq.models import TypeDefinition
from tansiq.platform import clock
from tansiq.reporting_period import ReportingPeriod, period_of


class FiguresPage(SignedInView):
    """/admin/statistics/: reached from the page of a form, and from those that follow it."""

    title: Sentence = say("Figures of forms")
    closed = 404

    def __init__(self) -> None:
        super().__init__(name=self.title, endpoint="statistics", url="statistics")

    def is_visible(self) -> bool:
        return False

    @expose("/")
    def index(self) -> Any:
        """The figures of an item; without a form in the address, the forms."""
        if "form" not in request.args:
            return self.render("following/figure_forms.html", forms=list(forms_in_use(viewer())))
        asked = asked_figures(request.args)
        if asked is None:
            return self.render("following/no_figures.html", form=asked_form(request.args.get("form")))
        told = {
            "column_name": column_name,
            "reports_text": reports_text,
            "years_text": years_text,
            "levels": self.levels(),
            "name_of": item_name,
            "name_in_expressions": name_in_expressions,
            "bases": BASES,
            "ways": SHOWN,
        }
        return self.render("following/figures.html", asked=asked, table=asked.table, **_drawn(asked), **told)

    @expose("/export/<kind_of_file>")
    def export(self, kind_of_file: str) -> Any:
        """The same table as a file."""
        asked = asked_figures(request.args)
        if kind_of_file not in TYPES or asked is None:
            abort(404)
        if asked.refusal:
            return redirect(asked.address())
        what = gettext("Item") if asked.item.typed is None else gettext("Formula")
        about = TableFile(self.title, None, [(gettext("Form"), name_of(asked.form)), (what, asked.measure)])
        return list_file(kind_of_file, about, asked.table.titles(), asked.table.lines())

    def trail(self, row: Any = None) -> list[tuple[str, str]]:
        return [(self.get_url(".index"), str(self.title))]

    def levels(self) -> list[tuple[str, str]]:
        """(code, label) of what places may be told by."""
        return [("1", LEVELS.label("GOVERNORATE")), ("2", LEVELS.label("DISTRICT")), (UNITS, gettext("Unit by unit"))]

    def periods_offered(self, form: TypeDefinition) -> list[ReportingPeriod]:
        """The periods that were reported on until now, the latest first."""
        last = period_of(form.period_type, clock.today())
        first = period_of(form.period_type, form.reported_from or clock.today())
        found = [last]
        while found[-1] > first and len(found) < MOST * 5:
            found.append(found[-1].after(-1))
        return found


def _drawn(asked: AskedFigures) -> dict[str, Any]:
    """What is drawn above the table, by the names of the template."""
    made = {"series": figure_series, "bars": figure_bars, "map": figure_map}
    is_drawn = asked.show in made and not asked.table.is_empty
    return {name: make(asked) if is_drawn and name == asked.show else None for name, make in made.items()}
