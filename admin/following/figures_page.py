"""Reading what a form comes to: one item at a time, by place and period, always with how many reports are in it.

/statistics/?form=3&item=12&from=2025-Q1&to=2026-Q3&level=1&state=SUBMITTED
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import abort, request, url_for
from flask_admin import expose

from admin.current_viewer import viewer
from admin.following.figures_table import FiguresTable, column_name, figures_table, reports_text
from admin.panel.list_export import TYPES, TableFile, list_file
from admin.panel.signed_in_view import SignedInView
from admin.words.naming import name_of
from tansiq.faults import Refused
from tansiq.forms.asked_items import AskedItem, is_number, items_asked
from tansiq.forms.figure_question import RollUp
from tansiq.forms.to_fill import forms_in_use
from tansiq.language.bilingual import pick
from tansiq.language.digits import whole
from tansiq.language.vocabulary import LEVELS
from tansiq.language.words import Sentence, gettext, say
from tansiq.models import TypeDefinition
from tansiq.platform import clock
from tansiq.reporting_period import MONTHS, ReportingPeriod, period_named, period_of

USUAL, MOST = 8, 24
"""Periods that are shown unless said otherwise, and at most: columns of one table."""
UNITS = "unit"
_LEVELS = ("1", "2", UNITS)


@dataclass(frozen=True)
class AskedFigures:
    """An item of a form with the periods, the places and the states of the reports that count."""

    form: TypeDefinition
    items: Mapping[int, AskedItem]
    item: AskedItem
    first: ReportingPeriod
    last: ReportingPeriod
    level: str
    has_submitted: bool

    @property
    def question(self) -> RollUp:
        states = frozenset({"APPROVED", "SUBMITTED"} if self.has_submitted else {"APPROVED"})
        level = None if self.level == UNITS else int(self.level)
        days = (self.first.begins, self.last.ends)
        return RollUp(self.form, [self.item], *days, level=level, states=states)

    def table(self) -> FiguresTable:
        """What the reader is told."""
        return figures_table(viewer(), self.question, self.level == UNITS)

    def address(self, page: str = "index", /, **more: Any) -> str:
        """The address of a page for the same question."""
        told: dict[str, Any] = {
            "form": self.form.id,
            "item": self.item.number,
            "from": self.first.key,
            "to": self.last.key,
        }
        told |= {"level": self.level}
        told |= {"state": "SUBMITTED" if self.has_submitted else None, **more}
        return url_for(f"statistics.{page}", **{name: value for name, value in told.items() if value is not None})


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
        asked = _read(request.args)
        if asked is None:
            return self.render("following/no_figures.html", form=_form(request.args.get("form")))
        told = {"column_name": column_name, "reports_text": reports_text, "levels": self.levels(), "name_of": _name}
        return self.render("following/figures.html", asked=asked, table=asked.table(), **told)

    @expose("/export/<kind_of_file>")
    def export(self, kind_of_file: str) -> Any:
        """The same table as a file."""
        asked = _read(request.args)
        if kind_of_file not in TYPES or asked is None:
            abort(404)
        table = asked.table()
        chosen = [(gettext("Form"), name_of(asked.form)), (gettext("Item"), pick(asked.item.one, "label"))]
        about = TableFile(self.title, None, chosen)
        return list_file(kind_of_file, about, table.titles(), table.lines())

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


def _read(given: Mapping[str, str]) -> AskedFigures | None:
    """The question of an address, what is not understood having its usual value; None where the form has no figures,
    404 where it names none that the reader knows."""
    form = _form(given.get("form"))
    items = {number: item for number, item in items_asked(form).items() if is_number(item)}
    if not items:
        return None
    item = items.get(whole(given.get("item")) or 0) or next(iter(items.values()))
    now = period_of(form.period_type, clock.today())
    last = _period(form, given.get("to")) or now.after(-1)
    first = _period(form, given.get("from")) or last.after(1 - _usual(form))
    first, last = min(first, last), max(first, last)
    level = given.get("level", "1")
    states = given.get("state") == "SUBMITTED"
    return AskedFigures(form, items, item, max(first, last.after(1 - MOST)), last,
                        level if level in _LEVELS else "1", states)  # fmt: skip


def _name(item: AskedItem) -> str:
    """What an item is called, with its unit."""
    unit = pick(item.one, "unit")
    name = pick(item.one, "label")
    return gettext("%(label)s (%(unit)s)", label=name, unit=unit) if unit else name


def _usual(form: TypeDefinition) -> int:
    return USUAL if MONTHS[form.period_type] < max(MONTHS.values()) else USUAL // 2


def _form(given: str | None) -> TypeDefinition:
    row: TypeDefinition | None = forms_in_use(viewer()).where(TypeDefinition.id == (whole(given) or -1)).first()
    return row or abort(404)


def _period(form: TypeDefinition, key: str | None) -> ReportingPeriod | None:
    try:
        found = period_named(key) if key else None
    except Refused:
        return None
    return found if found is not None and found.period_type == form.period_type else None
