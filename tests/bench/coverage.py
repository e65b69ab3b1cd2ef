"""Coverage of the whole country by district and sector, against the bare SQL of the same aggregates."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tansiq.copied_columns import building, folder
from tansiq.coverage import CoverageQuestion, coverage
from tansiq.models import Area, PopulationGroup, Site, data_stamps
from tansiq.models.area import ANCESTORS
from tansiq.period import Period
from tansiq.platform.database import db, is_postgres
from tansiq.policy.viewer import ANONYMOUS
from tests.bench.asking import COVERAGE, application, asking
from tests.bench.in_duckdb import asked_of_duckdb
from tests.bench.measuring import side_by_side
from tests.bench.report import AT_MOST, Finding

PERIOD = Period(date(2026, 1, 1), date(2026, 12, 31))
MOST = 1.5
OF_DUCKDB = 0.5
"""What the whole answer, counted from copied columns, may take of what DuckDB takes for the bare statement."""
MORE_AFTER_A_CHANGE = 20
"""Milliseconds that the question may take more which is the first after a change."""
Bare = Callable[[], list[tuple[Any, ...]]]


def cover(kind: str, address: str, rows: int) -> list[Finding]:
    """The question asked of the domain and through the whole application, each beside the bare statement; first by the
    statement of the program, then from copied columns."""
    whole = asking(application(address), COVERAGE)
    db.connect(reuse_if_open=True)
    try:
        statement = bare()
        check_equal(statement)
        ways: dict[str, Callable[[], object]] = {"whole": whole, "domain": _asked, "bare": statement}
        taken = {name: seconds * 1000 for name, seconds in side_by_side(ways).items()}
        copied = _from_columns(kind, rows, whole)
    finally:
        db.close()
    names = {"domain": "coverage of the country", "whole": "the same through the whole app"}
    return [
        *(
            Finding(name, kind, rows, "ms", taken[way], taken["bare"], taken[way] / taken["bare"], AT_MOST, MOST)
            for way, name in names.items()
        ),
        *copied,
    ]


def _from_columns(kind: str, rows: int, whole: Callable[[], object]) -> list[Finding]:
    """The whole answer from copied columns beside DuckDB, and what the first one after a change takes more."""
    with TemporaryDirectory() as place:
        before = folder.use(Path(place))
        try:
            building.build()
            check_equal(bare())
            duckdb = asked_of_duckdb(*bare_statement())
            taken = {
                name: seconds * 1000
                for name, seconds in side_by_side(
                    {"whole": whole, "domain": _asked, "changed": _changed, "duckdb": duckdb}
                ).items()
            }
        finally:
            folder.use(before)
    ratio = taken["whole"] / taken["duckdb"]
    after = taken["changed"] - taken["domain"]
    counted = Finding("the same, copied", kind, rows, "ms", taken["domain"], taken["duckdb"], None, AT_MOST, None)
    return [
        counted,
        Finding(
            "copied, whole app to DuckDB", kind, rows, "ms", taken["whole"], taken["duckdb"], ratio, AT_MOST, OF_DUCKDB
        ),
        Finding("copied, more after a change", kind, rows, "ms", after, None, after, AT_MOST, MORE_AFTER_A_CHANGE),
    ]


def _changed() -> Any:
    """The question after a change of one site, which is taken as counted by its stamp."""
    site = Site.select().where(Site.archived_at.is_null()).order_by(Site.id.desc()).first()
    data_stamps.bump(["site"], {"site": [site.id]})
    return _asked()


def _asked() -> Any:
    return coverage(ANONYMOUS, CoverageQuestion("YE", 2, frozenset({"SECTOR"}), PERIOD))


def bare_statement(period: Period = PERIOD, level: int = 2) -> tuple[str, dict[str, Any]]:
    """The statement by hand, for cells of a level (0-3), and what is bound in it."""
    statement = Path(__file__).with_name("bare_coverage.sql").read_text()
    statement = statement.replace("district_id", f"{ANCESTORS[level]}_id").replace("a.level = 2", f"a.level = {level}")
    country, everybody = Area.get(Area.pcode == "YE"), PopulationGroup.get(PopulationGroup.code == "ALL")
    bound = {"country": country.id, "everybody": everybody.id, "begins": str(period.begins), "ends": str(period.ends)}
    return statement, bound


def bare(period: Period = PERIOD, level: int = 2) -> Bare:
    """A call that runs the statement by hand and fetches its rows."""
    statement, bound = bare_statement(period, level)
    if is_postgres():
        statement = re.sub(r":(\w+)", r"%(\1)s", statement)

    def run() -> list[tuple[Any, ...]]:
        found: list[tuple[Any, ...]] = db.execute_sql(statement, bound).fetchall()
        return found

    return run


def check_equal(statement: Bare) -> None:
    """Raise ValueError where the two do not find the same: then a ratio would say nothing."""
    ours = {
        (c.area_id, c.sector_id): (c.organization_count, c.people_targeted, c.people_in_need) for c in _asked().cells
    }
    theirs = {(row[0], row[1]): (row[2] or 0, row[7], row[10]) for row in statement() if row[0]}
    if ours != theirs:
        raise ValueError("the program and the bare statement do not agree")
