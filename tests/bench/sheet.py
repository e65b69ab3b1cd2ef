"""Sheets through `tansiq fivew import`, whole: rows a second and the most memory it held.

    a workbook of 24,088 rows of 40 columns, half of them repeated    few interventions of many sites
    a text of 10,525 rows of invented work in Yemen                   nearly an intervention a row

Each import is a process of its own, started as an operator starts it, so its start counts too.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import orjson

from tansiq.models import Area
from tansiq.platform.database import open_database, use
from tests.bench import beside_import, loading
from tests.bench.report import AT_LEAST, AT_MOST, Finding
from tests.conftest import SHARED_DATA

WORKBOOK = SHARED_DATA / "fivew" / "mli_3w_dec2023.xlsx"
IMPORT = ("fivew", "import", "--good-rows-only")
ROWS, INVENTED = 24_088, 10_525
ROWS_A_SECOND, MEGABYTES = 3_500, 250


@dataclass(frozen=True)
class Run:
    """What one process took: seconds by the clock, seconds of the processor, the most memory (10^6 bytes)."""

    seconds: float
    processor: float
    megabytes: float


def sheet(database: str, address: str) -> Iterator[Finding]:
    """Import both sheets twice into the empty database at `address`; the second time changes nothing."""
    _tansiq(address, "migrate", "up")
    _tansiq(address, "reference", "load", "yemen")
    if is_there():
        yield from _twice("Mali sheet", database, address, WORKBOOK, ROWS)
    else:
        print(f"SKIPPED: {WORKBOOK.name} is not beside this checkout")  # noqa: T201  The bench speaks to whoever runs it.
    yield from _twice("invented sheet", database, address, _invented(address), INVENTED)


def _invented(address: str) -> Path:
    with closing(use(open_database(address))) as opened:
        opened.connect()
        districts = [(area.parent.name_en, area.name_en, area.pcode) for area in Area.select().where(Area.level == 2)]
    return beside_import.sheet(loading.FOLDER / "invented.csv", INVENTED, beside_import.SEED, districts)


def _twice(name: str, database: str, address: str, file: Path, rows: int) -> Iterator[Finding]:
    first, again = (_tansiq(address, *IMPORT, str(file)) for _ in range(2))
    yield _speed(f"{name}, first import (processor, clock)", database, first, rows)
    yield _speed(f"{name}, the same again (processor, clock)", database, again, rows)
    yield Finding(f"{name}, memory", database, rows, "MB", first.megabytes, None, first.megabytes, AT_MOST, MEGABYTES)


def _speed(question: str, database: str, run: Run, rows: int) -> Finding:
    """Ours is the processor, the other the clock: one process does one thing at a time, and on a busy machine the two
    lie far apart."""
    figure = rows / run.processor
    return Finding(question, database, rows, "s", run.processor, run.seconds, figure, AT_LEAST, ROWS_A_SECOND)


def _tansiq(address: str, *words: str) -> Run:
    """Run one command of the program to its end. Raises RuntimeError with what it said if it fails."""
    environment = os.environ | {"TANSIQ_DATABASE_URL": address}
    # An installed program is compiled once, and not at each start.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    program = (sys.executable, "-c", "from tansiq.commands.script import main; main()")
    command = [sys.executable, "-m", "tests.bench.alone", *program, *words]
    told = subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=True)
    found = orjson.loads(told.stdout)
    if found["code"]:
        raise RuntimeError(found["said"])
    return Run(found["seconds"], found["processor"], found["megabytes"])


def is_there(workbook: Path = WORKBOOK) -> bool:
    """Whether the public workbook lies beside this checkout."""
    return workbook.is_file()
