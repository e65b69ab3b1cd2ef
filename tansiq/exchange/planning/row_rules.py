"""What rows of a sheet say against the rules of a ministry, told at their cells.

REFUSE -> an error, which leaves the row out
WARN   -> a warning: whoever enters the rows is asked once for a reason, which goes into the history of these rows
NOTE   -> a notice

A rule over a field that the sender may not see is not asked, here as everywhere (tansiq.records.rule_faults).
"""

from collections.abc import Iterable, Mapping
from typing import Any

from tansiq.exchange.sheet.reading import Reading
from tansiq.exchange.values.problems import Severity
from tansiq.models import Record
from tansiq.policy.viewer import Viewer
from tansiq.records.rule_faults import message_of, names_in, newly_broken, place_of

_WARNS = "rule-warns"
_TOLD: dict[str, tuple[Severity, str]] = {
    "REFUSE": ("error", "rule-broken"),
    "WARN": ("warning", _WARNS),
    "NOTE": ("notice", "rule-notes"),
}


def tell_rules(viewer: Viewer, reading: Reading, row: Record, before: Mapping[str, Any]) -> None:
    """Tell at the cells of a row what rules say of the record that it makes; `before` are its stored values, {} of a
    new one. Of a row that is left out, and of cells that could not be read, no more is told than what is wrong."""
    columns = reading.row.table.letters
    unread = {problem.address for problem in reading.problems if problem.severity == "error"}
    for rule, said in newly_broken(viewer, row, before):
        severity, code = _TOLD[rule.rule_severity]
        is_unread = any(name in columns and reading.row.address(name) in unread for name in names_in(said))
        if not is_unread and (severity == "error" or not unread):
            reading.tell(severity, code, place_of(rule, said), message_of(rule))


def warned(readings: Iterable[Reading]) -> int:
    """How many of these rows a rule warns of, each row counted once."""
    found = {reading.row.number for reading in readings if any(one.code == _WARNS for one in reading.problems)}
    return len(found)
