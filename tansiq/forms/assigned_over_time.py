"""Which units fill a form in each of many periods, told from assignments that are read once.

It says the same as `tansiq.forms.expecting`, which asks the database of one period; a table of a year is of twelve.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from tansiq.models import Assignment, TypeDefinition, UnitSuccessor
from tansiq.reporting_period import ReportingPeriod


class _Span(NamedTuple):
    unit_id: int
    starts_on: date
    ends_on: date | None


def assigned_over(form: TypeDefinition, periods: Sequence[ReportingPeriod]) -> Mapping[str, frozenset[int]]:
    """By the key of each period: the ids of the units that are assigned to a form on its last day and of all that they
    became, in being or not."""
    if not periods:
        return {}
    spans, became = _spans(form, min(one.ends for one in periods)), _became()
    return {one.key: _with_successors(_assigned(spans, one.ends), became) for one in periods}


def _spans(form: TypeDefinition, first: date) -> list[_Span]:
    table: Any = Assignment
    rows = table.select(table.unit, table.starts_on, table.ends_on)
    rows = rows.where(table.form == form.id, table.archived_at.is_null())
    return [_Span(*row) for row in rows.where(table.ends_on.is_null() | (table.ends_on >= first)).tuples()]


def _became() -> Mapping[int, Sequence[int]]:
    """By the id of each unit that ended: what it became. They are few: as many as there were mergers and splits."""
    found: dict[int, list[int]] = {}
    table: Any = UnitSuccessor
    for unit_id, successor_id in table.select(table.unit, table.successor).tuples():
        found.setdefault(unit_id, []).append(successor_id)
    return found


def _assigned(spans: Iterable[_Span], day: date) -> set[int]:
    return {one.unit_id for one in spans if one.starts_on <= day and (one.ends_on is None or day <= one.ends_on)}


def _with_successors(unit_ids: Collection[int], became: Mapping[int, Sequence[int]]) -> frozenset[int]:
    found, coming = set(unit_ids), [one for one in unit_ids if one in became]
    while coming:
        # Units may have been entered by hand as becoming each other: each is followed once.
        new = set(became.get(coming.pop(), ())) - found
        found |= new
        coming += new
    return frozenset(found)
