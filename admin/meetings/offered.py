"""What the page of something says of meetings: on whose agenda it can be put, and what was decided about it."""

from dataclasses import dataclass

from admin.current_viewer import viewer
from admin.meetings.meeting_page import Told, decided
from tansiq.meetings.about import KINDS, About
from tansiq.meetings.agenda import coming_meetings
from tansiq.meetings.following import decisions_about
from tansiq.models import Meeting, Record

MOST = 20


@dataclass(frozen=True)
class Offered:
    """The meetings on whose agenda the reader may put it, the next first, and the decisions about it."""

    about: About
    sector: int | None
    meetings: list[Meeting]
    decisions: list[Told]

    def __bool__(self) -> bool:
        return bool(self.meetings or self.decisions)


def offered(kind: str, row_id: int, sector: int | None = None) -> Offered:
    """For something by its kind and number."""
    rows = decisions_about(viewer(), (kind, row_id), sector).limit(MOST)
    return Offered((kind, row_id), sector, coming_meetings(viewer()), decided(list(rows)))


def offered_for(row: Record) -> Offered | None:
    """For a row; None where nothing of its table stands on agendas, or it is archived."""
    kind = KINDS.get(str(row._meta.table_name))
    return None if kind in (None, "DECISION") or row.archived_at is not None else offered(str(kind), row.id)
