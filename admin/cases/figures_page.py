"""What became of cases over a period: month by month and area by area, as a page and as a file of areas and months.

?within=12&level=2&from=2026-01-01&to=2026-12-31
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from flask import abort, request
from flask_admin import expose
from flask_admin.babel import Translations
from werkzeug.datastructures import MultiDict
from wtforms import Form, fields
from wtforms.meta import DefaultMeta

from admin.cases.case_page import OfCases
from admin.current_viewer import viewer
from admin.overlaps.question_form import EARLIEST, LATEST, LEVELS, keep_known
from admin.panel.case_lines import (
    Figures,
    by_area,
    by_month,
    figure_texts,
    figure_titles,
    may_read_figures,
    table_lines,
    table_titles,
)
from admin.panel.inputs import DayField
from admin.panel.list_export import TYPES, TableFile, list_file
from admin.panel.lookups import Lookup, ReferenceField
from admin.words.coded_fields import code_choices
from admin.words.formatting import day_text
from admin.words.labels import label
from tansiq.attention import this_year
from tansiq.cases.figures import case_figures, together
from tansiq.language.words import gettext, say
from tansiq.models import Area
from tansiq.period import Period


class FiguresForm(Form):
    """What is asked, as it stands in the address; what is wrong in it is told beside the field."""

    class Meta(DefaultMeta):
        def get_translations(self, form: Any) -> Translations:
            return Translations()

    within = ReferenceField(label("area"), Lookup("within", Area))
    begins = DayField(say("From"), name="from")
    ends = DayField(say("To"), name="to")
    level = fields.SelectField(
        say("Grouped by"),
        choices=lambda: [one for one in code_choices("level") if one[0] in LEVELS],
        validate_choice=False,
    )

    def figures(self) -> Figures:
        """What is asked for."""
        period = Period(self.begins.data or EARLIEST, self.ends.data or LATEST)
        return case_figures(viewer(), period, int(self.level.data), [self.within.data] if self.within.data else ())

    def address(self) -> dict[str, Any]:
        """The arguments of an address that asks the same."""
        days = {"from": self.begins.data, "to": self.ends.data}
        told = {name: "" if day is None else day.isoformat() for name, day in days.items()}
        return {**({"within": self.within.data} if self.within.data else {}), "level": self.level.data, **told}

    def in_force(self, say_day: Callable[[date], str] = date.isoformat) -> list[tuple[str, str]]:
        """(name, value) of all that is asked, in words; days as a file writes them, unless said otherwise."""
        told = [(self.within, self.within.display_text())]
        told += [(day, say_day(day.data) if day.data else "") for day in (self.begins, self.ends)]
        told += [(self.level, dict(self.level.choices).get(self.level.data, ""))]
        return [(str(one.label.text), text) for one, text in told if text]


def figures_form() -> FiguresForm:
    """The form as the address fills it: this year by district, and an officer of one area sees it first."""
    given, is_asked = MultiDict(request.args), bool(request.args)
    if "from" not in given and "to" not in given:
        given.setlist("from", [this_year().begins.isoformat()])
        given.setlist("to", [this_year().ends.isoformat()])
    if not is_asked and len(viewer().area_ids) == 1:
        given.setlist("within", [str(*viewer().area_ids)])
    keep_known(given, "level", LEVELS, "2")
    form = FiguresForm(given)
    form.validate()
    if form.begins.data and form.ends.data and form.ends.data < form.begins.data:
        form.ends.errors = [*form.ends.errors, gettext("The end is before the beginning.")]
    return form


class CaseFiguresPage(OfCases):
    """Figures of cases, for officers, administrators and auditors."""

    title = say("Figures of cases")

    def __init__(self) -> None:
        super().__init__(name=self.title, endpoint="casefigures", url="/admin/cases/figures")

    def is_accessible(self) -> bool:
        return super().is_accessible() and may_read_figures()

    @expose("/")
    def index(self) -> Any:
        """All of it together, by month and by area."""
        form = figures_form()
        found = {} if form.errors else form.figures()
        return self.render(
            "cases/figures.html", form=form, total=together(found.values()), months=by_month(found),
            areas=by_area(found), titles=figure_titles(), texts=figure_texts, day_text=day_text,
        )  # fmt: skip

    @expose("/export/<kind>/")
    def export_view(self, kind: str) -> Any:
        """A line for each area and month, as a file of one of TYPES."""
        form = figures_form()
        if kind not in TYPES or form.errors:
            abort(404)
        found = form.figures()
        area = form.within.lookup.get_one(form.within.data) if form.within.data else None
        return list_file(kind, TableFile(self.title, area, form.in_force()), table_titles(), table_lines(found))
