"""Stamps of the data: a number per table that grows with every change, so that caches know when to forget."""

from collections.abc import Iterable

from peewee import Model

from tansiq.models import DataVersion
from tansiq.platform.database import db

_STAMPS = 'SELECT "name", "number" FROM "data_version"'
"""Written out: every request of a portal asks it, and putting it together took longer than asking."""


def table_name(model: type[Model]) -> str:
    """The name under which a table's history and stamp are kept."""
    return str(model._meta.table_name)


def bump(names: Iterable[str]) -> None:
    """Count one more change to each of these tables; part of the change's own transaction."""
    for name in sorted(set(names)):
        changed = DataVersion.update(number=DataVersion.number + 1).where(DataVersion.name == name).execute()
        if not changed:
            DataVersion.insert(name=name, number=1).on_conflict_ignore().execute()


def stamps() -> dict[str, int]:
    """The number of every table that was ever changed, by name; one short statement."""
    found: list[tuple[str, int]] = db.execute_sql(_STAMPS).fetchall()
    return dict(found)
