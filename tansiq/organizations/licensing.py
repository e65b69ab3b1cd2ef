"""Where an organisation stands before the law on a day: told from dates, never typed.

    dissolved since -> DISSOLVED   else suspended since -> SUSPENDED   else no licence known -> NO_LICENCE
    else the last licence is over -> LICENCE_EXPIRED                    else ACTIVE

The same is written twice, as a plain function and as SQL conditions for lists; a test holds them equal. Where several
licences are known, the one that holds longest counts; one without a last day holds for ever. For days that are past
`licensing_in_period` tells it by the licences themselves.
"""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

Condition = Any
SOON = 60
"""Days before its last day from which a licence calls for attention."""


def legal_status(
    dissolved_on: date | None,
    suspended_on: date | None,
    licence_issued_on: date | None,
    licence_expires_on: date | None,
    today: date,
) -> str:
    """The code of LEGAL_STATUSES that holds on `today`; the dates are those of the organisation's row."""
    if dissolved_on is not None and dissolved_on <= today:
        return "DISSOLVED"
    if suspended_on is not None and suspended_on <= today:
        return "SUSPENDED"
    if licence_issued_on is None:
        return "NO_LICENCE"
    is_over = licence_expires_on is not None and licence_expires_on < today
    return "LICENCE_EXPIRED" if is_over else "ACTIVE"


def has_legal_status(table: Any, code: str, today: date) -> Condition:
    """The condition that the organisation's status on `today` is `code`, one of LEGAL_STATUSES."""
    return _CONDITIONS[code](table, today)


def expires_within(table: Any, days: int, today: date) -> Condition:
    """The condition that the last licence of a standing organisation ends within so many days from `today` on."""
    expires = table.licence_expires_on
    return _stands(table, today) & (expires >= today) & (expires <= today + timedelta(days=days))


def calls_for_renewal(table: Any, days: int, today: date) -> Condition:
    """The condition that it is over, or ends within so many days."""
    return _stands(table, today) & (table.licence_expires_on <= today + timedelta(days=days))


def days_left(licence_expires_on: date | None, today: date) -> int | None:
    """Days until the last day, that one not counted; below zero once it is past. None: it has no last day."""
    return None if licence_expires_on is None else (licence_expires_on - today).days


def _stands(table: Any, today: date) -> Condition:
    """Neither dissolved nor suspended."""
    return ~is_since(table.dissolved_on, today) & ~is_since(table.suspended_on, today)


def is_since(column: Any, today: date) -> Condition:
    """The condition that a day is known, and is `today` or before."""
    # Said so that it is never NULL, and can be turned round.
    return column.is_null(False) & (column <= today)


def _is_over(table: Any, today: date) -> Condition:
    return table.licence_expires_on.is_null(False) & (table.licence_expires_on < today)


_CONDITIONS: dict[str, Callable[[Any, date], Condition]] = {
    "DISSOLVED": lambda table, today: is_since(table.dissolved_on, today),
    "SUSPENDED": lambda table, today: ~is_since(table.dissolved_on, today) & is_since(table.suspended_on, today),
    "NO_LICENCE": lambda table, today: _stands(table, today) & table.licence_issued_on.is_null(),
    "LICENCE_EXPIRED": lambda table, today: (
        _stands(table, today) & table.licence_issued_on.is_null(False) & _is_over(table, today)
    ),
    "ACTIVE": lambda table, today: (
        _stands(table, today) & table.licence_issued_on.is_null(False) & ~_is_over(table, today)
    ),
}
