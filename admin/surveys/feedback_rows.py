"""Feedback as it is shown: the lines of a list, the cells of a file, and all that was told in one piece."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from admin.current_viewer import viewer
from admin.panel.list_export import Cell
from admin.words.formatting import DisplayRows, day_text, display_rows
from admin.words.labels import label
from admin.words.naming import call_rows, name_of, referenced_rows
from tansiq.language.survey_vocabulary import FEEDBACK_STATES
from tansiq.language.words import gettext
from tansiq.models import Area, Entry, Feedback, FeedbackReply, Survey
from tansiq.models.extra import extra_name
from tansiq.models.survey import fields_asked, holds_something
from tansiq.platform import clock
from tansiq.platform.id_lists import among, id_list
from tansiq.policy.seen_fields import may_see_field

AT_ONCE = 50


class Line(NamedTuple):
    """One piece of feedback in a list: what it is called, where it lies, what asked for it, how it stands."""

    row: Feedback
    name: str
    place: str
    survey: str
    state: str
    days_late: int


def told_rows(rows: Sequence[Feedback]) -> list[Line]:
    """The lines of some feedback, in a few statements for all of them."""
    entries = _by_id(Entry, {row.entry_id for row in rows})
    call_rows(list(entries.values()), viewer())
    areas: dict[int, Area] = referenced_rows(list(entries.values()), ("area",), viewer())["area"]
    surveys, today = _by_id(Survey, {row.survey_id for row in rows}), clock.today()

    def line(row: Feedback) -> Line:
        entry, state = entries[row.entry_id], row.state(today)
        area = areas.get(entry.area_id or 0)
        late = (today - row.due_on).days if state == "LATE" and row.due_on else 0
        return Line(row, name_of(entry), name_of(area) if area else "", name_of(surveys[row.survey_id]), state, late)

    return [line(row) for row in rows]


def titles() -> list[str]:
    """What stands above the cells."""
    told = (gettext("Feedback"), gettext("District"), gettext("Came in on"), gettext("Due"), gettext("State"))
    return [*told, gettext("Survey")]


def cells(rows: Sequence[Feedback]) -> Iterator[Sequence[Cell]]:
    """The same for a file."""
    for line in told_rows(rows):
        row, state = line.row, FEEDBACK_STATES.label(line.state)
        due = row.due_on.isoformat() if row.due_on else None
        yield line.name, line.place, clock.local(row.received_at).date().isoformat(), due, state, line.survey


def told_one(row: Feedback) -> dict[str, Any]:
    """What a page of one piece shows: the answers as far as the reader may see them, and the replies, last first."""
    entry: Entry = row.entry
    names = [extra_name(one.number) for one in fields_asked(row.survey) if holds_something(one)]
    shown = [name for name in names if may_see_field(viewer(), name, entry) and entry.entered(name) not in (None, "")]
    display: DisplayRows = display_rows([entry], ["area", *shown], viewer())
    answers = [(label(name, "entry"), display.value(entry, name)) for name in ["area", *shown]]
    told = list(row.replies.order_by(FeedbackReply.id.desc()))
    email = row.email if may_see_field(viewer(), "email", row) else ""
    return {"entry": entry, "answers": answers, "replies": told, "email": email}


def due_text(row: Feedback) -> str:
    """Until when a reply is due; "" where none is."""
    return gettext("Due on %(day)s", day=day_text(row.due_on)) if row.due_on else ""


def _by_id(model: Any, ids: set[int]) -> dict[int, Any]:
    return {row.id: row for row in model.select().where(among(model.id, id_list(ids)))} if ids else {}
