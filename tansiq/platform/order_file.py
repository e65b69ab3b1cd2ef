"""The file in which orders lie until they are done, and who is at which of them.

An order stays in the file while it is being carried out. Whoever is at it holds a lock on a file of its own, beside
the queue; the system lets go of that lock the moment its holder ends, however it ends. So an order is free if and only
if nobody holds it: nothing depends on a clock, on heartbeats, or on anybody tidying up.

    orders.put ---> queue.db   <--- list, take, tell, done --- worker
                    queue.db.held/7        held by the process that does order 7
                    queue.db.held/worker   held by every worker
"""

import fcntl
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from tansiq.platform import private_files

_TABLE = """
CREATE TABLE IF NOT EXISTS orders (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    job TEXT NOT NULL, row_id INTEGER NOT NULL, account_id INTEGER, language TEXT NOT NULL,
    tries INTEGER NOT NULL DEFAULT 0, ended TEXT NOT NULL DEFAULT '',
    stage TEXT NOT NULL DEFAULT '', count INTEGER NOT NULL DEFAULT 0
)
"""
_COLUMNS = "id, job, row_id, account_id, language, tries, ended, stage, count"


@dataclass(frozen=True)
class Order:
    """One thing to do: the job's name, the row it is about, and the account and language of whoever ordered it.

    `ended` is "" unless the job was begun and stopped for good; then it says why (see `Limits`), and the job is
    called once more, to tell.
    """

    job: str
    row_id: int = 0
    account_id: int | None = None
    language: str = "ar"
    ended: str = ""


@dataclass(frozen=True)
class KeptOrder:
    """An order in the file: its number, how often it was begun, and the stage and count that it told last."""

    id: int
    order: Order
    tries: int
    stage: str
    count: int


class OrderFile:
    """The orders of one file. Every call opens it anew, so that processes may part, and a full disk be over."""

    def __init__(self, place: Path) -> None:
        self._place = place
        self._held = place.with_name(f"{place.name}.held")

    def put(self, order: Order) -> None:
        """Add an order at the end. Raises sqlite3.Error where the file cannot be written, as all that write do."""
        values = (order.job, order.row_id, order.account_id, order.language)
        with self._opened() as orders:
            orders.execute("INSERT INTO orders (job, row_id, account_id, language) VALUES (?, ?, ?, ?)", values)

    def all(self) -> list[KeptOrder]:
        """Every order that is not done, the oldest first."""
        with self._opened() as orders:
            rows = orders.execute(f"SELECT {_COLUMNS} FROM orders ORDER BY id").fetchall()
        return [
            KeptOrder(number, Order(job, row_id, account_id, language, ended), tries, stage, count)
            for number, job, row_id, account_id, language, tries, ended, stage, count in rows
        ]

    def begin(self, number: int) -> bool:
        """Count one more try; False where the order is done already."""
        return self._change("tries = tries + 1, stage = '', count = 0", number)

    def put_back(self, number: int) -> None:
        """Take a try back: it was stopped through no fault of its own."""
        self._change("tries = tries - 1", number)

    def end(self, number: int, why: str) -> None:
        """Note that an order was stopped for good; it is still to be told."""
        self._change("ended = ?", number, why)

    def tell(self, number: int, stage: str, count: int) -> None:
        """Note how far an order is."""
        self._change("stage = ?, count = ?", number, stage, count)

    def done(self, number: int) -> None:
        """Strike an order off."""
        with self._opened() as orders:
            orders.execute("DELETE FROM orders WHERE id = ?", (number,))
        (self._held / str(number)).unlink(missing_ok=True)

    def take(self, number: int) -> int | None:
        """Hold an order: an open file that holds it until it is closed in every process; None where it is held."""
        held = self._open_lock(str(number))
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(held)
            return None
        return held

    def is_held(self, number: int) -> bool:
        """Whether somebody is at an order."""
        return self._is_locked(str(number))

    def be_worker(self) -> int:
        """An open file by which a worker is known as one until it is closed."""
        held = self._open_lock("worker")
        fcntl.flock(held, fcntl.LOCK_SH)
        return held

    def has_worker(self) -> bool:
        """Whether any worker runs."""
        return self._is_locked("worker")

    def _change(self, what: str, number: int, *values: object) -> bool:
        with self._opened() as orders:
            changed = orders.execute(f"UPDATE orders SET {what} WHERE id = ?", (*values, number))
            return changed.rowcount > 0

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        # A folder that is gone is not made again: it may be a disk that is away for a moment.
        if self._place.parent.is_dir():
            private_files.make_file(self._place)
        with closing(sqlite3.connect(self._place, timeout=10)) as orders, orders:
            orders.execute(_TABLE)
            yield orders

    def _open_lock(self, name: str) -> int:
        self._held.mkdir(parents=True, exist_ok=True, mode=0o700)
        return os.open(self._held / name, os.O_RDWR | os.O_CREAT, 0o600)

    def _is_locked(self, name: str) -> bool:
        with suppress(FileNotFoundError):
            looked = os.open(self._held / name, os.O_RDWR)
            try:
                fcntl.flock(looked, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return True
            finally:
                os.close(looked)
        return False
