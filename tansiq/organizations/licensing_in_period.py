"""How organisations stood before the law on a day that may be past, and what became of their licences in a period.

The row of an organisation keeps the licence that holds longest of all it has by now. What was known on an earlier day
is told by the licences themselves: those that were issued until then.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from peewee import SQL, Case, Value, fn

from tansiq.models import Licence, Organization
from tansiq.organizations.licensing import is_since
from tansiq.period import Period

Condition = Any


def status_on(day: date) -> Any:
    """The code of LEGAL_STATUSES of an organisation on a day, as an expression of SQL."""
    return Case(
        None,
        [
            (is_since(Organization.dissolved_on, day), Value("DISSOLVED")),
            (is_since(Organization.suspended_on, day), Value("SUSPENDED")),
            (_has(_issued_until(day) & _holds_on(day)), Value("ACTIVE")),
            (_has(_issued_until(day)), Value("LICENCE_EXPIRED")),
        ],
        Value("NO_LICENCE"),
    )


def count_by_kind(organizations: Any, day: date) -> dict[tuple[str, str], int]:
    """By kind and legal status on a day: how many there are of a query of organisations; one statement."""
    status = status_on(day)
    rows = organizations.select(Organization.kind, status, fn.COUNT(SQL("*"))).group_by(SQL("1"), SQL("2"))
    return {(kind, code): count for kind, code, count in rows.tuples()}


class Registrations(NamedTuple):
    """Organisations of which something was issued or ended in a period, each counted once in each of these.

    `new` had their first licence issued in it, `renewed` another one after a first; `expired` had a licence whose last
    day lies in it, and none that held on the last day of the period. `suspended` and `dissolved` are so since a day in
    it.
    """

    new: int
    renewed: int
    expired: int
    suspended: int
    dissolved: int


def registrations(organizations: Any, period: Period) -> Registrations:
    """What became of the licences of a query of organisations in a period; one statement."""
    counts = [_count(one) for one in _conditions(period).values()]
    return Registrations(*(int(number) for number in organizations.select(*counts).tuples().get()))


def _conditions(period: Period) -> Mapping[str, Condition]:
    within = Licence.issued_on.between(period.begins, period.ends)
    before = Licence.issued_on < period.begins
    ended = Licence.expires_on.between(period.begins, period.ends)
    holds = _issued_until(period.ends) & _holds_on(period.ends)
    days = (period.begins, period.ends)
    return {
        "new": _has(within) & ~_has(before),
        "renewed": _has(within) & (_has(before) | _has_another_within(period)),
        "expired": _has(ended) & ~_has(holds),
        "suspended": Organization.suspended_on.between(*days),
        "dissolved": Organization.dissolved_on.between(*days),
    }


def _has(condition: Condition) -> Condition:
    """The condition that an organisation has a standing licence of which something holds."""
    own = Licence.select(Value(1)).where(Licence.organization == Organization.id, Licence.archived_at.is_null())
    return fn.EXISTS(own.where(condition))


def _has_another_within(period: Period) -> Condition:
    """The condition that two licences were issued in the period, the later one after the first."""
    earlier = Licence.alias("earlier")
    first = earlier.select(Value(1)).where(
        earlier.organization == Licence.organization,
        earlier.archived_at.is_null(),
        earlier.issued_on.between(period.begins, period.ends),
        earlier.issued_on < Licence.issued_on,
    )
    return _has(Licence.issued_on.between(period.begins, period.ends) & fn.EXISTS(first))


def _issued_until(day: date) -> Condition:
    return Licence.issued_on <= day


def _holds_on(day: date) -> Condition:
    return Licence.expires_on.is_null() | (Licence.expires_on >= day)


def _count(condition: Condition) -> Any:
    return fn.COUNT(Case(None, [(condition, Value(1))]))
