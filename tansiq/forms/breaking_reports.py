"""A rule of a form tried on the reports that were sent, before it is published: which break it, the newest first.

visible reports, submitted or approved, 500 at a time  ->  the rule in Python, as of each  ->  Broken(asked, units, ...)

What a report says lies in one JSON text, and a rule may ask for the report of the period before: reading 250 cells
takes less than telling a database how to take them apart.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tansiq.expressions.evaluating import Value
from tansiq.models import Report, TypeDefinition, data_stamps
from tansiq.models.definitions import ENTRY, Definitions, known
from tansiq.models.frozen_definitions import definitions_by_version
from tansiq.models.own_rules import RuleTree
from tansiq.models.report import COUNTED_STATES
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible
from tansiq.records.extra_values import held_with_reckoned
from tansiq.records.reports_below import ReportsBelow, unread_units
from tansiq.records.rule_faults import may_ask, outcome

MOST = 20_000
"""Reports that are asked, the newest periods first: those of some years, in seconds."""
_AT_ONCE = 500
_READ = ("id", "unit", "period", "period_ends", "form", "form_version", "extra")


@dataclass
class Broken:
    """How many reports were asked, how many older ones were not, and those that break the rule: how many, of how many
    units, and the first so many of them, the newest periods first. By period: what units below come to, with those
    whose reports the viewer does not read."""

    asked: int = 0
    left: int = 0
    count: int = 0
    unit_ids: set[int] = field(default_factory=set)
    first: list[Report] = field(default_factory=list)
    below: dict[str, tuple[ReportsBelow, frozenset[int]]] = field(default_factory=dict)


def may_try_reports(viewer: Viewer, said: RuleTree) -> bool:
    """Whether the viewer may be told which reports break a rule: it tells what stands in all items it rests on."""
    return may_ask(viewer, said, Report)


def try_reports(viewer: Viewer, form: TypeDefinition, said: RuleTree, shown: int, most: int = MOST) -> Broken:
    """Which of the reports that a viewer sees break a rule; `shown` of them are named. Ask `may_try_reports` before."""
    found = Broken()
    # What is defined is asked for each report; it stands still meanwhile.
    with data_stamps.held_still():
        for rows in _pieces(viewer, form, most):
            before = _before(viewer, said, rows)
            outcomes = [_outcome(viewer, found, said, row, before.get((row.unit_id, row.period))) for row in rows]
            _note(found, rows, outcomes, shown)
    if found.asked >= most:
        found.left = max(0, _sent(viewer, form).count() - found.asked)
    return found


def _outcome(viewer: Viewer, found: Broken, said: RuleTree, row: Report, before: Mapping[int, Any] | None) -> Value:
    """What a rule comes to for a report; it is not asked where that would tell of reports below that the viewer may not
    read."""
    if not said.below:
        return outcome(known(), said, row, before)
    if row.period not in found.below:
        found.below[row.period] = ReportsBelow(row, said.below), unread_units(viewer, row)
    below, unread = found.below[row.period]
    is_told = below.is_read(row.unit_id, unread)
    return outcome(known(), said, row, before, below.values(row.unit_id)) if is_told else None


def _note(found: Broken, rows: Sequence[Report], outcomes: Iterable[Value], shown: int) -> None:
    broken = [row for row, kept in zip(rows, outcomes, strict=True) if kept is False]
    found.asked += len(rows)
    found.count += len(broken)
    found.unit_ids |= {row.unit_id for row in broken}
    found.first += broken[: shown - len(found.first)]


def _sent(viewer: Viewer, form: TypeDefinition) -> Any:
    """The reports that say something; those that declare that there was nothing have nothing to ask about."""
    rows: Any = visible(Report, viewer).where(Report.form == form.id, Report.archived_at.is_null())
    return rows.where(Report.report_state.in_(sorted(COUNTED_STATES)), Report.nil_reason == "")


def _pieces(viewer: Viewer, form: TypeDefinition, most: int) -> Iterator[list[Report]]:
    """The newest so many of them, in pieces."""
    table: Any = Report
    rows = _sent(viewer, form).select(*(getattr(table, name) for name in _READ))
    rows = rows.order_by(table.period_ends.desc(), table.id.desc())
    last: Report | None = None
    for begin in range(0, most, _AT_ONCE):
        is_after: Any = None
        if last is not None:
            ends = table.period_ends
            is_after = (ends < last.period_ends) | ((ends == last.period_ends) & (table.id < last.id))
        piece = list((rows if is_after is None else rows.where(is_after)).limit(min(_AT_ONCE, most - begin)))
        if piece:
            yield piece
        if len(piece) < _AT_ONCE:
            return
        last = piece[-1]


def _before(viewer: Viewer, said: RuleTree, rows: Sequence[Report]) -> dict[tuple[int, str], Mapping[int, Any]]:
    """By unit and period of a report: what that of the period before says, as far as the viewer reads it; nothing
    where the rule does not ask."""
    numbers = {int(str(node.value)) for node in said.whole.walk() if node.operation == "previous"}
    if not numbers:
        return {}
    wanted = {(row.unit_id, row.reported.after(-1).key): (row.unit_id, row.period) for row in rows}
    readable = visible(Report, viewer).where(Report.form == rows[0].form_id)
    told = _told(readable, rows[0].form_id, wanted, numbers)
    return {wanted[place]: values for place, values in told if place in wanted}


def _told(
    readable: Any, form_id: int, places: Iterable[tuple[int, str]], numbers: Collection[int]
) -> Iterator[tuple[tuple[int, str], Mapping[int, Any]]]:
    """By unit and period: what the counted reports of some units and periods say of these items."""
    units, periods = ({place[at] for place in places} for at in (0, 1))
    table: Any = Report
    rows = readable.select(table.unit, table.period, table.form_version, table.extra)
    rows = rows.where(table.archived_at.is_null(), table.report_state.in_(sorted(COUNTED_STATES)))
    found = list(rows.where(table.unit.in_(sorted(units)), table.period.in_(sorted(periods))).tuples())
    versions: Mapping[int, Definitions] = definitions_by_version({version for _, _, version, _ in found})
    tellers = {version: held_with_reckoned(said, (ENTRY, form_id), numbers) for version, said in versions.items()}
    yield from (((unit, period), tellers[version](extra or {})) for unit, period, version, extra in found)
