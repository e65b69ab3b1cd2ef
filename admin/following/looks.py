"""How the state of a report looks in a table: a sign and a colour for each, and what both stand for.

Nobody has to tell colours apart, nor to see at all: each has a sign of its own, and its words stand behind it.
"""

from functools import lru_cache
from typing import NamedTuple

from tansiq.forms.following import Stand
from tansiq.language.form_vocabulary import PUNCTUALITIES, REPORT_STATES
from tansiq.language.words import gettext, ngettext


class Look(NamedTuple):
    """The sign of a cell and the class of its colour."""

    sign: str
    style: str


LOOKS = {
    "APPROVED": Look("✓", "done"),
    "SUBMITTED": Look("●", "sent"),
    "RETURNED": Look("↩", "back"),
    "REOPENED": Look("↺", "back"),
    "DRAFT": Look("✎", "draft"),
    "NOT_DUE": Look("○", "open"),
    "OVERDUE": Look("!", "over"),
    "MISSED": Look("✕", "missed"),
    "NOT_OPEN": Look("·", "later"),
}
"""By a code of REPORT_STATES or PUNCTUALITIES, in the order of the legend."""


def code_of(stand: Stand) -> str:
    """What is shown of a report first: that it is late, as long as nothing was submitted; else its state."""
    if stand.code in ("OVERDUE", "MISSED"):
        return stand.code
    return stand.state or stand.code


def label_of(code: str) -> str:
    """What a code of LOOKS stands for."""
    return REPORT_STATES.label(code) if code in REPORT_STATES else PUNCTUALITIES.label(code)


@lru_cache(maxsize=4_096)
def _words(code: str, state: str, days_late: int, _language: str) -> str:
    parts = [label_of(code)]
    if state == "DRAFT" and code != state:
        parts.append(label_of(state))
    if days_late:
        parts.append(ngettext("%(count)s day late", "%(count)s days late", days_late))
    return gettext(", ").join(parts)


def words_of(stand: Stand, language: str) -> str:
    """How a report stands, in words: "Approved, 3 days late"."""
    return _words(code_of(stand), stand.state, stand.days_late, language)
