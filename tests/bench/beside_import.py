"""An import beside people at work: python -m tests.bench.beside_import [sqlite|postgres] [RUNS].

Ten imports of 10,525 rows each, one after the other, while two people save and four read; then eight people save
different records. What is promised: nobody is refused, nobody waits in a circle, readers are answered within half a
second, and nobody waits for more than two.
"""

import csv
import os
import random
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

from tansiq.models import Area, Intervention, Organization
from tansiq.platform.database import open_database, use
from tests.bench import loading
from tests.bench.people_at_work import Browser, Noted, at_work, read, save
from tests.bench.report import AT_MOST, Finding, table
from tests.fivew import HEADER

ROWS, RUNS, SAVES = 10_525, 10, 500
FOLDER = loading.FOLDER / "beside"
SEED = 20261128
QUIET = 20.0
"""Seconds that the same people work before the first import."""
SECTORS = ("WSH", "HEA", "FSC", "EDU", "NUT", "PRO", "SHL")
STATUSES = ("Planned", "Ongoing", "Completed")


def beside_import(kind: str, server: Any, runs: int = RUNS, rows: int = ROWS) -> list[Finding]:
    """The findings of imports beside people at work, on one of the kinds of database."""
    address = prepared(kind, server)
    with closing(use(open_database(address))) as database:
        database.connect()
        districts = [(area.parent.name_en, area.name_en, area.pcode) for area in Area.select().where(Area.level == 2)]
        edited = _edited(2)
        before = _deadlocks(database)
    noted, alone, seconds = Noted(), Noted(), list[float]()
    with served(address, BACK_OFFICE, _wait_for) as port:
        with at_work(_people(port, alone, edited)):
            time.sleep(QUIET)
        with at_work(_people(port, noted, edited)):
            for run in range(runs):
                file = sheet(FOLDER / f"{run}.csv", rows, SEED + run, districts)
                began = time.perf_counter()
                ended = tansiq(address, "fivew", "import", str(file))
                seconds.append(time.perf_counter() - began)
                if ended.returncode:
                    noted.refused.append(f"import: {ended.stdout[-300:]} {ended.stderr[-300:]}")
    with closing(use(open_database(address))) as database:
        database.connect()
        deadlocks = _deadlocks(database) - before
    for page, taken in sorted(noted.by_page.items()):
        print(f"/admin/{page}: {len(taken)} times, median {median(taken):.2f} s, longest {max(taken):.2f} s")  # noqa: T201
    print("\n".join(noted.refused[:20]))  # noqa: T201  The bench speaks to whoever runs it.
    return _findings(kind, rows, (noted, alone), seconds, deadlocks)


def _people(port: int, noted: Noted, edited: list[str]) -> list[Callable[[threading.Event], None]]:
    """Four who read, and two who save."""
    readers = [partial(read, port, noted, SEED + n) for n in range(4)]
    return [*readers, *(partial(save, port, noted, page) for page in edited)]


def _findings(kind: str, rows: int, noted: tuple[Noted, Noted], seconds: list[float], deadlocks: int) -> list[Finding]:
    """Beside each figure that of the same people without an import, on the same busy machine."""
    ours, alone = noted
    reading, saving = sorted(ours.reading), sorted(ours.saving)
    reading_alone, saving_alone = sorted(alone.reading), sorted(alone.saving)

    def found(question: str, unit: str, figure: float, target: float | None, other: float | None = None) -> Finding:
        return Finding(
            f"{question}, beside {len(seconds)} imports", kind, rows, unit, figure, other, figure, AT_MOST, target
        )

    return [
        found("an import", "s", median(seconds), None),
        found("refused", "", len(ours.refused), 0),
        found("waited for each other in a circle", "", deadlocks, 0),
        found("pages read, median", "ms", median(reading) * 1000, None, median(reading_alone) * 1000),
        found(
            "pages read, 99 of 100 within", "ms", _nearly_all(reading) * 1000, 500, _nearly_all(reading_alone) * 1000
        ),
        found("pages read, longest", "s", reading[-1], 2, reading_alone[-1]),
        found("forms saved, median", "ms", median(saving) * 1000, None, median(saving_alone) * 1000),
        found("forms saved, longest", "s", saving[-1], 2, saving_alone[-1]),
    ]


def _nearly_all(ordered: list[float]) -> float:
    return ordered[int(len(ordered) * 0.99)]


def eight_save(kind: str, server: Any, saves: int = SAVES) -> list[Finding]:
    """Eight people save different records: how many of them are told that the register is busy."""
    address = prepared(kind, server)
    with closing(use(open_database(address))) as database:
        database.connect()
        edited = _edited(8)
    noted, each = Noted(), -(-saves // 8)
    with served(address, BACK_OFFICE, _wait_for) as port:
        never = threading.Event()
        people = [threading.Thread(target=save, args=(port, noted, page, never, each)) for page in edited]
        for person in people:
            person.start()
        for person in people:
            person.join()
    print("\n".join(noted.refused[:20]))  # noqa: T201  The same.
    name = f"of {len(noted.saving)} saves by eight people"
    return [
        Finding(f"refused {name}", kind, 0, "", len(noted.refused), None, len(noted.refused), AT_MOST, 0),
        Finding(f"longest {name}", kind, 0, "s", max(noted.saving), None, max(noted.saving), AT_MOST, 2),
    ]


def sheet(path: Path, rows: int, seed: int, districts: list[tuple[str, str, str]]) -> Path:
    """A 5W sheet of invented work: forty organisations, three rows of each intervention or so, as CSV."""
    dice = random.Random(seed)  # noqa: S311  The same sheet in every run.
    with path.open("w", encoding="utf-8-sig", newline="") as out:
        write = csv.writer(out)
        write.writerow(HEADER)
        for number in range(rows):
            one = dice.randrange(40)
            governorate, district, pcode = dice.choice(districts)
            work = (f"Work {seed} no. {number // 3}", f"2026-{1 + number // 3 % 9:02}-01", "2026-12-31")
            write.writerow([
                f"Bench Relief {one:02}", f"BR{one:02}", "NNGO", governorate, district, pcode, "",
                SECTORS[number // 3 % len(SECTORS)], *work, STATUSES[number // 3 % 3],
                dice.choice(("IDP", "HOST", "ALL")), 100 + number % 900, number % 100,
            ])  # fmt: skip
    return path


def _edited(count: int) -> list[str]:
    """The addresses of the forms of interventions and organisations in turn, each of another record."""
    half = -(-count // 2)
    works = [f"intervention/edit/?id={row.id}" for row in Intervention.select().order_by(Intervention.id).limit(half)]
    bodies = [f"organization/edit/?id={row.id}" for row in Organization.select().order_by(Organization.id).limit(half)]
    return [page for pair in zip(works, bodies, strict=True) for page in pair][:count]


def _deadlocks(database: Any) -> int:
    """How often PostgreSQL had to take a transaction back for the sake of another one; SQLite never has to."""
    if not database.__class__.__name__.startswith("P"):
        return 0
    asked = database.execute_sql("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")
    return int(asked.fetchone()[0])


def prepared(kind: str, server: Any) -> str:
    """The address of a database with the demonstration in it."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    address = loading.empty_address(kind, server)
    for words in (("migrate", "up"), ("reference", "load", "yemen"), ("demo", "load")):
        tansiq(address, *words).check_returncode()
    return address


def environment(address: str) -> dict[str, str]:
    """The settings of a process of the program at work on the database at `address`."""
    own = {
        "TANSIQ_DATABASE_URL": address,
        "TANSIQ_QUEUE_URL": f"sqlite:///{FOLDER}/queue.db",
        "TANSIQ_UPLOAD_FOLDER": f"{FOLDER}/uploads",
        "TANSIQ_DEMO": "1",
        "TANSIQ_LANGUAGE": "en",
        "TANSIQ_LOG_LEVEL": "WARNING",
    }
    return os.environ | own


def tansiq(address: str, *words: str) -> "subprocess.CompletedProcess[str]":
    """Run one command of the program to its end."""
    command = [sys.executable, "-c", "from tansiq.commands.script import main; main()", *words]
    return subprocess.run(command, env=environment(address), capture_output=True, text=True, check=False)


BACK_OFFICE = ("--workers", "2", "--threads", "4", "app:create_app()")
"""Two processes of four threads each."""


@contextmanager
def served(address: str, words: Sequence[str], wait: Callable[[int], None], **settings: str) -> Iterator[int]:
    """The application served by gunicorn on this machine alone, as the words say, and ended with the block; its port.

    `wait` returns when it answers.
    """
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    command = [sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{port}", "--no-control-socket"]
    web = subprocess.Popen([*command, "--log-level", "error", *words], env=environment(address) | settings)
    try:
        wait(port)
        yield port
    finally:
        web.terminate()
        web.wait()


def _wait_for(port: int) -> None:
    for _ in range(300):
        try:
            Browser(port).sign_in()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError("the back office does not answer")


def main(words: list[str]) -> None:
    """Measure on one kind of database, or on both."""
    kinds = [word for word in words if word in loading.KINDS] or list(loading.KINDS)
    runs = next((int(word) for word in words if word.isdigit()), RUNS)
    with loading.postgres_server() as server:
        for kind in kinds:
            print(table([*beside_import(kind, server, runs), *eight_save(kind, server)]), flush=True)  # noqa: T201  The same.


if __name__ == "__main__":
    main(sys.argv[1:])
