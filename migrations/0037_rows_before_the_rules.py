"""Rows that break rules which came after them, such as two sites of one place and group: told, not changed.

`tansiq records check` tells them again at any time.
"""

import structlog
from peewee import Database
from playhouse.migrate import SchemaMigrator

from tansiq.records.broken_rules import find_broken_rules

log = structlog.get_logger("migrations")


def up(migrator: SchemaMigrator, db: Database) -> None:
    for table, column, code, ids in find_broken_rules():
        log.warning("rows before the rules", table=table, column=column, code=code, ids=ids[:20], count=len(ids))


def down(migrator: SchemaMigrator, db: Database) -> None:
    """Nothing was changed."""
