"""What a tile tells its reader: the figures of its records as far as they may see them, or why there are none.

DashboardTile --question--> SummaryQuestion --summarize--> Summary    (kept until any table changes)
              --list_state--> the filters of the list, and the address at which its rows stand

Tiles of figures of cases, and of a form, are of no list: they have what the page of these figures has.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import parse_qsl

from admin.current_viewer import viewer
from admin.dashboards.case_tile import figures_address, figures_of
from admin.dashboards.form_tile import FormTile, FormTiles, form_tile
from admin.dashboards.leading import address_of_rows
from admin.dashboards.tile_faults import fault_of_tile, groupings_asked
from admin.following.asked_figures import AskedFigures
from admin.panel.case_lines import Figures, may_read_figures
from admin.panel.list_state import ListState, list_state
from admin.panel.paging import list_page
from admin.panel.record_lists import list_address, list_view
from admin.panel.search import search_condition
from admin.words.figure_text import figure_text
from tansiq.faults import Fault, Refused
from tansiq.language.words import gettext, say
from tansiq.models import ALL, Area, DashboardTile
from tansiq.period import Period
from tansiq.platform import clock
from tansiq.policy.visibility import visible
from tansiq.records.slow_answers import cached
from tansiq.summaries import Group, Measure, Subject, Summary, SummaryQuestion, subject_of, summarize

SOME_ROWS = 5
"""Rows that a tile lists."""


@dataclass(frozen=True)
class TileData:
    """A tile with what it tells. `fault` says why it tells nothing; `gone` names what its filters ask for and the list
    does not have; `cases` are figures of cases, whose page is at `cases_address`; `figures` those
    of a form, as they are `asked`."""

    tile: DashboardTile
    subject: Subject | None = None
    view: Any = None
    question: SummaryQuestion | None = None
    summary: Summary | None = None
    rows: list[Any] = field(default_factory=list)
    fault: str = ""
    gone: str = ""
    cases: Figures | None = None
    cases_address: str = ""
    asked: AskedFigures | None = None
    figures: FormTile | None = None

    @property
    def figure(self) -> str:
        """The figure of all its records in words."""
        value = None if self.summary is None else self.summary.total.value
        return gettext("not known") if value is None else figure_text(value)

    @property
    def address(self) -> str:
        """Where all its rows stand as a list, or its figures as a page; "" where the reader has no such list."""
        if self.figures is not None:
            return self.figures.address
        if self.question is None:
            return self.cases_address if self.view is None else list_address(self.view, self.tile.filters)
        return address_of_rows(self.view, self.tile.filters, self.question, ())

    def address_of(self, group: Group) -> str:
        """Where the rows of a group stand as a list; "" where no list is narrowed to them."""
        if self.question is None:
            return ""
        return address_of_rows(self.view, self.tile.filters, self.question, group.keys)


def tile_data(tile: DashboardTile, is_stored: bool = True, forms: FormTiles | None = None) -> TileData:
    """What a tile tells the reader, or why it cannot tell it. One that is not stored stands in a form as yet; `forms`
    are the tiles of forms of the page on which it stands."""
    if tile.tile_kind == "CASES":
        return _case_data(tile)
    if tile.is_of_form:
        return _form_data(tile, is_stored, forms or FormTiles([tile]))
    holder = (tile.record_table, tile.record_type_id)
    subject = subject_of(viewer(), holder)
    if subject is None:
        return TileData(tile, fault=gettext("These records are not there, or not for you."))
    view = list_view(holder)
    state = None if view is None else list_state(view, dict(parse_qsl(tile.filters)))
    if state is not None and state.left_out:
        # Without them the figure would be of other records.
        return TileData(tile, subject, view, fault=" ".join(one.said for one in view.slow_asked(state)))
    if fault := fault_of_tile(tile, subject, state):
        return TileData(tile, subject, view, fault=fault)
    if state is not None and tile.tile_kind == "LIST":
        gone = view.gone_text(state.gone) if state.gone else ""
        return TileData(tile, subject, view, rows=list_page(view, state)[0][:SOME_ROWS], gone=gone)
    try:
        question = _question(tile, subject, view, state)
        # What is kept is known by the version of its tile.
        summary = _summary(tile, question) if is_stored else summarize(viewer(), question)
        return TileData(tile, subject, view, question, summary)
    except Refused as refusal:
        return TileData(tile, subject, view, fault=" ".join(str(fault) for fault in refusal.faults))


def _case_data(tile: DashboardTile) -> TileData:
    if not may_read_figures():
        return TileData(tile, fault=gettext("These records are not there, or not for you."))
    try:
        area, period = _area(tile.area_id), span_of(tile.span, clock.today())
    except Refused as refusal:
        return TileData(tile, fault=" ".join(str(fault) for fault in refusal.faults))
    return TileData(tile, cases=figures_of(area, period), cases_address=figures_address(area, period))


def _form_data(tile: DashboardTile, is_stored: bool, forms: FormTiles) -> TileData:
    asked = forms.asked_by(tile)
    if asked is None:
        return TileData(tile, fault=gettext("These records are not there, or not for you."))
    figures = form_tile(tile, asked, is_stored)
    return TileData(tile, fault=figures.fault) if figures.fault else TileData(tile, asked=asked, figures=figures)


def _summary(tile: DashboardTile, question: SummaryQuestion) -> Summary:
    """Found anew when any row of the register changed; one that takes long is given for a while."""
    who = viewer()
    key = ("tile", tile.id, tile.version, who.scope, who.roles, who.account_id)
    return cached(key, ALL, lambda: summarize(who, question)).value


def _question(tile: DashboardTile, subject: Subject, view: Any, state: ListState | None) -> SummaryQuestion:
    return SummaryQuestion(
        subject=subject,
        by=tuple(groupings_asked(tile)),
        measure=Measure(tile.measure, tile.measured if tile.measure != "COUNT" else ""),
        within=_area(tile.area_id),
        period=span_of(tile.span, clock.today()),
        day=tile.day,
        conditions=_conditions(view, state),
    )


def _conditions(view: Any, state: ListState | None) -> tuple[Any, ...]:
    """Those under which the list shows a row."""
    if state is None:
        return ()
    found = [one.condition_of(view.model, state.filter_values[one.name]) for one in state.filters]
    return tuple(one for one in [*found, search_condition(view.model, state.search, viewer())] if one is not None)


def _area(area_id: int | None) -> Area | None:
    if area_id is None:
        return None
    found: Area | None = visible(Area, viewer()).where(Area.id == area_id).first()
    if found is None:
        raise Refused(Fault("NOT_FOUND", "area", say("There is no such record.")))
    return found


def span_of(code: str, today: date) -> Period | None:
    """The days of a span of SPANS, as of today; None for all of them."""
    first, last = date(today.year, 1, 1), date(today.year, 12, 31)
    if code == "THIS_YEAR":
        return Period(first, last)
    if code == "LAST_YEAR":
        return Period(first.replace(year=first.year - 1), last.replace(year=last.year - 1))
    if code == "TWELVE_MONTHS":
        month = today.year * 12 + today.month - 12
        return Period(date(month // 12, month % 12 + 1, 1), today)
    return None
