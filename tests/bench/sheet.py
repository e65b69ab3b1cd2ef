"""A workbook of 24,088 rows through `flask fivew import`, whole: rows a second and the most memory it held.

Each import is a process of its own, started as an operator starts it, so its start counts too.
"""

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from tests.bench.report import AT_LEAST, AT_MOST, Finding
from tests.conftest import SHARED_DATA

WORKBOOK = SHARED_DATA / "fivew" / "mli_3w_dec2023.xlsx"
ROWS = 24_088
ROWS_A_SECOND, MEGABYTES = 3_000, 300


@dataclass(frozen=True)
class Run:
    """What one process took: seconds, and the most memory in megabytes (10^6 bytes)."""

    seconds: float
    megabytes: float


def sheet(database: str, address: str) -> list[Finding]:
    """Import the workbook twice into the empty database at `address`; the second time changes nothing."""
    _flask(address, "migrate", "up")
    first = _flask(address, "fivew", "import", str(WORKBOOK))
    second = _flask(address, "fivew", "import", str(WORKBOOK))
    return [
        _speed("Mali sheet, first import", database, first),
        _speed("Mali sheet, the same again", database, second),
        Finding("Mali sheet, memory", database, ROWS, "MB", first.megabytes, None, first.megabytes, AT_MOST, MEGABYTES),
    ]


def _speed(question: str, database: str, run: Run) -> Finding:
    return Finding(question, database, ROWS, "s", run.seconds, None, ROWS / run.seconds, AT_LEAST, ROWS_A_SECOND)


def _flask(address: str, *words: str) -> Run:
    """Run one command of the program to its end. Raises RuntimeError with what it said if it fails."""
    environment = os.environ | {"TANSIQ_DATABASE_URL": address, "FLASK_APP": "app:create_app"}
    began = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "flask", *words], env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    with process:
        said = process.stdout.read() if process.stdout else b""
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(said.decode(errors="replace"))
    return Run(time.perf_counter() - began, usage.ru_maxrss * 1024 / 1e6)


def is_there(workbook: Path = WORKBOOK) -> bool:
    """Whether the public workbook lies beside this checkout."""
    return workbook.is_file()
