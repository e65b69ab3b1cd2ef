"""Bringing the database to the shape of the models: numbered files in migrations/, up and down."""

from pathlib import Path
from typing import NamedTuple

from playhouse.migrations import Runner, template
from playhouse.schema_diff import diff_models

from tansiq import models
from tansiq.platform.database import db

MIGRATIONS = Path(__file__).resolve().parents[2] / "migrations"


class Step(NamedTuple):
    """One migration file and whether it was applied."""

    name: str
    is_applied: bool


def _runner() -> Runner:
    return Runner(db.obj, str(MIGRATIONS))


def up() -> list[str]:
    """Apply all pending migrations in order and return their names."""
    return list(_runner().up())


def down(target: str | None = None) -> list[str]:
    """Take back the last migration, or all down to `target` inclusive, and return their names."""
    return list(_runner().down(target))


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
