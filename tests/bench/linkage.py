"""make bench-linkage: how well households are known again, beside other ways, and what it takes.

    make bench-linkage RECORDS=list.parquet     a list whose truth is known (column hh), a row an entry
    make bench-linkage                          20,000 invented entries

Each way runs in a process of its own, as its memory is told as well. The threshold is 0.5, fixed before any truth is
looked at. The table goes into docs/linkage.md, below a heading for the list, with the load of the machine.
"""

import json
import os
import sys
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

from pyarrow import parquet

from tansiq.linkage.entries import columns_of
from tests.bench.alone import run
from tests.bench.linkage_score import LinkageScore, linkage_score
from tests.bench.linkage_ways import WAYS
from tests.households import written_households

INVENTED = "20000"
PAGE = Path(__file__).parents[2] / "docs" / "linkage.md"
_COLUMNS = {
    "head": "name",
    "spouse": "spouse",
    "national_id": "national_id",
    "telephone": "phone",
    "district": "adm2",
    "subdistrict": "adm3",
    "settlement": "village",
    "birth_year": "birth_year",
    "size": "hh_size",
}
_HEADINGS = ("precision", "recall", "F1", "best F1", "recall at .99", "pairs kept", "by a stranger's id", "purity")


def entries_of(source: str) -> tuple[dict[str, list[Any]], list[int]]:
    """The columns of a list, numbered from 0, and the household of each entry."""
    if source.isdigit():
        rows, truth = written_households(int(source), 1447)
        return columns_of(rows), truth
    read = parquet.read_table(source)
    columns = {ours: read.column(theirs).to_pylist() for ours, theirs in _COLUMNS.items()}
    return {"id": list(range(read.num_rows)), **columns}, read.column("hh").to_pylist()


def one_way(name: str, source: str) -> dict[str, float]:
    """What one way reaches on one list."""
    columns, truth = entries_of(source)
    return asdict(linkage_score(WAYS[name](columns), truth, columns["national_id"]))


def table(source: str) -> str:
    """The table of a list, in the words of docs/linkage.md."""
    lines = [
        f"## {Path(source).stem if not source.isdigit() else f'{source} invented entries'}",
        "",
        f"Load of the machine when it began: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores.",
        "",
        f"| way | {' | '.join(_HEADINGS)} | seconds | GB |",
        f"| --- |{' --- |' * (len(_HEADINGS) + 2)}",
    ]
    for name in WAYS:
        took = run([sys.executable, "-m", "tests.bench.linkage", "--way", name, source])
        lines.append(_line(name, took))
    return "\n".join(lines) + "\n"


def _line(name: str, took: dict[str, Any]) -> str:
    if took["code"]:
        return f"| {name.replace('_', ' ')} | failed: {str(took['said']).strip().splitlines()[-1]} |"
    reached = json.loads(str(took["said"]).strip().splitlines()[-1])
    told = [reached[field.name] for field in fields(LinkageScore)]
    cells = [f"{share:,}" if isinstance(share, int) else f"{share:.4f}".lstrip("0") for share in told]
    return (
        f"| {name.replace('_', ' ')} | {' | '.join(cells)} | {took['seconds']:.1f} | {took['megabytes'] / 1000:.2f} |"
    )


def write(source: str) -> None:
    """Put the table of a list into the page, in the place of an older one of the same list."""
    new = table(source)
    heading = new.splitlines()[0]
    before, *sections = PAGE.read_text(encoding="utf-8").split("\n## ")
    kept = [f"## {section}" for section in sections if not f"## {section}".startswith(heading + "\n")]
    PAGE.write_text(
        "\n".join([before.rstrip("\n") + "\n", *[part.rstrip("\n") + "\n" for part in [*kept, new]]]), "utf-8"
    )
    sys.stdout.write(new)


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["--way", name, source]:
            sys.stdout.write("\n" + json.dumps(one_way(name, source)) + "\n")
        case sources:
            for source in sources or [INVENTED]:
                write(source)
