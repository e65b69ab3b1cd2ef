"""What the page of a meeting shows beside its fields: agenda, participants, decisions, and the reader's invitations."""

from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from admin.current_viewer import viewer
from admin.meetings.told_about import told_about
from admin.panel.save_or_propose import may_act
from admin.words.formatting import bdi
from admin.words.naming import name_of, referenced_rows
from tansiq.language.bilingual import pick
from tansiq.language.words import gettext
from tansiq.meetings.answering import own_invitations
from tansiq.models import Account, AgendaItem, Meeting, MeetingAttendee, MeetingDecision
from tansiq.models.record import now
from tansiq.platform import clock
from tansiq.policy.seen_fields import may_see_field
from tansiq.policy.visibility import visible

NOTHING = Markup("")


@dataclass(frozen=True)
class Told:
    """One row: what it says, what it is about, who carries it out or takes part, and how it stands."""

    row: Any
    text: str
    about: Markup = NOTHING
    who: Markup = NOTHING
    state: str = ""


@dataclass(frozen=True)
class MeetingPage:
    """The agenda, participants and decisions that the reader may see; the invitations that they may answer, while it
    is still to come; and whether they may change the meeting."""

    agenda: list[Told]
    attendees: list[Told]
    decisions: list[Told]
    invitations: list[Told]
    followers: list[Meeting]
    may_add: bool


def meeting_page(of: Meeting) -> MeetingPage:
    """All of it, in a few statements, however many rows there are."""
    agenda = _rows(AgendaItem, of, AgendaItem.position)
    decisions = _rows(MeetingDecision, of)
    attendees = _rows(MeetingAttendee, of)
    is_to_come = of.meeting_state == "PLANNED" and of.ends_at >= now() and of.archived_at is None
    own = own_invitations(viewer(), of) if is_to_come else []
    return MeetingPage(
        _told(agenda), _people(attendees), decided(decisions), _people(own), _followers(of),
        of.archived_at is None and may_act("CREATE", AgendaItem(meeting=of.id)),
    )  # fmt: skip


def decided(rows: list[MeetingDecision]) -> list[Told]:
    """Decisions with who carries them out and how they stand today."""
    about, owners = told_about(rows), _who(rows)
    return [
        Told(row, pick(row, "title"), about.get(row.id, Markup("")), owners[row.id], row.state(clock.today()))
        for row in rows
    ]


def _rows(table: Any, of: Meeting, *order: Any) -> list[Any]:
    query = visible(table, viewer()).where(table.meeting == of.id, table.archived_at.is_null())
    return list(query.order_by(*order, table.id))


def _followers(of: Meeting) -> list[Meeting]:
    first = of.series_id or (of.id if of.every else None)
    if first is None:
        return []
    rows = visible(Meeting, viewer()).where(
        (Meeting.series == first) | (Meeting.id == first), Meeting.archived_at.is_null(), Meeting.id != of.id
    )
    return list(rows.order_by(Meeting.starts_at))


def _told(rows: list[AgendaItem]) -> list[Told]:
    about = told_about(rows)
    return [Told(row, pick(row, "title"), about.get(row.id, Markup(""))) for row in rows]


def _people(rows: list[MeetingAttendee]) -> list[Told]:
    who = _who(rows)
    return [Told(row, "", who=who[row.id], state=row.invitation_answer) for row in rows]


def _who(rows: list[Any]) -> dict[int, Markup]:
    """By id: the organisation or office, or the person for those who may know of people."""
    above = referenced_rows(rows, ("organization", "unit"), viewer()) if rows else {}
    people = {row.account_id for row in rows if row.account_id and may_see_field(viewer(), "account", row)}
    known = Account.select().where(Account.id.in_(sorted(people))) if people else []
    named = {row.id: row.name or row.email for row in known}
    return {row.id: _called(row, above, named) for row in rows}


def _called(row: Any, above: dict[str, dict[int, Any]], named: dict[int, str]) -> Markup:
    for key in ("organization", "unit"):
        if (row_id := row.__data__.get(key)) is not None:
            found = above[key].get(row_id)
            return bdi(name_of(found) if found is not None else gettext("not open to you"))
    if row.account_id is not None:
        return bdi(named.get(row.account_id) or gettext("a person"))
    guest = getattr(row, "guest", "")
    if not guest:
        return Markup("")
    return bdi(guest if may_see_field(viewer(), "guest", row) else gettext("a guest"))
