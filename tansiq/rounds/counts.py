"""How complete and how punctual rounds are, one statement for all of them.

expected    organisations that are asked, each once by the one that it stands for; of archived ones those that
            submitted before
submitted   their reports that stand submitted or accepted; one that was returned waits for its organisation
on time     of these, those first submitted on the last day on time at the latest
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from peewee import Case, Value, fn

from tansiq.models import Organization, Round, RoundReport
from tansiq.models.round_report import COMPLETE_STATES
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible
from tansiq.rounds.days import on_time


@dataclass(frozen=True)
class RoundCounts:
    """Of a round: its reports, and by code of ROUND_STATES how many are in each state."""

    expected: int = 0
    submitted: int = 0
    on_time: int = 0
    states: Mapping[str, int] | None = None

    @property
    def completeness(self) -> float | None:
        """Submitted of expected, from 0 to 1; None where nothing is expected."""
        return self.submitted / self.expected if self.expected else None

    @property
    def timeliness(self) -> float | None:
        """Of expected, those that were on time, from 0 to 1; None where nothing is expected."""
        return self.on_time / self.expected if self.expected else None


def is_expected(table: Any, organization: Any) -> Any:
    """The condition that a report, joined with its organisation, is one of those that count: where several entries of
    one organisation were asked, one of theirs does, if any was submitted that one."""
    counts = organization.archived_at.is_null() | table.first_submitted_at.is_null(False)
    return table.archived_at.is_null() & counts & ~fn.EXISTS(_better(table, organization))


def counts_in_round(table: Any) -> Any:
    """The same of a report by itself."""
    own = Organization.alias("own_entry")
    return fn.EXISTS(own.select(Value(1)).where(own.id == table.organization, is_expected(table, own)))


def counts_by_id(viewer: Viewer, ids: Iterable[int]) -> Mapping[int, RoundCounts]:
    """The counts of the rounds with these ids that `viewer` may see; two statements."""
    return counts_of(viewer, list(visible(Round, viewer).where(Round.id.in_(sorted(ids)))))


def expected_reports(viewer: Viewer, *rows: Round) -> Any:
    """The reports of rounds that count and that `viewer` may see, joined with their organisations."""
    ids = [row.id for row in rows]
    query: Any = visible(RoundReport, viewer).join(Organization, on=(Organization.id == RoundReport.organization))
    return query.where(RoundReport.round.in_(ids), is_expected(RoundReport, Organization))


def counts_of(viewer: Viewer, rows: Sequence[Round]) -> Mapping[int, RoundCounts]:
    """By id of each round: the counts of the reports that `viewer` may see; one statement."""
    if not rows:
        return {}
    table = RoundReport
    complete = table.round_state.in_(sorted(COMPLETE_STATES))
    in_time = Case(
        None, [((table.round == row.id) & complete & on_time(row, table.first_submitted_at), 1) for row in rows], 0
    )
    query = expected_reports(viewer, *rows)
    told = query.select(table.round, table.round_state, fn.COUNT(table.id), fn.SUM(in_time))
    found: dict[int, list[tuple[str, int, int]]] = {}
    for round_id, state, count, punctual in told.group_by(table.round, table.round_state).tuples():
        found.setdefault(round_id, []).append((state, count, int(punctual)))
    return {row.id: _counts(found.get(row.id, [])) for row in rows}


def _counts(told: Sequence[tuple[str, int, int]]) -> RoundCounts:
    states = {state: count for state, count, _punctual in told}
    submitted = sum(count for state, count in states.items() if state in COMPLETE_STATES)
    return RoundCounts(sum(states.values()), submitted, sum(punctual for *_more, punctual in told), states)


def _better(table: Any, organization: Any) -> Any:
    """A report of another entry of the same organisation in the same round, which counts in its place."""
    other, whose = RoundReport.alias("other_report"), Organization.alias("other_entry")
    same = fn.COALESCE(whose.canonical, whose.id) == fn.COALESCE(organization.canonical, organization.id)
    is_first = other.first_submitted_at.is_null(False) & table.first_submitted_at.is_null()
    is_alike = other.first_submitted_at.is_null() == table.first_submitted_at.is_null()
    rows: Any = other.select(Value(1)).join(whose, on=(whose.id == other.organization))
    there = rows.where(other.round == table.round, other.id != table.id, other.archived_at.is_null(), same)
    return there.where(is_first | (is_alike & (other.id < table.id)))
