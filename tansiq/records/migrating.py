"""Bringing the database to the shape of the models: numbered files in migrations/, up and down."""

from pathlib import Path
from typing import NamedTuple

from peewee import SqliteDatabase
from playhouse.migrations import MigrationError, Runner, template
from playhouse.schema_diff import diff_models

from tansiq import models
from tansiq.faults import Fault, Refused
from tansiq.language.words import Sentence, say_count
from tansiq.platform.database import db, use

MIGRATIONS = Path(__file__).resolve().parents[2] / "migrations"


_RECKONED = ("schema_migration", "data_change", "search_")
"""What the names of tables begin with that nobody entered anything in: what is lost with them is made anew."""


class Step(NamedTuple):
    """One migration file and whether it was applied."""

    name: str
    is_applied: bool


def _runner() -> Runner:
    return Runner(db.obj, str(MIGRATIONS))


def up() -> list[str]:
    """Apply all pending migrations in order and return their names."""
    return list(_runner().up())


def down(target: str | None = None, drop_data: bool = False) -> list[str]:
    """Take back the last migration, or all down to `target` inclusive, and return their names.

    Raises Refused(DATA_LOST) with one fault for each table and column that would go with what it holds, unless
    `drop_data` says that it may; MigrationError for a target that was not applied.
    """
    if not drop_data and (lost := losses(target)):
        raise Refused(*(Fault("DATA_LOST", f"{one.table}.{one.column}".rstrip("."), one.sentence) for one in lost))
    return list(_runner().down(target))


class Loss(NamedTuple):
    """A table, or with a `column` one of its columns, that going down drops, and how many rows fill it."""

    table: str
    column: str
    rows: int

    @property
    def sentence(self) -> Sentence:
        """What is lost, for people."""
        if not self.column:
            return say_count("%(table)s: %(count)s row", "%(table)s: %(count)s rows", self.rows, table=self.table)
        return say_count(
            "%(table)s.%(column)s: filled in %(count)s row",
            "%(table)s.%(column)s: filled in %(count)s rows",
            self.rows,
            table=self.table,
            column=self.column,
        )


def losses(target: str | None = None) -> list[Loss]:
    """What `down` would drop that holds something: whole tables first, then columns of tables that stay."""
    names = [step.name for step in status() if step.is_applied]
    if target is not None and target not in names:
        raise MigrationError(f'"{target}" is not an applied migration.')
    kept = names[: names.index(target) if target else -1]
    before, after = _shape(names), _shape(kept)
    tables = [Loss(table, "", _count(table)) for table in sorted(before.keys() - after.keys())]
    columns = [
        Loss(table, column, _count(table, column))
        for table in sorted(after)
        for column in sorted(before.get(table, set()) - after[table])
    ]
    return [loss for loss in (*tables, *columns) if loss.rows]


def _shape(names: list[str]) -> dict[str, set[str]]:
    """The tables with their columns that these migrations, the first ones, lead to: tried in memory, without data."""
    in_use, tried = db.obj, SqliteDatabase(":memory:")
    try:
        # A migration that asks for the database in use must not meet the real one.
        use(tried)
        if names:
            Runner(tried, str(MIGRATIONS)).up(names[-1])
        tables = [table for table in tried.get_tables() if not table.startswith(_RECKONED)]
        return {table: {column.name for column in tried.get_columns(table)} for table in tables}
    finally:
        tried.close()
        use(in_use)


def _count(table: str, column: str = "") -> int:
    """The rows of a table, or those in which a column holds something."""
    rows = f'SELECT count(*) FROM "{table}"'
    if column:
        # Own fields that hold nothing are an empty object.
        rows += f" WHERE \"{column}\" IS NOT NULL AND CAST(\"{column}\" AS TEXT) NOT IN ('', '{{}}')"
    return int(db.execute_sql(rows).fetchone()[0])


def status() -> list[Step]:
    """All migrations in order."""
    return [Step(m.name, m.applied is not None) for m in _runner().status()]


def pending() -> list[str]:
    """Names of the migrations that were not applied yet."""
    return [step.name for step in status() if not step.is_applied]


def draft(name: str) -> Path:
    """Write a numbered draft of what the models have and the database lacks; a person completes it.

    CHECK constraints and changed types are not seen by the comparison: the test of the full definition is.
    """
    body = template(diff_models(db.obj, models.ALL))
    return Path(_runner().create(name, body))
