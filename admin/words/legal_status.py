"""Where an organisation stands before the law, and how long its licence holds, as lists and pages say it."""

from datetime import date
from typing import Any

from markupsafe import Markup

from tansiq.language.words import gettext, ngettext
from tansiq.organizations import licensing
from tansiq.platform import clock

NEAR = 30
"""Days from which the time that is left is told as a warning."""


def today() -> date:
    """The present day in the country, as everywhere in the register."""
    return clock.today()


def status_of(row: Any) -> str:
    """The code of the legal status of an organisation today."""
    return licensing.legal_status(
        row.dissolved_on, row.suspended_on, row.licence_issued_on, row.licence_expires_on, today()
    )


def days_left(row: Any) -> Markup:
    """How long the licence of an organisation, or one licence, still holds, ready for the page."""
    text, left = time_left(row), _left(row)
    if left is None or not text:
        return Markup('<span class="quiet">{}</span>').format(text) if text else Markup("")
    kind = "over" if left < 0 else "near" if left <= NEAR else "far"
    return Markup('<span class="left left-{}"><bdi>{}</bdi></span>').format(kind, text)


def time_left(row: Any) -> str:
    """The same as plain text; "" where no licence is known."""
    left = _left(row)
    if left is None:
        return gettext("No last day") if _is_known(row) else ""
    if left == 0:
        return gettext("Expires today")
    if left > 0:
        return ngettext("%(count)s day left", "%(count)s days left", left)
    return ngettext("Expired %(count)s day ago", "Expired %(count)s days ago", -left)


def _left(row: Any) -> int | None:
    expires = row.licence_expires_on if hasattr(row, "licence_expires_on") else row.expires_on
    return licensing.days_left(expires, today())


def _is_known(row: Any) -> bool:
    return (row.licence_issued_on if hasattr(row, "licence_issued_on") else row.issued_on) is not None
