"""Copied columns of ten million sites: what they take, and how long coverage of the country then takes.

The sites of the generated register are repeated with interventions of their own, straight into the file of a copy: the
database itself keeps one share of them.
"""

from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from tansiq.copied_columns import building, column_file, copies, folder
from tansiq.copied_columns.copies import reading
from tansiq.copied_columns.tables import Numbers
from tansiq.coverage import CoverageQuestion, coverage
from tansiq.policy.viewer import ANONYMOUS
from tests.bench.coverage import PERIOD
from tests.bench.measuring import side_by_side
from tests.bench.report import AT_MOST, Finding

SITES = 10_000_000
BYTES_A_SITE = 60
LONGEST = 1_500
"""Milliseconds that coverage of the country may take of so many sites."""


def ten_million(kind: str, rows: int) -> list[Finding]:
    """Bytes a site in the file, and milliseconds of coverage, over the database in use, with so many interventions."""
    with TemporaryDirectory() as place:
        before = folder.use(Path(place))
        try:
            building.build()
            sites = _repeat(SITES)
            size = copies.path().stat().st_size / sites
            with reading() as copy:
                if copy is None:
                    raise ValueError("the repeated file is not believed")
            seconds = side_by_side({"coverage": _asked}, rounds=5, long_enough=0)["coverage"]
        finally:
            folder.use(before)
    took = seconds * 1000
    return [
        Finding(f"bytes a site, {sites:,}", kind, rows, "B", size, None, size, AT_MOST, BYTES_A_SITE),
        Finding(f"coverage of {sites:,} sites", kind, rows, "ms", took, None, took, AT_MOST, LONGEST),
    ]


def _asked() -> object:
    return coverage(ANONYMOUS, CoverageQuestion("YE", 2, frozenset({"SECTOR"}), PERIOD))


def _repeat(sites: int) -> int:
    """Write the file anew with its sites so often that there are `sites` at least; how many there are."""
    found, steps = column_file.read(copies.path())
    times = -(-sites // found["site"].count)
    counts = {name: rows.count * (times if name == "site" else 1) for name, rows in found.items()}
    writing = column_file.begin(copies.path(), {name: column_file.room_for(count) for name, count in counts.items()})
    for name, rows in found.items():
        _write(writing.arrays[name], rows.arrays, rows.count, counts[name] // max(rows.count, 1))
    writing.finish(counts, steps)
    return counts["site"]


def _write(into: Mapping[str, Numbers], arrays: Mapping[str, Numbers], count: int, times: int) -> None:
    for each, array in arrays.items():
        values = array[:count]
        for number in range(times):
            own = number * int(values.max(initial=0)) if each == "intervention" else 0
            into[each][number * count : (number + 1) * count] = values + own
