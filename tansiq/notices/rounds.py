"""What the worker does for notices by itself, again and again: tell what has come due, mail, remove what is old."""

from datetime import timedelta

from tansiq.models import Notice
from tansiq.models.record import now
from tansiq.notices.digests import send_due
from tansiq.notices.kinds import kinds
from tansiq.notices.recipients import recipients
from tansiq.notices.telling import tell_each
from tansiq.platform.background import Job, Order
from tansiq.platform.progress import Progress

READ_FOR, UNREAD_FOR = timedelta(days=90), timedelta(days=365)
"""How long notices are kept after they were read, and where nobody reads them."""


def tell_due() -> None:
    """Tell officers and partners what has come due of every kind; what they were told before is not told again."""
    viewers = recipients()
    for kind in kinds():
        if kind.due is not None:
            tell_each(kind, list(kind.due(viewers)))


def remove_old() -> None:
    """Remove notices after their time."""
    moment = now()
    is_old = (Notice.read_at < moment - READ_FOR) | (Notice.read_at.is_null() & (Notice.at < moment - UNREAD_FOR))
    Notice.delete().where(is_old).execute()


def _look(order: Order, _progress: Progress) -> None:
    """One that was stopped is not tried again: the next round looks at the same."""
    if not order.ended:
        tell_due()
        remove_old()


def _mail(order: Order, _progress: Progress) -> None:
    if not order.ended:
        send_due()


JOBS: dict[str, Job] = {"notices": _look, "mail": _mail}
"""The jobs by name."""
