"""How many reports organisations handed in on time, in the reporting rounds of the last two years."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from functools import reduce
from operator import or_
from typing import Any, NamedTuple

from peewee import JOIN, Case, fn

from tansiq.models import Organization, Round, RoundReport
from tansiq.models.round import last_day_on_time
from tansiq.platform import clock
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible

LOOKED_BACK = timedelta(days=730)
MOST_ROUNDS = 60
"""Rounds that are looked at, the latest ones."""


class Timeliness(NamedTuple):
    """Reports that were due, and of these the ones that came on time."""

    due: int
    on_time: int


def timeliness(viewer: Viewer) -> dict[int, Timeliness]:
    """By canonical organisation that was asked: its reports in rounds that are over, as far as `viewer` sees them.
    An organisation that was asked in none is not in it: that is not known."""
    rounds = list(_rounds_over())
    if not rounds:
        return {}
    came = reduce(or_, [(RoundReport.round == row.id) & (RoundReport.first_submitted_at < _end(row)) for row in rounds])
    who = fn.COALESCE(Organization.canonical, Organization.id)
    query: Any = visible(RoundReport, viewer).select(who, fn.COUNT(RoundReport.id), fn.SUM(Case(None, [(came, 1)], 0)))
    query = query.join(Organization, JOIN.INNER, on=RoundReport.organization == Organization.id)
    query = query.where(RoundReport.round.in_([row.id for row in rounds]), RoundReport.archived_at.is_null())
    return {key: Timeliness(due, int(on_time)) for key, due, on_time in query.group_by(who).tuples()}


def _rounds_over() -> Iterator[Round]:
    """Rounds whose last day on time has passed, the latest first."""
    today = clock.today()
    known: Any = Round.select().where(
        Round.opened_at.is_null(False), Round.archived_at.is_null(), Round.due_on >= today - LOOKED_BACK
    )
    rows = known.order_by(Round.due_on.desc(), Round.id.desc()).limit(MOST_ROUNDS)
    return (row for row in rows if last_day_on_time(row) < today)


def _end(row: Round) -> datetime:
    """The moment (UTC) from which on a report is late: the day after, as clocks of the country show it."""
    return clock.stored(datetime.combine(last_day_on_time(row) + timedelta(days=1), time()))
