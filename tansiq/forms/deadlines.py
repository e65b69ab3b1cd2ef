"""When a report may be filled, until when it is on time, and whether it was: told from days, never stored.

    quarter ends      opens                     due                 closes
    31 March   |------ 1 April ------------- 10 April ---------- 30 April|
               opens_days=1               due_days=10          closes_days=30

Days end at midnight of the country's clock, whatever the server's is.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol

from tansiq.platform import clock
from tansiq.reporting_period import ReportingPeriod


class Delays(Protocol):
    """What a form says of its days, each counted from the last day of the period: a Form."""

    opens_days: int
    due_days: int
    closes_days: int | None


class Extension(Protocol):
    """More time for one unit and period: the last day on which it may still be filled, and where `due_on` is given the
    last one on which it is on time."""

    closes_on: date
    due_on: date | None


@dataclass(frozen=True)
class Deadlines:
    """The first day on which a report may be filled, the last one on which it is on time, and the last one on which it
    is taken at all; None where that has no end."""

    opens_on: date
    due_on: date
    closes_on: date | None = None

    def is_open(self, today: date) -> bool:
        """Whether it may be filled on that day."""
        return self.opens_on <= today and (self.closes_on is None or today <= self.closes_on)


@dataclass(frozen=True)
class Punctuality:
    """A code of PUNCTUALITIES, and how many days a report is or was late; 0 in time."""

    code: str
    days_late: int = 0


def deadlines(form: Delays, period: ReportingPeriod, extension: Extension | None = None) -> Deadlines:
    """The days of a period. An extension only gives: it moves nothing to an earlier day, and the due day only where it
    says so."""
    opens, due = (period.ends + timedelta(days=days) for days in (form.opens_days, form.due_days))
    closes = None if form.closes_days is None else period.ends + timedelta(days=form.closes_days)
    if extension is None:
        return Deadlines(opens, due, closes)
    if closes is not None:
        closes = max(closes, extension.closes_on)
    return Deadlines(opens, max(due, extension.due_on or due), closes)


def punctuality(days: Deadlines, first_submitted_at: datetime | None, today: date) -> Punctuality:
    """How a report stands that was first submitted at this moment (UTC, as stored; None: never) and is looked at on
    this day. One that was returned keeps the day on which it was first submitted."""
    if first_submitted_at is not None:
        submitted_on = clock.local(first_submitted_at).date()
        late = max((submitted_on - days.due_on).days, 0)
        return Punctuality("LATE" if late else "ON_TIME", late)
    if today < days.opens_on:
        return Punctuality("NOT_OPEN")
    if today <= days.due_on:
        return Punctuality("NOT_DUE")
    is_closed = days.closes_on is not None and today > days.closes_on
    return Punctuality("MISSED" if is_closed else "OVERDUE", (today - days.due_on).days)
