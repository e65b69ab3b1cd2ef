"""The figures of one item as a table: places or units in rows, periods in columns, all of them together at the end.

               Q1 2026     Q2 2026     together        under "together" what the item's way over periods gives
all            1,204       1,310       1,310           11 of 14 units
Abyan            604         700         700
"""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from admin.following.figure_jumps import Place, jumps_of
from admin.following.matrix import short_name
from admin.panel.list_export import Cell
from admin.words.naming import name_of
from tansiq.faults import Refused
from tansiq.forms.asked_items import AskedItem
from tansiq.forms.figure_question import PERIOD, UNIT, RollUp
from tansiq.forms.rolling_up import RolledUp, roll_up
from tansiq.language.words import gettext
from tansiq.models import Area, Unit
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible
from tansiq.reporting_period import ReportingPeriod

ALL: Place = ("", 0)
"""All of them."""
_Figures = Mapping[tuple[Place, str], RolledUp]
"""By place and key of the period."""


@dataclass(frozen=True)
class FiguresTable:
    """The figures by place and by key of the period, "" for all periods together; and the rows in their order. With
    rates where these are `has_rates`."""

    periods: Sequence[ReportingPeriod]
    figures: _Figures
    rows: Sequence[tuple[Place, Any]]
    has_rates: bool = False

    def of(self, place: Place, key: str) -> RolledUp | None:
        """The figure of a row and a column; None where nothing is expected there."""
        return self.figures.get((place, key))

    def number(self, place: Place, key: str) -> float | None:
        """The number that is told of a row and a column: the rate where rates are asked for; None: not known."""
        found = self.of(place, key)
        if found is None:
            return None
        return found.rate.value if self.has_rates else found.value

    def is_told(self, place: Place, key: str) -> bool:
        """Whether there is such a number."""
        return self.number(place, key) is not None

    @cached_property
    def has_total(self) -> bool:
        """Whether figures of several periods are put together."""
        return any(key == "" for _, key in self.figures)

    @property
    def is_empty(self) -> bool:
        return not any(one.reported for one in self.figures.values())

    @cached_property
    def jumps(self) -> Mapping[tuple[Place, str], float]:
        """By place and period: what is usual there, where a figure is far from it."""
        return jumps_of(self.figures, self.number)

    @cached_property
    def years(self) -> tuple[int, ...]:
        """The years of the people by whom rates are told."""
        return tuple(sorted({year for one in self.figures.values() if one.rate.of for year in one.rate.of.years}))

    def titles(self) -> list[str]:
        """The heads of the columns of a file: a figure and how much is in it, for each period, and its rate."""
        names = [str(period.name) for period in self.periods] + ([gettext("Together")] if self.has_total else [])
        return [gettext("Place"), *(part for name in names for part in self._titles_of(name))]

    def lines(self) -> Iterator[list[Cell]]:
        """The rows of a file."""
        keys = [period.key for period in self.periods] + ([""] if self.has_total else [])
        for place, row in self.rows:
            cells: list[Cell] = [gettext("All") if row is None else name_of(row)]
            for key in keys:
                cells += self._cells_of(self.of(place, key))
            yield cells

    def _titles_of(self, name: str) -> list[str]:
        told = [name, gettext("%(period)s: reports", period=name)]
        if self.has_rates:
            told += [gettext("%(period)s: rate", period=name), gettext("%(period)s: inhabitants", period=name)]
            told += [gettext("%(period)s: year of the inhabitants", period=name)]
        return told

    def _cells_of(self, one: RolledUp | None) -> list[Cell]:
        if one is None:
            return [None] * len(self._titles_of(""))
        told: list[Cell] = [one.value, reports_text(one)]
        if self.has_rates:
            people = one.rate.of
            told += [one.rate.value, *((people.people, years_text(people.years)) if people else (None, None))]
        return told


class TablesTogether:
    """The tables of several items that are asked alike, read at once when the first of them is wanted."""

    def __init__(self) -> None:
        self._items: dict[Hashable, dict[int, AskedItem]] = {}
        self._found: dict[Hashable, Mapping[int, FiguresTable]] = {}
        self._countries: dict[int, Area | None] = {}

    def add(self, asked: RollUp, is_by_unit: bool) -> None:
        """Let the one item that is asked about be read with the others."""
        self._items.setdefault(_alike(asked, is_by_unit), {})[asked.items[0].number] = asked.items[0]

    def table(self, viewer: Viewer, asked: RollUp, is_by_unit: bool) -> FiguresTable:
        """The table of the one item that is asked about: at the level of `asked`, or unit by unit. Raises Refused as
        `roll_up`."""
        key, number = _alike(asked, is_by_unit), asked.items[0].number
        items = list(self._items.get(key, {}).values())
        if len(items) > 1 and key not in self._found:
            self._found[key] = {}
            # What is too much for all of them may be told of each.
            with suppress(Refused):
                self._found[key] = figures_tables(viewer, replace(asked, items=items), is_by_unit)
        if number in self._found.get(key, {}):
            return self._found[key][number]
        return figures_tables(viewer, asked, is_by_unit)[number]

    def country(self, viewer: Viewer, country_id: int) -> Area | None:
        """A country on whose map several of them may be drawn."""
        if country_id not in self._countries:
            self._countries[country_id] = visible(Area, viewer).where(Area.id == country_id).first()
        return self._countries[country_id]


def figures_tables(viewer: Viewer, asked: RollUp, is_by_unit: bool) -> Mapping[int, FiguresTable]:
    """By number of the item: the table of each one that is asked about. As many statements for twenty items as for one.
    Raises Refused as `roll_up`."""
    figures: dict[int, dict[tuple[Place, str], RolledUp]] = {item.number: {} for item in asked.items}
    for question in _questions(asked, is_by_unit):
        for one in roll_up(viewer, question):
            key = one.period.key if one.period else "" if len(asked.periods) > 1 else asked.periods[0].key
            figures[one.item.number][_place(one), key] = one
    rows = _rows(viewer, {place for found in figures.values() for place, _ in found})
    return {number: _table(asked, found, rows) for number, found in figures.items()}


def _questions(asked: RollUp, is_by_unit: bool) -> Iterator[RollUp]:
    """What is asked of the figures: each period of all places and of each, then all periods together."""
    by = frozenset({UNIT}) if is_by_unit else frozenset[str]()
    yield replace(asked, level=None, by=frozenset({PERIOD}))
    yield replace(asked, by=by | {PERIOD})
    over_time = [item for item in asked.items if item.is_over_time]
    if len(asked.periods) > 1 and over_time:
        yield replace(asked, items=over_time, level=None, by=frozenset())
        yield replace(asked, items=over_time, by=by)


def _table(
    asked: RollUp, found: Mapping[tuple[Place, str], RolledUp], rows: Sequence[tuple[Place, Any]]
) -> FiguresTable:
    places = {place for place, _ in found}
    own = [(ALL, None), *((place, row) for place, row in rows if place in places)]
    return FiguresTable(asked.periods, found, own, asked.per is not None)


def _alike(asked: RollUp, is_by_unit: bool) -> Hashable:
    """What two questions have in common that differ in their items alone."""
    within = asked.within.id if asked.within else None
    return asked.form.id, asked.first, asked.last, within, asked.level, asked.states, asked.per, is_by_unit


def reports_text(one: RolledUp) -> str:
    """How many of the reports that are expected are in a figure."""
    return gettext("%(received)s of %(expected)s", received=one.reported, expected=one.expected)


def years_text(years: Sequence[int]) -> str:
    """The years of the people by whom a rate is told: "2004", "2004–2017"; "" where none is known."""
    return "–".join(map(str, dict.fromkeys([years[0], years[-1]]))) if years else ""


def column_name(period: ReportingPeriod) -> str:
    """The head of a column: the period, with its year."""
    return str(period.year) if period.period_type == "YEAR" else f"{short_name(period)} {period.year}"


def _place(one: RolledUp) -> Place:
    if one.unit_id is not None:
        return ("unit", one.unit_id)
    return ALL if one.area_id is None else ("area", one.area_id)


def _rows(viewer: Viewer, places: set[Place]) -> list[tuple[Place, Any]]:
    """The places with their records, by their names."""
    rows: list[tuple[Place, Any]] = []
    models: dict[str, Any] = {"area": Area, "unit": Unit}
    for kind, model in models.items():
        ids = sorted(row_id for told, row_id in places if told == kind)
        if ids:
            rows += [((kind, row.id), row) for row in visible(model, viewer).where(model.id.in_(ids))]
    return sorted(rows, key=lambda told: name_of(told[1]))
