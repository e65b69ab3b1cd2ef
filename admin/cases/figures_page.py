"""What became of cases over a period: month by month and area by area, as a page and as a file of areas and months.

?within=12&level=2&from=2026-01-01&to=2026-12-31
"""

from collections.abc import Callable, Iterable, Iterator
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
from admin.panel.inputs import DayField
from admin.panel.list_export import TYPES, Cell, TableFile, list_file
from admin.panel.lookups import Lookup, ReferenceField
from admin.words.coded_fields import code_choices
from admin.words.formatting import day_text, month_text
from admin.words.labels import label
from admin.words.naming import paths_by_id
from tansiq.attention import this_year
from tansiq.cases.figures import CaseFigures, Key, case_figures, together
from tansiq.language.words import gettext, say
from tansiq.models import Area, AvoidedOverlap
from tansiq.period import Period
from tansiq.policy.visibility import may

Figures = dict[Key, CaseFigures]
Line = tuple[str, CaseFigures]


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
        """What is asked for, the areas in an order of their ids, the newest month first."""
        period = Period(self.begins.data or EARLIEST, self.ends.data or LATEST)
        found = case_figures(viewer(), period, int(self.level.data), [self.within.data] if self.within.data else ())
        return dict(sorted(found.items(), key=lambda one: (-one[0][1].toordinal(), one[0][0] or 0)))

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
        return super().is_accessible() and may(viewer(), "READ", AvoidedOverlap)

    @expose("/")
    def index(self) -> Any:
        """All of it together, by month and by area."""
        form = figures_form()
        found = {} if form.errors else form.figures()
        return self.render(
            "cases/figures.html", form=form, total=together(found.values()), months=_by_month(found),
            areas=_by_area(found), titles=_titles(), cells=_cells, day_text=day_text,
        )  # fmt: skip

    @expose("/export/<kind>/")
    def export_view(self, kind: str) -> Any:
        """A line for each area and month, as a file of one of TYPES."""
        form = figures_form()
        if kind not in TYPES or form.errors:
            abort(404)
        found = form.figures()
        area = form.within.lookup.get_one(form.within.data) if form.within.data else None
        titles = [gettext("Month"), str(label("area")), *_titles()]
        return list_file(kind, TableFile(self.title, area, form.in_force()), titles, _lines(found))


def _titles() -> list[str]:
    return [
        gettext("Opened"),
        gettext("Settled"),
        gettext("Avoided at entry"),
        gettext("Days to settle (median)"),
        gettext("People freed"),
    ]


def _cells(one: CaseFigures) -> list[Cell]:
    return [one.opened, one.settled, one.avoided, one.days_to_settle, one.people_freed]


def _lines(found: Figures) -> Iterator[list[Cell]]:
    places = _places(found)
    for (area_id, month), one in found.items():
        yield [f"{month:%Y-%m}", _called(places, area_id), *_cells(one)]


def _by_month(found: Figures) -> list[Line]:
    """The newest first."""
    months = dict.fromkeys(month for _area_id, month in found)
    return [(month_text(one), together(part for (_, month), part in found.items() if month == one)) for one in months]


def _by_area(found: Figures) -> list[Line]:
    """By name."""
    places = _places(found)
    by_area: dict[int | None, list[CaseFigures]] = {}
    for (area_id, _month), one in found.items():
        by_area.setdefault(area_id, []).append(one)
    lines = [(_called(places, area_id), together(parts)) for area_id, parts in by_area.items()]
    return sorted(lines, key=lambda line: line[0])


def _places(keys: Iterable[Key]) -> dict[int, str]:
    return paths_by_id((area_id for area_id, _month in keys), viewer())


def _called(places: dict[int, str], area_id: int | None) -> str:
    """What lies above the level has no area of it; an archived one is not seen by everybody."""
    if area_id is None:
        return gettext("Located above this level")
    return places.get(area_id, gettext("Archived area"))
