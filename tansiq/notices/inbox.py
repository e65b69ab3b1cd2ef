"""What an account was told: how much of it is new, lines to read, and marking it as read.

notices of one bundle, read or not --> one Line: how many, the newest of them by themselves
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from peewee import Model, Select, fn

from tansiq.faults import Fault, Refused
from tansiq.language.digits import whole
from tansiq.language.words import say
from tansiq.models import Notice
from tansiq.models.data_stamps import table_name
from tansiq.models.record import now
from tansiq.notices.kinds import NoticeKind, kind_of, kinds
from tansiq.platform.database import db, in_passing
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible
from tansiq.records.changes import require

MOST_COUNTED = 99
"""Unread lines that are counted; "99+" says as much as more would."""
NAMED = 5
"""Notices of one line that are shown by themselves."""


@dataclass(frozen=True)
class Line:
    """What is read as one: `count` notices of one kind, all unread or all read, the newest of them in `notices`."""

    kind: NoticeKind
    bundle: str
    is_unread: bool
    count: int
    notices: Sequence[Notice]


def unread_count(viewer: Viewer) -> int:
    """How many lines are unread, up to MOST_COUNTED + 1; one statement over one index."""
    new = _of_known_kinds(viewer).where(Notice.read_at.is_null()).select(Notice.bundle).distinct()
    some = new.limit(MOST_COUNTED + 1).alias("some")
    return int(Select([some], [fn.COUNT(some.c.bundle)]).scalar(db.obj))


def lines(viewer: Viewer, kind: str = "", unread_alone: bool = False, page: int = 0, most: int = 25) -> list[Line]:
    """One page of lines (counted from 0) and one more, where there is one; unread first, then the newest."""
    is_unread: Any = Notice.read_at.is_null()
    query = _of_known_kinds(viewer)
    if kind:
        query = query.where(Notice.kind == kind)
    if unread_alone:
        query = query.where(is_unread)
    newest = fn.MAX(Notice.id)
    grouped = query.select(Notice.kind, Notice.bundle, is_unread, fn.COUNT(Notice.id), newest)
    grouped = grouped.group_by(Notice.kind, Notice.bundle, is_unread).order_by(is_unread.desc(), newest.desc())
    found = list(grouped.limit(most + 1).offset(page * most).tuples())
    named = _named(viewer, [bundle for _kind, bundle, *_rest in found])
    return [
        Line(known, bundle, bool(unread), count, named.get((bundle, bool(unread)), []))
        for code, bundle, unread, count, _newest in found
        if (known := kind_of(code)) is not None
    ]


def open_notice(viewer: Viewer, notice_id: object) -> Notice:
    """The viewer's own notice with this id, which counts as read from now on. Raises Refused(NOT_FOUND)."""
    found: Notice | None = visible(Notice, viewer).where(Notice.id == (whole(notice_id) or -1)).first()
    if found is None:
        raise Refused(Fault("NOT_FOUND", "", say("There is no such record.")))
    _note_read(viewer, Notice.id == found.id)
    return found


def seen(viewer: Viewer, row: Model) -> None:
    """Whoever looks at a row has read what they were told of it."""
    is_about = (Notice.record_type == table_name(type(row))) & (Notice.record_id == row.__data__["id"])
    if viewer.account_id is not None and visible(Notice, viewer).where(is_about, Notice.read_at.is_null()).exists():
        _note_read(viewer, is_about)


def mark_read(viewer: Viewer, until: int, bundle: str = "") -> None:
    """Mark a bundle (all of them, without one) as read, as far as notices were there: up to the id `until`.

    Raises Refused(FORBIDDEN).
    """
    require(viewer, "CHANGE", Notice)
    chosen = (Notice.account == viewer.account_id) & (Notice.id <= until) & Notice.read_at.is_null()
    if bundle:
        chosen &= Notice.bundle == bundle
    Notice.update(read_at=now()).where(chosen).execute()


def newest_id(viewer: Viewer) -> int:
    """The id of the newest notice of an account, 0 where it has none."""
    return visible(Notice, viewer).select(fn.MAX(Notice.id)).scalar() or 0


def _of_known_kinds(viewer: Viewer) -> Any:
    return visible(Notice, viewer).where(Notice.kind.in_([kind.code for kind in kinds()]))


def _note_read(viewer: Viewer, chosen: Any) -> None:
    """A note beside a reading: while somebody else writes it is left out, and the notice stays unread."""
    own = (Notice.account == viewer.account_id) & Notice.read_at.is_null()
    in_passing(lambda: Notice.update(read_at=now()).where(own, chosen).execute())


def _named(viewer: Viewer, bundles: list[str]) -> dict[tuple[str, bool], list[Notice]]:
    """By bundle and whether they are unread: the newest notices, NAMED at most."""
    if not bundles:
        return {}
    unread: Any = Notice.read_at.is_null()
    place = fn.ROW_NUMBER().over(partition_by=[Notice.bundle, unread], order_by=[Notice.id.desc()]).alias("place")
    ranked = visible(Notice, viewer).where(Notice.bundle.in_(bundles)).select(Notice.id, place).alias("ranked")
    chosen = Select([ranked], [ranked.c.id]).where(ranked.c.place <= NAMED)
    found: dict[tuple[str, bool], list[Notice]] = {}
    for notice in visible(Notice, viewer).where(Notice.id.in_(chosen)).order_by(Notice.id.desc()):
        found.setdefault((notice.bundle, notice.read_at is None), []).append(notice)
    return found
