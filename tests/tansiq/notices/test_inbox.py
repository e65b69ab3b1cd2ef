"""What one was told: counted, read in lines, marked as read; nobody reads what another was told."""

import pytest

from tansiq.faults import Refused
from tansiq.models import Notice, Organization
from tansiq.models.record import now
from tansiq.notices import inbox
from tansiq.notices.kinds import News
from tansiq.notices.licences import LICENCE_DUE
from tansiq.notices.mentions import MENTION
from tansiq.notices.telling import tell, tell_each
from tansiq.policy.viewer import Viewer
from tests.people import NOBODY
from tests.statements import told
from tests.tansiq.conftest import People


def _tell(viewer: Viewer, *rows: int) -> None:
    due = [(viewer.account_id or 0, News("OVER", Organization, row)) for row in rows]
    tell_each(LICENCE_DUE, due)


def test_what_one_kind_tells_on_one_day_is_one_line(people: People) -> None:
    _tell(people.nadia, *range(1, 201))
    [line] = inbox.lines(people.nadia)
    assert (line.count, len(line.notices), line.is_unread) == (200, inbox.NAMED, True)
    assert str(line.kind.counted(line.count)) == "200 licences end soon or are over"
    assert inbox.unread_count(people.nadia) == 1
    assert inbox.unread_count(people.said) == inbox.unread_count(NOBODY) == 0


def test_each_mention_stands_by_itself(people: People) -> None:
    for row in (1, 2):
        tell(MENTION, [people.nadia.account_id or 0], News("NAMED", Organization, row))
    assert [line.count for line in inbox.lines(people.nadia)] == [1, 1]


def test_the_count_stops_at_what_a_bell_can_hold_and_is_one_statement(people: People) -> None:
    for row in range(inbox.MOST_COUNTED + 20):
        tell(MENTION, [people.nadia.account_id or 0], News("NAMED", Organization, row))
    with told() as statements:
        assert inbox.unread_count(people.nadia) == inbox.MOST_COUNTED + 1
    assert len(statements) == 1


def test_lines_cost_the_same_however_many_there_are(people: People) -> None:
    _tell(people.nadia, 1)
    with told() as few:
        inbox.lines(people.nadia)
    for row in range(20):
        tell(MENTION, [people.nadia.account_id or 0], News("NAMED", Organization, row))
    with told() as many:
        assert len(inbox.lines(people.nadia)) == 21
    assert len(many) == len(few)


def test_unread_lines_come_first_and_pages_follow_each_other(people: People) -> None:
    for row in range(4):
        tell(MENTION, [people.nadia.account_id or 0], News("NAMED", Organization, row))
    oldest, newest = Notice.select(Notice.id).order_by(Notice.id).first(), inbox.newest_id(people.nadia)
    inbox.open_notice(people.nadia, newest)
    shown = [[line.notices[0].record_id for line in inbox.lines(people.nadia, page=page, most=2)] for page in (0, 1)]
    assert shown == [[2, 1, 0], [0, 3]]
    assert [line.is_unread for line in inbox.lines(people.nadia)] == [True, True, True, False]
    assert len(inbox.lines(people.nadia, unread_alone=True)) == 3
    assert inbox.lines(people.nadia, kind=LICENCE_DUE.code) == []
    assert oldest.id < newest


def test_only_ones_own_notices_are_opened(people: People) -> None:
    _tell(people.nadia, 1)
    notice = Notice.get()
    with pytest.raises(Refused, match="NOT_FOUND"):
        inbox.open_notice(people.said, notice.id)
    with pytest.raises(Refused, match="NOT_FOUND"):
        inbox.open_notice(people.nadia, "x")
    assert inbox.open_notice(people.nadia, str(notice.id)).record_id == 1
    assert inbox.unread_count(people.nadia) == 0


def test_what_came_after_the_page_was_read_stays_unread(people: People) -> None:
    _tell(people.nadia, 1, 2)
    tell(MENTION, [people.said.account_id or 0], News("NAMED", Organization, 1))
    until = inbox.newest_id(people.nadia)
    _tell(people.nadia, 3)
    inbox.mark_read(people.nadia, until)
    assert [(line.is_unread, line.count) for line in inbox.lines(people.nadia)] == [(True, 1), (False, 2)]
    assert inbox.unread_count(people.said) == 1
    with pytest.raises(Refused, match="FORBIDDEN"):
        inbox.mark_read(NOBODY, until)


def test_one_bundle_is_marked_by_itself(people: People) -> None:
    _tell(people.nadia, 1)
    tell(MENTION, [people.nadia.account_id or 0], News("NAMED", Organization, 1))
    [mention] = inbox.lines(people.nadia, kind=MENTION.code)
    inbox.mark_read(people.nadia, inbox.newest_id(people.nadia), mention.bundle)
    assert [line.kind for line in inbox.lines(people.nadia, unread_alone=True)] == [LICENCE_DUE]


def test_whoever_looks_at_the_row_has_read_what_was_told_of_it(people: People) -> None:
    _tell(people.nadia, 1, 2)
    inbox.seen(people.nadia, Organization(id=2))
    inbox.seen(NOBODY, Organization(id=1))
    unread = Notice.select().where(Notice.read_at.is_null())
    assert [notice.record_id for notice in unread] == [1]


def test_what_no_kind_tells_any_more_is_not_shown(people: People) -> None:
    _tell(people.nadia, 1)
    Notice.update(kind="GONE", at=now()).execute()
    assert (inbox.lines(people.nadia), inbox.unread_count(people.nadia)) == ([], 0)
