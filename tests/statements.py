"""Counting the statements that a block sends to the database."""

from collections.abc import Iterator
from contextlib import contextmanager
from logging import Handler, LogRecord, getLogger
from typing import cast


@contextmanager
def told() -> Iterator[list[str]]:
    """The statements of the block, as Peewee tells them to its log, without savepoints."""
    found: list[str] = []

    class Listener(Handler):
        def emit(self, record: LogRecord) -> None:
            sql, _bound = cast("tuple[str, object]", record.msg)
            if "SAVEPOINT" not in sql:
                found.append(sql)

    log, listener, level = getLogger("peewee"), Listener(), getLogger("peewee").level
    log.addHandler(listener)
    log.setLevel("DEBUG")
    try:
        yield found
    finally:
        log.setLevel(level)
        log.removeHandler(listener)
