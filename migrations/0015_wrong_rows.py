"""Values that no column should hold and that were taken before every value was asked: told, not changed.

`tansiq records check` tells them again at any time.
"""

import structlog
from peewee import Database
from playhouse.migrate import SchemaMigrator

from tansiq.records.wrong_rows import find_wrong_rows

log = structlog.get_logger("migrations")


def up(migrator: SchemaMigrator, db: Database) -> None:
    for wrong in find_wrong_rows():
        log.warning("wrong rows", table=wrong.table, column=wrong.column, code=wrong.code, ids=wrong.ids[:20],
                    count=len(wrong.ids))  # fmt: skip


def down(migrator: SchemaMigrator, db: Database) -> None:
    """Nothing was changed."""
