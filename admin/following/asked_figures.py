"""What the page of figures is asked, as its address says it: what is not understood has its usual value.

/statistics/?form=3&item=12&from=2025-Q1&to=2026-Q3&level=1&state=SUBMITTED&per=1000&show=series
/statistics/?form=3&formula=${collected} div ${population} * 1000&show=map&at=2026-Q3
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from flask import abort, url_for

from admin.current_viewer import viewer
from admin.following.figures_table import FiguresTable, TablesTogether
from tansiq.faults import Refused
from tansiq.forms.asked_items import AskedItem, is_number, items_asked
from tansiq.forms.figure_question import RollUp
from tansiq.forms.inhabitants import BASES
from tansiq.forms.to_fill import forms_in_use
from tansiq.forms.typed_formula import formula_item
from tansiq.language.bilingual import pick
from tansiq.language.digits import whole
from tansiq.language.words import N_, gettext
from tansiq.models import Area, TypeDefinition
from tansiq.platform import clock
from tansiq.policy.visibility import visible
from tansiq.reporting_period import MONTHS, ReportingPeriod, period_named, period_of

USUAL, MOST = 8, 24
"""Periods that are shown unless said otherwise, and at most: columns of one table."""
UNITS = "unit"
LEVELS_SHOWN = ("1", "2", UNITS)
SHOWN = {"table": N_("Table"), "series": N_("Over time"), "bars": N_("Comparison"), "map": N_("Map")}
"""The ways in which the figures may be seen."""
MOST_LETTERS = 500
"""Of a formula in an address."""


@dataclass(frozen=True)
class AskedFigures:
    """An item of a form, or a formula over several, with the periods, the places and the states of the reports that
    count; `typed` is the formula as somebody typed it, with what is wrong with it in words. What is asked `together`
    with others is read with them."""

    form: TypeDefinition
    items: Mapping[int, AskedItem]
    item: AskedItem
    first: ReportingPeriod
    last: ReportingPeriod
    level: str
    has_submitted: bool
    per: int | None = None
    show: str = "table"
    at_key: str = ""
    place: str = ""
    typed: str = ""
    fault: str = ""
    within: Area | None = None
    together: TablesTogether | None = None

    @property
    def question(self) -> RollUp:
        states = frozenset({"APPROVED", "SUBMITTED"} if self.has_submitted else {"APPROVED"})
        level = None if self.level == UNITS else int(self.level)
        days = (self.first.begins, self.last.ends)
        return RollUp(self.form, [self.item], *days, within=self.within, level=level, states=states, per=self.per)

    @cached_property
    def _answer(self) -> tuple[FiguresTable, str]:
        question, is_by_unit = self.question, self.level == UNITS
        try:
            return (self.together or TablesTogether()).table(viewer(), question, is_by_unit), ""
        except Refused as refusal:
            return FiguresTable(question.periods, {}, []), " ".join(map(str, refusal.faults))

    @property
    def table(self) -> FiguresTable:
        """What the reader is told; nothing where that is refused."""
        return self._answer[0]

    @property
    def refusal(self) -> str:
        """Why the reader is told nothing, "" where they are."""
        return self._answer[1]

    @property
    def name(self) -> str:
        """What is told: the item with its unit, or the formula."""
        return self.typed if self.item.typed is not None else item_name(self.item)

    @property
    def measure(self) -> str:
        """The same with the people by whom it is told, where rates are asked for."""
        if self.per is None:
            return self.name
        return gettext("%(label)s, per %(people)s inhabitants", label=self.name, people=f"{self.per:,}")

    @cached_property
    def at(self) -> str:
        """The key of the period of a comparison or a map: the one that is asked for, else the last that has figures."""
        table = self.table
        keys = [period.key for period in table.periods]
        told = [key for key in keys if any(table.is_told(place, key) for place, _ in table.rows)]
        return self.at_key if self.at_key in keys else (told or keys)[-1]

    @property
    def at_period(self) -> ReportingPeriod:
        """The same as a period."""
        return next(period for period in self.table.periods if period.key == self.at)

    def address(self, page: str = "index", /, **more: Any) -> str:
        """The address of a page for the same question; what is told as None is left out."""
        told: dict[str, Any] = {
            "form": self.form.id,
            "item": self.item.number or None,
            "formula": self.typed or None,
            "from": self.first.key,
            "to": self.last.key,
            "level": self.level,
            "state": "SUBMITTED" if self.has_submitted else None,
            "per": self.per,
            "show": self.show if self.show != "table" else None,
            "at": self.at_key or None,
            "place": self.place or None,
            "within": self.within.id if self.within else None,
        } | more
        return url_for(f"statistics.{page}", **{name: value for name, value in told.items() if value is not None})


def asked_figures(given: Mapping[str, str]) -> AskedFigures | None:
    """The question of an address; None where the form has no figures, 404 where it names none that the reader knows."""
    form = asked_form(given.get("form"))
    items = {number: item for number, item in items_asked(form).items() if is_number(item)}
    if not items:
        return None
    typed = given.get("formula", "").strip()[:MOST_LETTERS]
    item, fault = items.get(whole(given.get("item")) or 0) or next(iter(items.values())), ""
    try:
        item = formula_item(form, typed) if typed else item
    except Refused as refusal:
        fault = " ".join(map(str, refusal.faults))
    first, last = _periods(form, given)
    per, level, show = whole(given.get("per")), given.get("level", "1"), given.get("show", "")
    return AskedFigures(
        form, items, item, first, last, level if level in LEVELS_SHOWN else "1", given.get("state") == "SUBMITTED",
        per if per in BASES else None, show if show in SHOWN else "table", given.get("at", ""), given.get("place", ""),
        typed, fault, _area(given.get("within")),
    )  # fmt: skip


def asked_form(given: str | None) -> TypeDefinition:
    """The form with this number that the reader knows; else 404."""
    row: TypeDefinition | None = forms_in_use(viewer()).where(TypeDefinition.id == (whole(given) or -1)).first()
    return row or abort(404)


def item_name(item: AskedItem) -> str:
    """What an item is called, with its unit."""
    unit = pick(item.one, "unit")
    name = pick(item.one, "label")
    return gettext("%(label)s (%(unit)s)", label=name, unit=unit) if unit else name


def usual_figures(form: TypeDefinition, item: AskedItem, within: Area | None, **chosen: Any) -> AskedFigures:
    """An item over the periods that are shown unless said otherwise, of an area or of all of them."""
    first, last = _periods(form, {})
    given = {"level": "1", "has_submitted": False, "within": within, **chosen}
    return AskedFigures(form, {}, item, first, last, **given)


def _area(given: str | None) -> Area | None:
    found: Area | None = visible(Area, viewer()).where(Area.id == (whole(given) or -1)).first() if given else None
    return found


def _periods(form: TypeDefinition, given: Mapping[str, str]) -> tuple[ReportingPeriod, ReportingPeriod]:
    now = period_of(form.period_type, clock.today())
    last = _period(form, given.get("to")) or now.after(-1)
    first = _period(form, given.get("from")) or last.after(1 - _usual(form))
    first, last = min(first, last), max(first, last)
    return max(first, last.after(1 - MOST)), last


def _usual(form: TypeDefinition) -> int:
    return USUAL if MONTHS[form.period_type] < max(MONTHS.values()) else USUAL // 2


def _period(form: TypeDefinition, key: str | None) -> ReportingPeriod | None:
    try:
        found = period_named(key) if key else None
    except Refused:
        return None
    return found if found is not None and found.period_type == form.period_type else None
