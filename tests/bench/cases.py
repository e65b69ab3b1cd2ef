"""Cases of duplication: all of them found anew, one change followed, their first page, and runs that are killed.

python -m tests.bench.cases [sqlite|postgres] [ROWS]
"""

import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import closing
from datetime import timedelta
from functools import partial
from typing import Any

from peewee import fn

from tansiq.cases.asking import CaseQuestion, cases_asked_for
from tansiq.cases.upkeep import keep_up
from tansiq.duplication.weights import FOREVER
from tansiq.models import CaseMember, CaseUpkeep, Intervention, OverlapCase
from tansiq.period import Period
from tansiq.platform.database import db, open_database, use
from tansiq.policy.viewer import OPERATOR
from tansiq.records import changes
from tests.bench import loading
from tests.bench.in_duckdb import asked_of, loaded_into_duckdb
from tests.bench.killed_cases import DAY, forget
from tests.bench.measuring import Way, side_by_side
from tests.bench.overlap import copied
from tests.bench.overlap_questions import bare_statement
from tests.bench.report import AT_MOST, Finding, table

TO_DUCKDB, PAGE_TO_SQL = 1.5, 1.5
BARE = ("links", "cases")
"""What DuckDB is asked for: the pairs alone, counted; and all that a full run finds, hung together and added up."""
AFTER_A_CHANGE = 20
"""Milliseconds in which one change is followed, at most."""
_FIRST = "SELECT id FROM overlap_case WHERE ended_on IS NULL AND archived_at IS NULL ORDER BY points DESC, id LIMIT 25"


def cases(kind: str, address: str, rows: int) -> list[Finding]:
    """What cases cost; the database is left without any."""
    with closing(use(open_database(address))) as database:
        database.connect()
        forget()
        try:
            with copied({rows: database}):
                return [*_every(kind, rows), *_one(kind, rows), *_page(kind, rows)]
        finally:
            forget()


def _every(kind: str, rows: int) -> Iterator[Finding]:
    """The first run opens all cases; later ones write what differs, which is next to nothing."""
    began = time.perf_counter()
    keep_up(DAY)
    opened, first = OverlapCase.select().count(), time.perf_counter() - began
    duckdb = loaded_into_duckdb()
    bare_ways = {name: asked_of(duckdb, *bare(name)) for name in BARE}
    check_equal(bare_ways["cases"]())
    links = bare_ways["links"]()[0][0]
    yield Finding("cases opened by a first full run", kind, rows, "", opened, links, None, AT_MOST, None)
    taken = side_by_side({"ours": _again, **bare_ways})
    yield Finding("a first full run of cases", kind, rows, "s", first, taken["cases"], None, AT_MOST, None)
    for name in BARE:
        ratio = taken["ours"] / taken[name]
        yield Finding(f"a full run of cases, to DuckDB's {name}", kind, rows, "s", taken["ours"], taken[name], ratio,
                      AT_MOST, TO_DUCKDB)  # fmt: skip
    duckdb.execute("SET threads = 1")
    yield from _processor(kind, rows, bare_ways)


def _processor(kind: str, rows: int, bare_ways: Mapping[str, Way]) -> Iterator[Finding]:
    """The same in seconds that this process works, DuckDB on one thread: what a busy machine hardly changes. What
    PostgreSQL works for it in processes of its own is not among it."""
    taken = side_by_side({"ours": _again, **bare_ways}, clock=time.process_time)
    for name in BARE:
        ratio = taken["ours"] / taken[name]
        yield Finding(f"processor of a full run of cases, to DuckDB's {name}", kind, rows, "s", taken["ours"],
                      taken[name], ratio, AT_MOST, None)  # fmt: skip


def bare(name: str) -> tuple[str, dict[str, Any]]:
    """The statement by hand for one of BARE, and what is bound in it."""
    return bare_statement(name, Period(DAY, FOREVER))


def check_equal(theirs: list[tuple[Any, ...]]) -> None:
    """Raise ValueError where DuckDB does not find the cases that stand: then a ratio would say nothing."""
    row = OverlapCase
    sums = [fn.SUM(one) for one in (row.intervention_count, row.organization_count, row.points)]
    days = [fn.MIN(row.overlaps_from), fn.MAX(row.overlaps_to), fn.MIN(row.checked_until)]
    ours: Any = row.select(fn.COUNT(row.id), *sums, *days).where(row.ended_on.is_null()).tuples()
    # SQLite gives days back as text where they are the least or the most of several.
    if [[str(one) for one in found] for found in ours] != [[str(one) for one in found] for found in theirs]:
        raise ValueError("the program and DuckDB do not find the same cases")


def _again() -> None:
    CaseUpkeep.update(steps="").execute()
    keep_up(DAY)


def _one(kind: str, rows: int) -> Iterator[Finding]:
    """The days of one intervention after the other are changed, which the cases follow."""
    works = list(Intervention.select().join(CaseMember, on=CaseMember.intervention == Intervention.id).limit(40))
    seconds = sorted(_followed(row) for row in works)
    milliseconds = seconds[len(seconds) // 2] * 1000
    yield Finding("one change followed by cases", kind, rows, "ms", milliseconds, None, milliseconds, AT_MOST,
                  AFTER_A_CHANGE)  # fmt: skip


def _followed(row: Intervention) -> float:
    row = Intervention.get_by_id(row.id)
    row.ends_on = (row.ends_on or DAY) + timedelta(1)
    changes.save(OPERATOR, row)
    began = time.perf_counter()
    keep_up(DAY)
    return time.perf_counter() - began


def _page(kind: str, rows: int) -> Iterator[Finding]:
    ask = partial(_first_page, CaseQuestion())
    taken = side_by_side({"ours": ask, "sql": lambda: db.execute_sql(_FIRST).fetchall()})
    ratio = taken["ours"] / taken["sql"]
    yield Finding("the first page of cases, to its SQL", kind, rows, "ms", taken["ours"] * 1000, taken["sql"] * 1000,
                  ratio, AT_MOST, PAGE_TO_SQL)  # fmt: skip


def _first_page(question: CaseQuestion) -> list[Any]:
    return list(cases_asked_for(OPERATOR, question).limit(25).tuples())


def main(words: list[str]) -> None:
    """Measure on one kind of database, or on both."""
    rows = next((int(word) for word in words if word.isdigit()), 200_000)
    with loading.postgres_server() as server:
        for kind in [word for word in words if word in loading.KINDS] or list(loading.KINDS):
            print(table(cases(kind, loading.address(kind, rows, server), rows)), flush=True)  # noqa: T201  The bench speaks to whoever runs it.


if __name__ == "__main__":
    main(sys.argv[1:])
