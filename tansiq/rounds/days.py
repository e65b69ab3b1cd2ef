"""The days of a round, and whether a report in it was on time: as forms tell it (tansiq.forms.deadlines)."""

from datetime import date, datetime, time, timedelta
from typing import Any

from tansiq.forms.deadlines import Deadlines, Punctuality, punctuality
from tansiq.models import Round
from tansiq.models.round import last_day_on_time
from tansiq.platform import clock


def days_of(row: Round) -> Deadlines:
    """When reports are taken, and until when they are on time, the days of grace included."""
    last = last_day_on_time(row)
    return Deadlines(row.opens_on, last, None if row.takes_late else last)


def punctuality_of(row: Round, first_submitted_at: datetime | None, today: date | None = None) -> Punctuality:
    """How a report stands that was first submitted at this moment (UTC; None: never); on a day, today unless said."""
    return punctuality(days_of(row), first_submitted_at, today or clock.today())


def end_of_time(row: Round) -> datetime:
    """The moment (UTC, as stored) from which on a report is late: midnight of the country after the last day."""
    return clock.stored(datetime.combine(last_day_on_time(row) + timedelta(days=1), time()))


def on_time(row: Round, first_submitted_at: Any) -> Any:
    """The condition that a column of moments tells a report that was on time."""
    return first_submitted_at < end_of_time(row)
