"""Rows that carry one id of ours and tell of several months: the series of that site, as of a sheet with columns.

    TQ-7K2M#3  31 January   100   \
    TQ-7K2M#3  28 February  150    > the row of March, with the figures of all three
    TQ-7K2M#3  31 March     180   /

Rows of one id and one month stay two, and are told as such. An empty figure of a month says nothing.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from tansiq.exchange.planning.facts_where import AHEAD, month_told
from tansiq.exchange.planning.repeated_rows import Sifted
from tansiq.exchange.planning.revising import contradict
from tansiq.exchange.sheet.fields import PERIODS
from tansiq.exchange.sheet.reading import Reading, own_id
from tansiq.models.reached_figure import MONTHS, month_of
from tansiq.models.site import OF_LAST_MONTH
from tansiq.records.row_identity import digest

_OF_MONTHS = frozenset({"reported_on", "reached", "source_id", "indicator_value", *PERIODS, *OF_LAST_MONTH})
"""The fields in which the rows of one site may differ from month to month."""

Pair = tuple[bytes, Reading]


class Told(NamedTuple):
    """A good row that tells of a month: the field that says which, and its first day."""

    fingerprint: bytes
    reading: Reading
    field: str
    month: date


def join_own_series(sifted: Sifted, today: date) -> list[tuple[Reading, Reading]]:
    """Leave of the rows of each site the one of its last month, with the figures of all; give the others that are not
    wrong, each with the one that they are told by."""
    by_id: dict[tuple[str, int], list[Told]] = defaultdict(list)
    for fingerprint, reading in sifted.good:
        own, told = own_id(reading), month_told(reading)
        if own is not None and told is not None:
            _keep_figure(reading, *told, today)
            by_id[own].append(Told(fingerprint, reading, *told))
    joined: dict[int, Pair] = {}
    for rows in by_id.values():
        joined |= _joined(rows)
    others = [reading for _, reading in sifted.good if id(reading) in joined]
    sifted.wrong += [reading for reading in others if reading.is_wrong]
    last = {id(reading): (fingerprint, reading) for fingerprint, reading in joined.values()}
    good = [pair for pair in sifted.good if id(pair[1]) not in joined]
    sifted.good = [last.get(id(reading), (fingerprint, reading)) for fingerprint, reading in good]
    return [(reading, joined[id(reading)][1]) for reading in others if not reading.is_wrong]


def _keep_figure(reading: Reading, name: str, month: date, today: date) -> None:
    """Let the people reached by a row be the figure of its month, which the field `name` tells."""
    people = reading.values.get("reached")
    reading.values[MONTHS] = {} if people is None else {month: people}
    reading.month_cells = {month: reading.row.address("reached")}
    if month > month_of(today):
        reading.tell("error", "month-ahead", name, AHEAD)
        reading.values[MONTHS] = {}


def _joined(rows: Sequence[Told]) -> dict[int, Pair]:
    """By the id of each reading that is joined: the row of the last month, and the digest of all."""
    firsts: dict[date, Told] = {}
    for row in rows:
        firsts.setdefault(row.month, row)
    if len(firsts) < 2:
        return {}
    last = firsts[max(firsts)]
    others = [row for row in firsts.values() if row is not last]
    for row in others:
        _settle(row, last)
    whole = [*(row.reading for row in others if not row.reading.is_wrong), last.reading]
    last.reading.values[MONTHS] = {month: people for one in whole for month, people in one.values[MONTHS].items()}
    last.reading.month_cells = {month: cell for one in whole for month, cell in one.month_cells.items()}
    fingerprint = digest({str(month): row.fingerprint.hex() for month, row in firsts.items()})
    return {id(row.reading): (fingerprint, last.reading) for row in others}


def _settle(row: Told, last: Told) -> None:
    """Keep what is told of the figure of an earlier month; all else has to be as in the row of the last one."""
    kept = {row.reading.row.address("reached"), row.reading.row.address(row.field)}
    row.reading.problems = [problem for problem in row.reading.problems if problem.address in kept]
    for name in _alike(row.reading):
        contradict(row.reading, last.reading, name)


def _alike(reading: Reading) -> Iterable[str]:
    return (name for name in reading.row.table.places if name not in _OF_MONTHS)
