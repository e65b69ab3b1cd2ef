"""Which deed a batch is, where how it is taken back hangs on it: titles are what people give."""

from peewee import CharField, Database
from playhouse.migrate import SchemaMigrator, migrate


def up(migrator: SchemaMigrator, db: Database) -> None:
    migrate(migrator.add_column("batch", "deed", CharField(max_length=12, null=True)))


def down(migrator: SchemaMigrator, db: Database) -> None:
    # SQLite drops columns in place; copying the table would cut what refers to its rows.
    db.execute_sql('ALTER TABLE "batch" DROP COLUMN "deed"')
