"""A workbook of 24,088 rows through `tansiq fivew import`, whole: rows a second and the most memory it held.

Each import is a process of its own, started as an operator starts it, so its start counts too.
"""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import orjson

from tests.bench.report import AT_LEAST, AT_MOST, Finding
from tests.conftest import SHARED_DATA

WORKBOOK = SHARED_DATA / "fivew" / "mli_3w_dec2023.xlsx"
IMPORT = ("fivew", "import", "--good-rows-only", str(WORKBOOK))
ROWS = 24_088
ROWS_A_SECOND, MEGABYTES = 3_000, 300


@dataclass(frozen=True)
class Run:
    """What one process took: seconds by the clock, seconds of the processor, the most memory (10^6 bytes)."""

    seconds: float
    processor: float
    megabytes: float


def sheet(database: str, address: str) -> list[Finding]:
    """Import the workbook twice into the empty database at `address`; the second time changes nothing."""
    _flask(address, "migrate", "up")
    first = _flask(address, *IMPORT)
    second = _flask(address, *IMPORT)
    return [
        _speed("Mali sheet, first import (clock, processor)", database, first),
        _speed("Mali sheet, the same again (clock, processor)", database, second),
        Finding("Mali sheet, memory", database, ROWS, "MB", first.megabytes, None, first.megabytes, AT_MOST, MEGABYTES),
    ]


def _speed(question: str, database: str, run: Run) -> Finding:
    """Ours is the clock, the other the processor: on a busy machine the two lie far apart."""
    figure = ROWS / run.seconds
    return Finding(question, database, ROWS, "s", run.seconds, run.processor, figure, AT_LEAST, ROWS_A_SECOND)


def _flask(address: str, *words: str) -> Run:
    """Run one command of the program to its end. Raises RuntimeError with what it said if it fails."""
    environment = os.environ | {"TANSIQ_DATABASE_URL": address, "FLASK_APP": "app:create_app"}
    command = [sys.executable, "-m", "tests.bench.alone", sys.executable, "-m", "flask", *words]
    told = subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=True)
    found = orjson.loads(told.stdout)
    if found["code"]:
        raise RuntimeError(found["said"])
    return Run(found["seconds"], found["processor"], found["megabytes"])


def is_there(workbook: Path = WORKBOOK) -> bool:
    """Whether the public workbook lies beside this checkout."""
    return workbook.is_file()
