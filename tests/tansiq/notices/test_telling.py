"""Telling: each account hears of the same thing once, in the transaction of whatever happened."""

import pytest

from tansiq.language.words import say, say_count
from tansiq.models import Notice, Organization
from tansiq.notices.kinds import News, NoticeKind, forget_kind, register
from tansiq.notices.telling import tell, tell_each
from tansiq.records.changes import together
from tests.tansiq.conftest import People

LATE = NoticeKind(
    "ITEM_LATE",
    title=say("Items that are late"),
    events={"LATE": say("An item is late")},
    counted=lambda count: say_count("%(count)s item is late", "%(count)s items are late", count),
)
NEWS = News("LATE", Organization, 7, "2027")


def _told() -> list[tuple[int, int, str]]:
    return [(one.account_id, one.record_id, one.occasion) for one in Notice.select().order_by(Notice.id)]


def test_the_same_is_told_to_each_once(people: People) -> None:
    nadia, said = people.nadia.account_id or 0, people.said.account_id or 0
    tell(LATE, [nadia, nadia], NEWS)
    tell(LATE, [nadia, said], NEWS)
    tell(LATE, [nadia], News("LATE", Organization, 7, "2028"))
    assert _told() == [(nadia, 7, "2027"), (said, 7, "2027"), (nadia, 7, "2028")]


def test_what_is_taken_back_was_not_told(people: People) -> None:
    with together() as transaction:
        tell(LATE, [people.nadia.account_id or 0], NEWS)
        transaction.rollback()
    assert _told() == []


def test_many_are_told_in_few_statements_and_read_as_one(people: People) -> None:
    nadia = people.nadia.account_id or 0
    tell_each(LATE, [(nadia, News("LATE", Organization, number)) for number in range(450)])
    assert Notice.select().count() == 450
    assert Notice.select(Notice.bundle).distinct().count() == 1


def test_a_kind_is_declared_once() -> None:
    register(LATE)
    try:
        with pytest.raises(LookupError, match="ITEM_LATE"):
            register(LATE)
    finally:
        forget_kind(LATE)
