"""What every row has: an identity, a version for optimistic locking, and the days it came and went."""

from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import UTC, datetime
from functools import lru_cache
from time import time
from typing import Any, ClassVar, Self, final

from peewee import AutoField, CharField, DateTimeField, IntegerField, Model, TextField

from tansiq.faults import Fault
from tansiq.language.cleaning import clean_line, clean_lines
from tansiq.language.words import say
from tansiq.models.column_values import COMPARABLE, Bounds, column_faults, is_row_id
from tansiq.models.extra import PREFIX, number_of
from tansiq.platform.database import db
from tansiq.platform.plain_rows import plain_names


def now() -> datetime:
    """The present moment in UTC, without a zone, as both databases store it: to the second."""
    return _moment(int(time()))


@lru_cache(maxsize=4)
def _moment(second: int) -> datetime:
    """Rows that are entered in one second share their moment: a sheet asks for it several times a row."""
    return datetime.fromtimestamp(second, UTC).replace(tzinfo=None)


class Table(Model):
    """A table of this database. Rows that people enter derive from Record instead."""

    id = AutoField()

    # Peewee's own: the columns that were set since the row was read or saved.
    _dirty: set[str]

    # The least and the most of numbers and days that make sense, by column; what is not named holds what its type does.
    bounds: ClassVar[Mapping[str, Bounds]] = {}

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
    # Fields that a person enters here and that records of their own keep and tell: the row shows the last of these.
    told_apart: ClassVar[frozenset[str]] = frozenset()

    # The key to the row that is held while one of these is written, where they are numbered among each other.
    held_with: ClassVar[str] = ""

    # What the fields hold that a ministry defined, by number (tansiq.models.extra); tables without such fields lack it.
    extra: dict[str, Any]

    def complete(self) -> None:
        """Fill the derived fields from the row's own values and parents, just before it is saved."""

    @final
    def clean(self) -> None:
        """Take off what was pasted around and between the words that people enter: tabs, marks that nobody sees."""
        for name, clean in cleaning(type(self)).items():
            if isinstance(text := self.__data__.get(name), str) and (cleaned := clean(text)) != text:
                setattr(self, name, cleaned)

    def faults(self) -> Iterator[Fault]:
        """What is wrong with this row by the rules of the field, told from the row alone.

        What no column keeps is told before, by `all_faults`, which whoever saves a row asks; here such a value is not
        known: None, and "" of a text.
        """
        yield from ()

    def faults_when_saved(self, before: Mapping[str, Any]) -> Iterator[Fault]:
        """What is wrong beside that when one row is saved, by rules that look at other rows or that stored rows may
        break: these came before the rule, or from a sheet, whose rows are told in their own way.

        `before` are its stored values, {} of a new row or of one that comes back. It may hold what no column keeps.
        """
        yield from ()

    def faults_of_act(self, act: str) -> Iterator[Fault]:
        """What stands against doing this to the stored row, whatever it says: ARCHIVE, RESTORE, or CHANGE of its
        parts alone."""
        yield from ()

    def fault_of_taken_value(self) -> Fault:
        """What is wrong where another row has a value already that only one may have."""
        return Fault("CONFLICT", "", TAKEN)

    @final
    def all_faults(self, later: Collection[str] = ()) -> list[Fault]:
        """Everything wrong with this row, cleaned: its columns, its rules, and what is derived from it; [] and it is
        complete.

        `later` are columns that are filled after this, such as the intervention of a new site.
        """
        self.clean()
        given = self._given(later)
        found = list(column_faults(type(self), given))
        unknown = {fault.field: self._unknown(fault, given[fault.field]) for fault in found}
        judged = type(self)(**{**self.__data__, **unknown}) if found else self
        return [*found, *judged._broken_rules(unknown)] or self._derived_faults()

    def keeps(self, *names: str) -> bool:
        """Whether these columns keep what they are given: a rule that compares it, or asks the database, may."""
        return not list(column_faults(type(self), {name: self.__data__.get(name) for name in names}))

    def referred(self, name: str) -> Any:
        """The stored row that a column refers to; None where it is empty, or holds what is the id of none."""
        row_id, model = self.__data__.get(name), self._meta.fields[name].rel_model
        return model.get_or_none(model.id == row_id) if is_row_id(row_id) else None

    def _unknown(self, fault: Fault, value: Any) -> Any:
        """What the rules are asked about in the place of a value that no column keeps: they compare days and numbers,
        and look for others like it."""
        if isinstance(self._meta.fields[fault.field], CharField | TextField):
            return value if isinstance(value, str) else ""
        return value if fault.code in COMPARABLE else None

    def _broken_rules(self, told: Collection[str]) -> Iterator[Fault]:
        """The faults by the rules, but for fields that are told of already."""
        try:
            yield from (fault for fault in self.faults() if fault.field not in told)
        except TypeError:
            # A rule that compares what is not known has nothing to say; in a row that is whole it is a fault of ours.
            if not told:
                raise

    def _given(self, later: Collection[str]) -> dict[str, Any]:
        data, skipped = self.__data__, self.derived | {"id", *later}
        return {name: data.get(name) for name in self._meta.sorted_field_names if name not in skipped}

    def _derived_faults(self) -> list[Fault]:
        """A text may grow as it is folded: one sign can stand for many letters."""
        self.complete()
        keys = [name for name in self.derived if isinstance(self._meta.fields[name], CharField)]
        filled = {name: value for name in keys if (value := self.__data__.get(name)) is not None}
        if any(column_faults(type(self), filled)):
            text = say("Shorten the names and numbers: written out to be searched, they are too long.")
            return [Fault("TOO_LONG", "", text)]
        return []

    def values(self) -> dict[str, Any]:
        """What a person entered, by field name: references as ids, derived and bookkeeping fields left out.

        Fields that a ministry defined follow as "extra.12", each as JSON keeps it, where the row knows something.
        """
        data = self.__data__
        own = {name: data.get(name) for name in _entered_names(type(self))}
        return own | {f"{PREFIX}{number}": value for number, value in (data.get("extra") or {}).items()}

    @property
    def is_asked_whole(self) -> bool:
        """Whether it must hold what the ministry requires, and is asked its rules: not while it is being filled."""
        return True

    @final
    @classmethod
    def of(cls, values: Mapping[str, Any]) -> Self:
        """A new row that holds these values, by name as `values` tells them, own fields among them."""
        row = cls()
        are_rows = any(issubclass(kind, Model) for kind in set(map(type, values.values())))
        if not are_rows and plain_names(cls).issuperset(values):
            # What peewee would do, in one go instead of a call for each of fifty columns.
            row.__data__.update(values)
            row._dirty.update(values)
            return row
        for name, value in values.items():
            row.enter(name, value)
        return row

    @final
    def enter(self, name: str, value: Any) -> None:
        """Let the field of this name hold a value: a column, or as "extra.12" a field that a ministry defined, whose
        value is given as JSON keeps it; None and "" mean that it is not known."""
        if (number := number_of(name)) is None:
            setattr(self, name, value)
            return
        # Rows may share the dictionary: a copy of a row, the row as it was read.
        rest = {key: held for key, held in (self.extra or {}).items() if key != str(number)}
        self.extra = rest if value in (None, "", []) else {**rest, str(number): value}

    @final
    def entered(self, name: str) -> Any:
        """What the field of this name holds, as `values` tells it; None where it is not known."""
        number = number_of(name)
        return self.__data__.get(name) if number is None else (self.__data__.get("extra") or {}).get(str(number))


@lru_cache(maxsize=256)
def cleaning(table: type[Record]) -> dict[str, Callable[[str], str]]:
    """How the words of each column that people fill are cleaned: a line, or several."""
    columns = {name: table._meta.fields[name] for name in table._meta.sorted_field_names if name not in table.derived}
    lines = {name: clean_line for name, column in columns.items() if isinstance(column, CharField)}
    return lines | {name: clean_lines for name, column in columns.items() if isinstance(column, TextField)}


@lru_cache(maxsize=256)
def _entered_names(table: type[Record]) -> tuple[str, ...]:
    """The columns that people fill."""
    skipped = _BOOKKEEPING | table.derived
    return tuple(name for name in table._meta.sorted_field_names if name not in skipped)


TAKEN = say("Another record already has this code, number or combination.")
_BOOKKEEPING = frozenset({"id", "version", "created_at", "changed_at", "archived_at", "extra"})
