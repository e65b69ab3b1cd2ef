"""What every row has: an identity, a version for optimistic locking, and the days it came and went."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, ClassVar

from peewee import AutoField, DateTimeField, IntegerField, Model

from tansiq.faults import Fault
from tansiq.language.words import say
from tansiq.platform.database import db


def now() -> datetime:
    """The present moment in UTC, without a zone, as both databases store it."""
    return datetime.now(UTC).replace(tzinfo=None, microsecond=0)


class Table(Model):
    """A table of this database. Rows that people enter derive from Record instead."""

    id = AutoField()

    class Meta:
        database = db
        legacy_table_names = False


class Record(Table):
    """A row that a person enters: it has a version and is archived rather than deleted."""

    version = IntegerField(default=1)
    created_at = DateTimeField(default=now)
    changed_at = DateTimeField(default=now)
    # No index: nearly all rows are not archived, and without statistics SQLite would walk that index for them.
    archived_at = DateTimeField(null=True)

    # Fields written by the machine: they are neither offered in forms nor told in the history.
    derived: ClassVar[frozenset[str]] = frozenset()
    # Of these, what nothing could derive anew, such as where a file lies: a proposal carries them beside its values.
    carried: ClassVar[frozenset[str]] = frozenset()

    def complete(self) -> None:
        """Fill the derived fields from the row's own values and parents, just before it is saved."""

    def faults(self) -> Iterator[Fault]:
        """Everything wrong with this row that can be told from the row alone."""
        yield from ()

    def fault_of_taken_value(self) -> Fault:
        """What is wrong where another row has a value already that only one may have."""
        return Fault("CONFLICT", "", TAKEN)

    def values(self) -> dict[str, Any]:
        """What a person entered, by field name: references as ids, derived and bookkeeping fields left out."""
        skipped = _BOOKKEEPING | self.derived
        data = self.__data__
        return {name: data.get(name) for name in self._meta.sorted_field_names if name not in skipped}


TAKEN = say("Another record already has this code, number or combination.")
_BOOKKEEPING = frozenset({"id", "version", "created_at", "changed_at", "archived_at"})
