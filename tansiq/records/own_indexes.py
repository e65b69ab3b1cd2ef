"""The indexes by which lists of many rows are filtered and ordered by own fields: built by the worker, not by a save.

    field 12, in use, kept in order  ->  index own_field_12_number on organization (the value of field 12, id)
    no longer, or of another type    ->  dropped

A large table takes seconds; on PostgreSQL others write to it meanwhile. What is left there of one that was cut off is
kept up with each save and used by no list: it is dropped and built anew.
"""

from types import SimpleNamespace
from typing import Any

from peewee import SQL, Context

from tansiq.models import FieldDefinition
from tansiq.models.definitions import ENTRY, known
from tansiq.models.field_definition import INDEXABLE
from tansiq.platform.background import Job, Order
from tansiq.platform.database import db, is_postgres
from tansiq.platform.progress import Progress
from tansiq.records.extra_sql import value_of

PREFIX = "own_field_"


def keep_indexes() -> tuple[int, int]:
    """Build the indexes that are lacking and drop those that nobody asks for any more; how many of each."""
    asked = [one for one in known().fields.values() if one.is_indexed and one.use_state == "ACTIVE"]
    wanted = {_name(one): one for one in asked if one.value_type in INDEXABLE - {"CALCULATED"}}
    there = _names_there()
    gone = (there - wanted.keys()) | _names_cut_off()
    there -= gone
    for name in sorted(gone):
        db.execute_sql(f"DROP INDEX {_without_waiting()}{name}")
    lacking = {name: one for name, one in wanted.items() if name not in there}
    for name, one in lacking.items():
        _build(name, one)
    return len(lacking), len(gone)


def numbers_in_order() -> frozenset[int]:
    """The numbers of the fields whose index stands, for the type that each has now."""
    there = _names_there()
    return frozenset(one.number for one in known().fields.values() if one.is_indexed and _name(one) in there)


def _name(one: FieldDefinition) -> str:
    """What the index of a field is called; another one where its values are compared as another type."""
    kept, _, number = value_of(_columns(), one).name.partition(".")
    return f"{PREFIX}{number}_{kept}"


def _names_there() -> set[str]:
    names = "SELECT indexname FROM pg_indexes WHERE schemaname = current_schema()"
    if not is_postgres():
        names = "SELECT name FROM sqlite_master WHERE type = 'index'"
    return {name for (name,) in db.execute_sql(names).fetchall() if name.startswith(PREFIX)}


def _names_cut_off() -> set[str]:
    """Those that PostgreSQL began to build beside others who write, and never finished."""
    if not is_postgres():
        return set()
    names = (
        "SELECT relname FROM pg_class JOIN pg_index ON indexrelid = pg_class.oid"
        " WHERE NOT indisvalid AND relnamespace = current_schema()::regnamespace"
    )
    return {name for (name,) in db.execute_sql(names).fetchall() if name.startswith(PREFIX)}


def _build(name: str, one: FieldDefinition) -> None:
    """Entries of all own record types lie in one table: those of one type stand together."""
    value, _ = Context(**db.get_context_options()).sql(value_of(_columns(), one)).query()
    first = '"record_type_id", ' if one.record_table == ENTRY else ""
    columns = f'{first}({value}), "id"'
    db.execute_sql(f'CREATE INDEX {_without_waiting()}{name} ON "{one.record_table}" ({columns})')


def _columns() -> Any:
    """The table of an index, whose columns have no other name there."""
    return SimpleNamespace(extra=SQL('"extra"'))


def _without_waiting() -> str:
    return "CONCURRENTLY " if is_postgres() and not db.in_transaction() else ""


def _look(order: Order, _progress: Progress) -> None:
    """One that was stopped is not tried again: the next round looks at the same."""
    if not order.ended:
        keep_indexes()


JOBS: dict[str, Job] = {"own_indexes": _look}
"""The jobs by name."""
