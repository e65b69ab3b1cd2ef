"""Files meant to exhaust whoever opens them are read or refused in bounded memory; honest large ones are read."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.tansiq.exchange.hostile import HOSTILE, xlsx
from tests.tansiq.exchange.making import ROOT

_ANSWERS = {
    "csv: a word without end among the headers": "millions of letters",
    "csv: columns without end": "more rows, columns or cells",
    "csv: empty lines without end": "more rows, columns or cells",
    "csv: a quotation that never closes": "quotation marks of row 2",
    "xlsx: a word without end among the headers": "1 rows",
    "xlsx: one long text in every cell": "400 rows",
    "xlsx: texts without end": "unpacks to more",
    "xlsx: styles without end": "unpacks to more",
    "xlsx: a sheet of gigabytes": "no rows below",
    "xlsx: empty rows without end": "more rows, columns or cells",
    "xlsx: strange elements without end": "no rows below",
    "xlsx: elements inside of elements": "unpacks to more",
    "xlsx: names without end": "unpacks to more",
    "xlsx: a far cell in every row": "more rows, columns or cells",
    "xlsx: a far cell that is spelled unusually": "more rows, columns or cells",
    "xlsx: merged ranges without end": "merged",
    "xlsx: merged ranges on top of each other": "merged",
    "xlsx: entities that grow": "damaged",
    "ods: a row repeated a million times": "4000 rows",
    "ods: a sheet full of one value": "more rows, columns or cells",
    "ods: repeats without end": "40 rows",
    "ods: cells without end": "1 rows",
    "ods: strange elements without end": "no rows below",
    "ods: entities that grow": "damaged",
}
"""What is said of each, with repeats and bounds a small part of the true ones."""
_REPEATS = 4_000

_SMALL_BOUNDS = """
from tansiq.exchange.workbook import archive, csv, markup, merges, ods, ods_rows, xlsx_rows
for module in (archive, csv, markup, merges, ods, ods_rows, xlsx_rows):
    for name in ("MOST_OF_PART", "LAST_ROW", "LONGEST_LINE", "MOST_CELLS", "MOST_MERGED", "MOST_COVERED", "MOST_NAMES"):
        if hasattr(module, name):
            setattr(module, name, getattr(module, name) // 50 - 1)
csv.LAST_COLUMN = ods_rows.LAST_COLUMN = xlsx_rows.LAST_COLUMN = 300
ods.MOST_CELLS = 500_000
"""
_READ = """
import resource, sys
from pathlib import Path
from tansiq.language.words import speaking
from tansiq.exchange.values.problems import Unreadable
from tansiq.exchange.sheet.understand import understand
before = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
resource.setrlimit(resource.RLIMIT_AS, (before + (200 << 20),) * 2)
with speaking("en"):
    for path in sys.argv[1:]:
        try:
            print(f"{sum(1 for _ in understand(Path(path)).rows())} rows")
        except Unreadable as refused:
            print(refused)
"""


def _read(*paths: Path, bounds: str = "") -> list[str]:
    """What a process that may take 200 megabytes says of each file."""
    command = [sys.executable, "-c", bounds + _READ, *map(str, paths)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_every_hostile_file_is_read_or_refused_in_bounded_memory(tmp_path: Path) -> None:
    made = {}
    for number, (name, make) in enumerate(HOSTILE.items()):
        folder = tmp_path / str(number)
        folder.mkdir()
        made[name] = make(folder, _REPEATS)
    said = dict(zip(made, _read(*made.values(), bounds=_SMALL_BOUNDS), strict=True))
    wrong = {name: answer for name, answer in said.items() if _ANSWERS[name] not in answer}
    assert wrong == {}
    assert said.keys() == _ANSWERS.keys()


@pytest.mark.long
def test_a_hundred_thousand_rows_are_read(tmp_path: Path) -> None:
    row = "".join(f'<c t="str"><v>Name {number}</v></c>' for number in range(20))
    (said,) = _read(xlsx(tmp_path, (f"<row>{row}</row>" for _ in range(100_000))))
    assert said == "100000 rows"
