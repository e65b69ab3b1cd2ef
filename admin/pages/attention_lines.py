"""The first rows of a matter of the start page: each with what is pressing about it, and the page where it is done."""

from collections.abc import Callable
from typing import Any, NamedTuple

from flask import url_for
from peewee import Model

from admin.current_viewer import viewer as current
from admin.overlaps.page import NEW_AT_ONCE, newest
from admin.words.coded_fields import code_label
from admin.words.formatting import day_text
from admin.words.legal_status import time_left
from admin.words.naming import call_rows, name_of
from tansiq.attention import SHOWN, Count, Found, find, found_in_all
from tansiq.language.bilingual import pick
from tansiq.language.words import gettext, ngettext
from tansiq.models import (
    Area,
    Commitment,
    Demand,
    ImportRun,
    Intervention,
    LearnedName,
    Organization,
    OverlapCase,
    PlanComment,
    PlanItem,
    Proposal,
    Site,
)
from tansiq.models.record import now
from tansiq.plans.late_items import late_items, own_of_late
from tansiq.platform import clock
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible


class Line(NamedTuple):
    """One row: how it is called, what is pressing about it ("" where its matter says all), and its page."""

    text: str
    hint: str
    address: str


def lines_of(viewer: Viewer, model: type[Model], found: Found) -> list[Line]:
    """The first rows of what was found in a table, in its order, as far as `viewer` may see them now."""
    query: Any = visible(model, viewer)
    rows = {row.id: row for row in query.where(query.model.id.in_(found.first))} if found.first else {}
    call_rows(list(rows.values()), viewer)
    line = _LINES.get(model, _line)
    return [line(rows[row_id]) for row_id in found.first if row_id in rows]


def _line(row: Any, hint: str = "") -> Line:
    return Line(name_of(row), hint, url_for(f"{type(row).__name__.lower()}.details_view", id=row.id))


def _of_proposal(row: Proposal) -> Line:
    days = (now() - row.created_at).days
    waits = ngettext("Waiting for %(count)s day", "Waiting for %(count)s days", days) if days else gettext("Came today")
    return Line(pick(row, "title"), waits, url_for("proposal.details_view", id=row.id))


def _of_intervention(row: Intervention) -> Line:
    is_past = row.ends_on is not None and row.ends_on < clock.today()
    return _line(row, gettext("Ended on %(day)s", day=day_text(row.ends_on)) if is_past and row.ends_on else "")


def _of_site(row: Site) -> Line:
    return Line(name_of(row), "", url_for("month.index", show="missing", intervention=row.intervention_id))


def _of_import(row: ImportRun) -> Line:
    return Line(row.file_name, "", url_for("imports.run", id=row.id))


def _of_demand(row: Demand) -> Line:
    return _line(row, gettext("Raised on %(day)s", day=day_text(row.raised_on)))


def _of_commitment(row: Commitment) -> Line:
    return _line(row, gettext("Offered on %(day)s", day=day_text(row.offered_on)))


def _of_comment(row: PlanComment) -> Line:
    if row.answered_on is None:
        return _line(row, gettext("Written on %(day)s", day=day_text(row.written_on)))
    return _line(row, code_label("comment_outcome", row.comment_outcome))


def _of_case(row: OverlapCase) -> Line:
    state = code_label("case_state", row.case_state)
    due = gettext("to be settled by %(day)s", day=day_text(row.due_on)) if row.due_on else ""
    return _line(row, " · ".join(filter(None, (state, due))))


def _of_learned_name(row: LearnedName) -> Line:
    """The spelling with the area that it is read as; it is decided on in the list."""
    area = visible(Area, current()).where(Area.id == row.area_id).first()
    return Line(row.spelling, name_of(area) if area else "", url_for("learnednames.index_view", name_state="WAITING"))


_LINES: dict[type[Model], Callable[[Any], Line]] = {
    Proposal: _of_proposal,
    Intervention: _of_intervention,
    Organization: lambda row: _line(row, time_left(row)),
    ImportRun: _of_import,
    Site: _of_site,
    Demand: _of_demand,
    Commitment: _of_commitment,
    PlanComment: _of_comment,
    OverlapCase: _of_case,
    LearnedName: _of_learned_name,
}


def count_new_overlaps(viewer: Viewer) -> Found:
    """How many overlaps are new to the viewer; the list of new ones tells as many."""
    overlaps = newest(viewer)
    number = len(overlaps)
    return Found(Count(number, number == NEW_AT_ONCE), tuple(overlaps[:SHOWN]))


def lines_of_new_overlaps(found: Found) -> list[Line]:
    """The strongest of them: why the two may be one, and both side by side."""
    return [
        Line(str(one.reason), "", url_for("overlap.pair_view", first=one.first_id, second=one.second_id))
        for one in found.first
    ]


def count_late_items(viewer: Viewer) -> Found:
    """How many items of the viewer's own are late today; the latest are told by their ids and days."""

    def look() -> Found:
        late = late_items(viewer, clock.today())
        found = find(own_of_late(viewer, late))
        return Found(found.total, tuple((row_id, late[row_id].late_days) for row_id in found.first))

    return found_in_all(viewer, "late_items", look)


def lines_of_late_items(found: Found) -> list[Line]:
    """The latest of them, each with the days by which it is late."""
    days = dict(found.first)
    rows = {row.id: row for row in visible(PlanItem, current()).where(PlanItem.id.in_(list(days)))}
    told = [(rows[row_id], late) for row_id, late in days.items() if row_id in rows]
    return [_line(row, ngettext("%(count)s day late", "%(count)s days late", late)) for row, late in told]
