"""Copied columns of up to ten million sites: what they take, and how long the great questions then take.

The sites of the generated register are repeated with interventions of their own, straight into the file of a copy: the
database itself keeps one share of them.
"""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from tansiq.copied_columns import building, column_file, copies, folder
from tansiq.copied_columns.copies import reading
from tansiq.copied_columns.rows import CopiedRows
from tansiq.copied_columns.tables import Numbers
from tansiq.coverage import CoverageQuestion, coverage
from tansiq.duplication.find_overlaps import group_overlaps, overlaps
from tansiq.duplication.overlap import OverlapQuestion
from tansiq.models import Area
from tansiq.platform import lru
from tansiq.policy.viewer import ANONYMOUS, OPERATOR
from tests.bench.coverage import PERIOD
from tests.bench.measuring import side_by_side
from tests.bench.report import AT_MOST, Finding

SIZES = (1_000_000, 5_000_000, 10_000_000)
BYTES_A_SITE = 60
LONGEST = 1_500
"""Milliseconds that coverage of the country may take of the most sites."""


def many_sites(kind: str, rows: int) -> list[Finding]:
    """Bytes a site in the file and milliseconds of each question, over the database in use: so many interventions."""
    return [finding for sites in SIZES for finding in _of_so_many(kind, rows, sites)]


def _of_so_many(kind: str, rows: int, least: int) -> Iterator[Finding]:
    with TemporaryDirectory() as place:
        before = folder.use(Path(place))
        try:
            building.build()
            sites = _repeat(least)
            # Each file stands for the same steps of one database: what was made of the one before is let go.
            lru.forget()
            size = copies.path().stat().st_size / sites
            with reading() as copy:
                if copy is None:
                    raise ValueError("the repeated file is not believed")
            taken = side_by_side(_questions(), rounds=5, long_enough=0)
        finally:
            folder.use(before)
    is_most = least == SIZES[-1]
    most = BYTES_A_SITE if is_most else None
    yield Finding(f"bytes a site, {sites:,}", kind, rows, "B", size, None, size, AT_MOST, most)
    for name, seconds in taken.items():
        took, most = seconds * 1000, LONGEST if name == "coverage" and is_most else None
        yield Finding(f"{name} of {sites:,} sites", kind, rows, "ms", took, None, took, AT_MOST, most)


def _questions() -> dict[str, Callable[[], object]]:
    area = Area.select().where(Area.level == 2).order_by(Area.id).first()
    district = OverlapQuestion(area, period=PERIOD)
    return {
        "coverage": lambda: coverage(ANONYMOUS, CoverageQuestion("YE", 2, frozenset({"SECTOR"}), PERIOD)),
        "a district's overlaps": lambda: overlaps(OPERATOR, district),
        "the same in groups": lambda: group_overlaps(OPERATOR, district),
    }


REPEATED = {"site": "intervention", "intervention": "id", "partnership": "intervention"}
"""By copied table: the column of the id of an intervention, which is another one each time."""


def _repeat(sites: int) -> int:
    """Write the file anew with its sites so often that there are `sites` at least; how many there are."""
    found, steps = column_file.read(copies.path())
    times = -(-sites // found["site"].count)
    highest = int(found["intervention"].column("id").max())
    counts = {name: rows.count * (times if name in REPEATED else 1) for name, rows in found.items()}
    writing = column_file.begin(copies.path(), {name: column_file.room_for(count) for name, count in counts.items()})
    for name, rows in found.items():
        _write(writing.arrays[name], rows, times if name in REPEATED else 1, highest)
    writing.finish(counts, steps)
    return counts["site"]


def _write(into: Mapping[str, Numbers], rows: CopiedRows, times: int, highest: int) -> None:
    for each, array in rows.arrays.items():
        values, is_own = array[: rows.count], REPEATED.get(rows.table.name) == each
        for number in range(times):
            into[each][number * rows.count : (number + 1) * rows.count] = values + (number * highest if is_own else 0)
