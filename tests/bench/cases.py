"""Cases of duplication: all of them found anew, one change followed, their first page, and runs that are killed.

python -m tests.bench.cases [sqlite|postgres] [ROWS]
"""

import random
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from functools import partial
from typing import Any

from tansiq.cases.asking import CaseQuestion, cases_asked_for
from tansiq.cases.upkeep import keep_up
from tansiq.duplication.weights import FOREVER
from tansiq.models import CaseMember, CaseUpkeep, Intervention, OverlapCase
from tansiq.period import Period
from tansiq.platform.database import db, open_database, use
from tansiq.policy.viewer import OPERATOR
from tansiq.records import changes
from tests.bench import loading
from tests.bench.beside_import import SEED, environment
from tests.bench.in_duckdb import asked_of_duckdb
from tests.bench.measuring import side_by_side
from tests.bench.overlap import copied
from tests.bench.overlap_questions import bare_statement
from tests.bench.report import AT_MOST, Finding, table

DAY = date(2025, 1, 1)
"""The day on which cases are kept: the register that is generated goes on for a year after it."""
TO_DUCKDB, PAGE_TO_SQL = 1.5, 1.5
AFTER_A_CHANGE = 20
"""Milliseconds in which one change is followed, at most."""
KILLS = 10
_FIRST = "SELECT id FROM overlap_case WHERE ended_on IS NULL AND archived_at IS NULL ORDER BY points DESC, id LIMIT 25"


def cases(kind: str, address: str, rows: int) -> list[Finding]:
    """What cases cost; the database is left without any."""
    with closing(use(open_database(address))) as database:
        database.connect()
        _forget()
        try:
            with copied({rows: database}):
                return [*_every(kind, rows), *_one(kind, rows), *_page(kind, rows)]
        finally:
            _forget()


def _forget() -> None:
    with db.atomic():
        for model in (CaseUpkeep, CaseMember, OverlapCase):
            model.delete().execute()


def _every(kind: str, rows: int) -> Iterator[Finding]:
    """The first run opens all cases; later ones write what differs, which is next to nothing."""
    began = time.perf_counter()
    keep_up(DAY)
    opened, first = OverlapCase.select().count(), time.perf_counter() - began
    statement, bound = bare_statement("links", Period(DAY, FOREVER))
    links = asked_of_duckdb(statement, bound)
    taken = side_by_side({"ours": _again, "duckdb": links}, rounds=5)
    ratio = taken["ours"] / taken["duckdb"]
    yield Finding("cases opened by a first full run", kind, rows, "", opened, links()[0][0], None, AT_MOST, None)
    yield Finding("a first full run of cases", kind, rows, "s", first, taken["duckdb"], None, AT_MOST, None)
    yield Finding(
        "a full run of cases, to DuckDB's links", kind, rows, "s", taken["ours"], taken["duckdb"], ratio, AT_MOST,
        TO_DUCKDB,
    )  # fmt: skip


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


def killed_runs(kind: str, address: str, rows: int, times: int = KILLS) -> list[Finding]:
    """How many of so many full runs that were killed and gone on with left something else than one in peace."""
    with closing(use(open_database(address))) as database:
        database.connect()
        _forget()
        began = time.perf_counter()
        _run(address, None)
        whole, expected = time.perf_counter() - began, _standing()
        dice, wrong, midst = random.Random(SEED), 0, 0  # noqa: S311  The same moments in every run.
        for _ in range(times):
            _forget()
            _run(address, dice.uniform(0, whole))
            midst += 0 < OverlapCase.select().count() < len(expected)
            _run(address, None)
            wrong += _standing() != expected
        _forget()
    return [
        Finding(f"otherwise, of {times} killed full runs of cases", kind, rows, "", wrong, None, wrong, AT_MOST, 0),
        Finding(f"killed in the midst, of {times}", kind, rows, "", midst, None, None, AT_MOST, None),
    ]  # fmt: skip


def _standing() -> set[tuple[int, int, frozenset[int]]]:
    members: dict[tuple[int, int, int], set[int]] = {}
    query: Any = OverlapCase.select(OverlapCase.id, OverlapCase.area, OverlapCase.sector, CaseMember.intervention)
    for case, area, sector, work in query.join(CaseMember).where(OverlapCase.ended_on.is_null()).tuples():
        members.setdefault((case, area, sector), set()).add(work)
    found = [(area, sector, frozenset(those)) for (_case, area, sector), those in members.items()]
    # Twice the same would be lost in a set.
    return set(found) if len(set(found)) == len(found) else set()


def _run(address: str, after: float | None) -> None:
    """A full run in a process of its own, killed after so many seconds."""
    command = [sys.executable, "-m", "tests.bench.cases", "run"]
    process = subprocess.Popen(command, env=environment(address), stdout=subprocess.DEVNULL)
    try:
        process.wait(after)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def main(words: list[str]) -> None:
    """Measure, or be the run that is killed."""
    if words == ["run"]:
        from tansiq.platform.settings import read_settings

        use(open_database(read_settings().database_url)).connect()
        keep_up(DAY)
        return
    rows = next((int(word) for word in words if word.isdigit()), 200_000)
    with loading.postgres_server() as server:
        for kind in [word for word in words if word in loading.KINDS] or list(loading.KINDS):
            address = loading.address(kind, rows, server)
            print(table([*cases(kind, address, rows), *killed_runs(kind, address, rows)]), flush=True)  # noqa: T201  The bench speaks to whoever runs it.


if __name__ == "__main__":
    main(sys.argv[1:])
