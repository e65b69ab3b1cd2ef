"""The statements that a block sends to the database, as Peewee tells them to its log: for counting and trying them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from logging import Handler, LogRecord, getLogger
from typing import Any, cast

Statement = tuple[str, Any]
"""The text of a statement, and the values bound in it."""


@contextmanager
def told() -> Iterator[list[str]]:
    """The texts of the statements of the block, without savepoints."""
    found: list[str] = []
    with _listening(lambda statement: None if "SAVEPOINT" in statement[0] else found.append(statement[0])):
        yield found


@contextmanager
def sent() -> Iterator[list[Statement]]:
    """The statements of the block with their values."""
    found: list[Statement] = []
    with _listening(found.append):
        yield found


@contextmanager
def _listening(note: Callable[[Statement], None]) -> Iterator[None]:
    class Listener(Handler):
        def emit(self, record: LogRecord) -> None:
            note(cast("Statement", record.msg))

    log, listener, level = getLogger("peewee"), Listener(), getLogger("peewee").level
    log.addHandler(listener)
    log.setLevel("DEBUG")
    try:
        yield
    finally:
        log.setLevel(level)
        log.removeHandler(listener)
