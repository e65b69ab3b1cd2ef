"""Telling: a notice for each account that something concerns, in the transaction of whatever happened.

That each is told once is held by the table itself: the same account, row, kind and occasion is kept once.
"""

from collections.abc import Iterable

from peewee import chunked

from tansiq.models import Notice
from tansiq.models.data_stamps import table_name
from tansiq.models.record import now
from tansiq.notices.kinds import News, NoticeKind
from tansiq.records.changes import together

AT_ONCE = 200
"""Notices that one statement enters."""


def tell(kind: NoticeKind, account_ids: Iterable[int], news: News) -> None:
    """Tell accounts what happened; whoever was told of the same before is not told again."""
    tell_each(kind, [(account_id, news) for account_id in sorted(set(account_ids))])


def tell_each(kind: NoticeKind, told: Iterable[tuple[int, News]]) -> None:
    """Tell each account its own news."""
    moment = now()
    rows = [
        {
            "account": account_id,
            "kind": kind.code,
            "event": news.event,
            "record_type": table_name(news.model),
            "record_id": news.record_id,
            "occasion": news.occasion,
            "bundle": _bundle(kind, news, moment.date().isoformat()),
            "at": moment,
        }
        for account_id, news in told
    ]
    with together():
        for piece in chunked(rows, AT_ONCE):
            Notice.insert_many(piece).on_conflict_ignore().execute()


def _bundle(kind: NoticeKind, news: News, day: str) -> str:
    """What is read together: what one kind tells on one day, unless each of it stands alone."""
    own = f"{table_name(news.model)} {news.record_id} {news.occasion}" if kind.is_alone else day
    return f"{kind.code} {own}"
