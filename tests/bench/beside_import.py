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
from collections.abc import Callable, Iterator
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
SECTORS = ("WSH", "HEA", "FSC", "EDU", "NUT", "PRO", "SHL")
STATUSES = ("Planned", "Ongoing", "Completed")


def beside_import(kind: str, server: Any, runs: int = RUNS, rows: int = ROWS) -> list[Finding]:
    """The findings of imports beside people at work, on one of the kinds of database."""
    address = _prepared(kind, server)
    with closing(use(open_database(address))) as database:
        database.connect()
        districts = [(area.parent.name_en, area.name_en, area.pcode) for area in Area.select().where(Area.level == 2)]
        edited = _edited(2)
        before = _deadlocks(database)
    noted, seconds = Noted(), list[float]()
    with _serving(address) as port:
        people: list[Callable[[threading.Event], None]] = [partial(read, port, noted, SEED + n) for n in range(4)]
        people += [partial(save, port, noted, page) for page in edited]
        with at_work(people):
            for run in range(runs):
                file = sheet(FOLDER / f"{run}.csv", rows, SEED + run, districts)
                began = time.perf_counter()
                ended = _tansiq(address, "fivew", "import", str(file))
                seconds.append(time.perf_counter() - began)
                if ended.returncode or "number" not in ended.stdout + "number":
                    noted.refused.append(f"import: {ended.stdout[-300:]} {ended.stderr[-300:]}")
    with closing(use(open_database(address))) as database:
        database.connect()
        deadlocks = _deadlocks(database) - before
    for page, taken in sorted(noted.by_page.items()):
        print(f"/admin/{page}: {len(taken)} times, median {median(taken):.2f} s, longest {max(taken):.2f} s")  # noqa: T201
    print("\n".join(noted.refused[:20]))  # noqa: T201  The bench speaks to whoever runs it.
    return _findings(kind, rows, noted, seconds, deadlocks)


def _findings(kind: str, rows: int, noted: Noted, seconds: list[float], deadlocks: int) -> list[Finding]:
    reading, saving = sorted(noted.reading), sorted(noted.saving)

    def found(question: str, unit: str, figure: float, target: float | None) -> Finding:
        return Finding(
            f"{question}, beside {len(seconds)} imports", kind, rows, unit, figure, None, figure, AT_MOST, target
        )

    return [
        found("an import", "s", median(seconds), None),
        found("refused", "", len(noted.refused), 0),
        found("waited for each other in a circle", "", deadlocks, 0),
        found(f"{len(reading)} pages read, median", "ms", median(reading) * 1000, None),
        found("pages read, 99 of 100 within", "ms", reading[int(len(reading) * 0.99)] * 1000, 500),
        found("pages read, longest", "s", reading[-1], 2),
        found(f"{len(saving)} forms saved, median", "ms", median(saving) * 1000, None),
        found("forms saved, longest", "s", saving[-1], 2),
    ]


def eight_save(kind: str, server: Any, saves: int = SAVES) -> list[Finding]:
    """Eight people save different records: how many of them are told that the register is busy."""
    address = _prepared(kind, server)
    with closing(use(open_database(address))) as database:
        database.connect()
        edited = _edited(8)
    noted, each = Noted(), -(-saves // 8)
    with _serving(address) as port:
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


def _prepared(kind: str, server: Any) -> str:
    """The address of a database with the demonstration in it."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    address = loading.empty_address(kind, server)
    for words in (("migrate", "up"), ("reference", "load", "yemen"), ("demo", "load")):
        _tansiq(address, *words).check_returncode()
    return address


def _environment(address: str) -> dict[str, str]:
    own = {
        "TANSIQ_DATABASE_URL": address,
        "TANSIQ_QUEUE_URL": f"sqlite:///{FOLDER}/queue.db",
        "TANSIQ_UPLOAD_FOLDER": f"{FOLDER}/uploads",
        "TANSIQ_DEMO": "1",
        "TANSIQ_LANGUAGE": "en",
        "TANSIQ_LOG_LEVEL": "WARNING",
    }
    return os.environ | own


def _tansiq(address: str, *words: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-c", "from tansiq.commands.script import main; main()", *words]
    return subprocess.run(command, env=_environment(address), capture_output=True, text=True, check=False)


@contextmanager
def _serving(address: str) -> Iterator[int]:
    """The back office served by two processes of four threads each, at the port given."""
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    gunicorn = ["-m", "gunicorn", "--bind", f"127.0.0.1:{port}", "--workers", "2", "--threads", "4"]
    command = [sys.executable, *gunicorn, "--no-control-socket", "--log-level", "error", "app:create_app()"]
    web = subprocess.Popen(command, env=_environment(address))
    try:
        _wait_for(port)
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
