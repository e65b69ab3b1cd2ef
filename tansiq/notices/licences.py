"""Licences that end soon, or are over: told two months before, a month before, in the last week, and once over."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from tansiq.language.words import say, say_count
from tansiq.models import Organization
from tansiq.notices.kinds import News, NoticeKind, register
from tansiq.organizations.licensing import SOON, calls_for_renewal, days_left
from tansiq.platform import clock
from tansiq.policy.own_rows import own_rows
from tansiq.policy.viewer import Viewer

STAGES = ((7, "WITHIN_7"), (30, "WITHIN_30"), (SOON, "WITHIN_60"))
"""(days left at most, what is told then), the nearest first."""
LOOKED_BACK = 60
"""Days after its last day within which it is still news that a licence is over; later it stands on the start page."""


def stage_of(expires_on: date, today: date) -> str:
    """The code of what is told of a licence that ends on a day not later than SOON days from today."""
    left = days_left(expires_on, today) or 0
    return "OVER" if left < 0 else next(code for most, code in STAGES if left <= most)


def licences_due(viewers: Sequence[Viewer]) -> Iterator[tuple[int, News]]:
    """Of each officer and partner: what is to be told of the licences of their organisations."""
    today = clock.today()
    calls = calls_for_renewal(Organization, SOON, today) & Organization.archived_at.is_null()
    calls &= Organization.licence_expires_on >= today - timedelta(days=LOOKED_BACK)
    for viewer in viewers:
        for row in own_rows(Organization, viewer).where(calls):
            if (ends := row.licence_expires_on) is not None:
                stage = stage_of(ends, today)
                yield viewer.account_id or 0, News(stage, Organization, row.id, f"{ends.isoformat()} {stage}")


LICENCE_DUE = register(
    NoticeKind(
        "LICENCE_DUE",
        position=30,
        title=say("Licences that end"),
        events={
            "WITHIN_60": say("A licence ends within 60 days"),
            "WITHIN_30": say("A licence ends within 30 days"),
            "WITHIN_7": say("A licence ends within 7 days"),
            "OVER": say("A licence is over"),
        },
        counted=lambda count: say_count("%(count)s licence ends soon or is over",
                                        "%(count)s licences end soon or are over", count),
        due=licences_due,
    )
)  # fmt: skip
