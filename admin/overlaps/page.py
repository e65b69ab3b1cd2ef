"""Overlaps: what two organisations do twice, grouped by area and sector, then pair by pair.

/overlaps/        groups with counts and best score     -> opening one lists its pairs
/overlaps/pairs/  pairs, best first; the address of the next page holds the rank of the last one
/overlaps/new/    those of what was entered or changed since the visit before
/overlaps/pair/   both records side by side
"""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from flask import abort, request
from flask_admin import expose

from admin.current_viewer import viewer
from admin.overlaps import question_form as asking
from admin.overlaps.comparing import comparison, interventions_of_pair
from admin.overlaps.deciding import common_values
from admin.overlaps.pairs import OverlapPair, items_of_groups, pairs_of, rows_by_id
from admin.panel.list_export import TYPES, TableFile, list_file
from admin.panel.signed_in_view import SignedInView
from admin.words.formatting import value_text
from admin.words.naming import name_of, paths_by_id
from tansiq.accounts import visits
from tansiq.duplication import question_size
from tansiq.duplication.find_overlaps import group_overlaps, overlaps
from tansiq.duplication.overlap import Overlap, OverlapQuestion
from tansiq.duplication.recent_overlaps import new_overlaps
from tansiq.duplication.weights import in_use
from tansiq.language.case_vocabulary import OVERLAP_STRENGTHS
from tansiq.language.digits import whole
from tansiq.language.words import gettext, listed, say
from tansiq.models import Area, Intervention, Organization, OverlapDecision, Sector, Site
from tansiq.models.data_stamps import stamps, table_name
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible
from tansiq.records.slow_answers import NOT_AT_ALL, cached

AT_ONCE = 10
"""Pairs on a page: more would be longer than ten screens of a telephone."""
GROUPS_AT_ONCE = 100
MOST_EXPORTED = 5_000
NEW_AT_ONCE = 100
HOLD = timedelta(minutes=1)
START = "start"
"""The page whose visits say what is new: the start page tells of it."""


class OverlapsPage(SignedInView):
    """The question "what is done twice?" and its answers."""

    title = say("Overlaps")
    group = "questions"
    icon = "overlaps"

    def __init__(self) -> None:
        super().__init__(name=self.title, endpoint="overlap", url="/admin/overlaps")

    @expose("/")
    def index(self) -> Any:
        """Groups: how many pairs in which area and sector."""
        form, area, question = _question()
        if question is None:
            return self._choose(form, area, "groups")
        groups = group_overlaps(viewer(), question, form.asked_level)
        page = whole(request.args.get("page"), 4) or 0
        shown = groups[page * GROUPS_AT_ONCE : (page + 1) * GROUPS_AT_ONCE]
        known = {
            "groups": shown, "page": page, "has_next": len(groups) > (page + 1) * GROUPS_AT_ONCE,
            "pair_count": sum(group.pair_count for group in groups),
            "sectors": rows_by_id(Sector, (group.sector_id for group in shown)),
            "areas": paths_by_id((group.area_id for group in shown), viewer()),
            "served": items_of_groups(question, form.asked_level) if shown else {},
        }  # fmt: skip
        return self._render("overlaps", form, area, **known)

    @expose("/pairs/")
    def pairs_view(self) -> Any:
        """Pairs, best score first."""
        form, area, question = _question()
        if question is None:
            return self._choose(form, area, "pairs")
        found = overlaps(viewer(), question, AT_ONCE, asking.asked_rank())
        end = asking.rank_text(found.end) if found.has_next and found.end else None
        return self._render("overlap_pairs", form, area, pairs=pairs_of(found.overlaps), end=end)

    @expose("/new/")
    def new_view(self) -> Any:
        """What is new since the visit before; the start page counts the same."""
        found, page = newest(viewer(), NOT_AT_ALL), whole(request.args.get("page"), 4) or 0
        shown = found[page * AT_ONCE : (page + 1) * AT_ONCE]
        known = {"count": len(found), "page": page, "has_next": len(found) > (page + 1) * AT_ONCE, "most": NEW_AT_ONCE}
        return self._shown("overlap_new", pairs=pairs_of(shown), since=visits.new_since(viewer(), START), **known)

    @expose("/pair/")
    def pair_view(self) -> Any:
        """Two interventions side by side."""
        first, second = interventions_of_pair(request.args.get("first"), request.args.get("second"))
        return self._shown("overlap_pair", **comparison(first, second))

    @expose("/export/<kind>/")
    def export_view(self, kind: str) -> Any:
        """The pairs as they are narrowed, best first, as a file of one of TYPES."""
        form, area, question = _question()
        if question is None or kind not in TYPES:
            abort(404)
        found = overlaps(viewer(), question, MOST_EXPORTED).overlaps
        titles, rows = _titles(), (_cells(pair) for pair in pairs_of(found))
        return list_file(kind, TableFile(self.title, area, form.in_force()), titles, rows)

    def _choose(self, form: Any, area: Area | None, shape: str) -> Any:
        """Ask for a smaller area, or for one at all, with the number of sites of each as a guide."""
        below: list[question_size.Part] = []
        countries: list[Area] = []
        if area is not None:
            below = question_size.parts(viewer(), form.question(area))
        elif not form.errors:
            query = visible(Area, viewer()).where(Area.level == 0, Area.archived_at.is_null())
            countries = list(query.order_by(Area.pcode))
        return self._render("overlap_choose", form, area, parts_below=below, countries=countries, shape=shape)

    def _render(self, template: str, form: Any, area: Area | None, **values: Any) -> Any:
        path = paths_by_id([area.id], viewer())[area.id] if area is not None else ""
        return self._shown(template, form=form, area=area, path=path, **values)

    def _shown(self, template: str, **values: Any) -> Any:
        return self.render(f"panel/{template}.html", most_exported=MOST_EXPORTED, **common_values(), **values)


def newest(viewer: Viewer, hold: timedelta = HOLD) -> list[Overlap]:
    """The overlaps that are new since the viewer's visit before, best first, NEW_AT_ONCE at most.

    They hold for the time `hold` whatever is entered meanwhile, and no longer than until the next decision
    about one, or other weights.
    """
    since, decisions = visits.new_since(viewer, START), stamps().get(table_name(OverlapDecision), 0)
    key = ("new_overlaps", viewer.scope, since, decisions, in_use())
    tables = (Intervention, Site, Area, Organization)
    return cached(key, tables, lambda: new_overlaps(viewer, since, NEW_AT_ONCE), hold).value


def _question() -> tuple[asking.OverlapForm, Area | None, OverlapQuestion | None]:
    """The form, the area it is about, and the question where it can be asked while a person waits."""
    form = asking.overlap_form()
    area = None if form.errors else asking.asked_area(form)
    question = None if area is None else form.question(area)
    return form, area, question if question and question_size.is_answerable(viewer(), question) else None


def _titles() -> list[str]:
    sides = [
        text
        for mark in (gettext("A"), gettext("B"))
        for text in (
            gettext("%(side)s: record id", side=mark), gettext("%(side)s: title", side=mark),
            gettext("%(side)s: organisation", side=mark), gettext("%(side)s: place", side=mark),
            gettext("%(side)s: starts on", side=mark), gettext("%(side)s: ends on", side=mark),
        )
    ]  # fmt: skip
    head = [gettext("Strength"), gettext("Score"), gettext("Why"), gettext("Sector"), gettext("Place")]
    return [
        *head,
        *sides,
        gettext("Days in common"),
        gettext("Item of a plan that both serve"),
        gettext("Decision"),
        gettext("Decided on"),
        gettext("Note"),
    ]


def _cells(pair: OverlapPair) -> list[str]:
    one, decided = pair.overlap, pair.decided
    head = [OVERLAP_STRENGTHS.label(pair.strength), f"{one.score:.4f}", str(one.reason)]
    head += [pair.sector_name, pair.path]
    sides = [cell for side in (pair.first, pair.second) for cell in _side(side)]
    told = [decided.label, value_text("", decided.row.decided_at), decided.row.note] if decided else ["", "", ""]
    return [
        *head,
        *sides,
        value_text("", one.days_in_common),
        listed([f"{item.code} {name_of(item)}" for item in pair.shared]),
        *told,
    ]


def _side(side: Any) -> Iterable[str]:
    row = side.row
    yield from (row.record_id, side.name, side.owner_name, side.path)
    yield from (value_text("", row.starts_on), value_text("", row.ends_on))
